import Bateman

/// The figures of one patient's forecast.
struct ForecastFigures {
  let report: ForecastReport
  var choice = FigureChoice()
  var isLogarithmic = false

  /// The courses, and what the plans come to.
  func all() throws -> [PlotSpec] { try courses() + [plans()] }

  private var caption: FigureCaption {
    let given = report.doses.count, known = report.levels.count
    var caption = FigureCaption(
      model: report.model.name,
      method: (report.isPrior ? "population forecast" : "MAP estimate")
        + " of \(report.subject), \(report.draws) draws; "
        + "\(given) dose\(given == 1 ? "" : "s"), \(known) level\(known == 1 ? "" : "s")",
      isSurrogate: report.model.status == ModelStatus.surrogate.rawValue)
    caption.notes.append(report.notice)
    return caption
  }

  private var outputs: [String] { report.outputs.map(\.name) }

  /// For each output: levels, the population's band, the patient's own under the first plan, and candidate regimens.
  func courses() throws -> [PlotSpec] {
    let wanted = try FigureChoice.picked(choice.analyte, from: outputs, "output")
    return report.outputs.enumerated().filter { wanted.contains($0.element.name) }.compactMap { index, output in
      guard let band = report.bands.first(where: { $0.output == output.name }) else { return nil }
      let first = report.plans.first?.name ?? "the plan"
      var curves = [curve(report.isPrior ? first : "population, \(first)", band.prior)]
      if !report.isPrior { curves.append(curve("this patient, \(first)", band.posterior)) }
      for plan in report.plans.dropFirst() where plan.kind == FuturePlan.Kind.candidate.rawValue {
        curves.append(course(plan, index))
      }
      let levels = report.levels.filter { $0.output == output.name }
      var caption = caption
      let censored = levels.count { $0.isCensored }
      if censored > 0 { caption.notes.append("\(censored) levels below the limit are drawn at it.") }
      if curves.count > 2 {
        caption.notes.append("Curves without a band: other candidates in the most probable patient.")
      }
      var figure = ForecastFigure(
        curves, observations: levels.map { IndividualFitsFigure.Point(x: $0.time, y: $0.observed) },
        output: output.name, timeUnit: report.timeUnit, unit: output.unit.shownUnit,
        band: "\(report.intervalPercent.plainText) % intervals", caption: caption)
      figure.doses = report.doses.map(\.time)
      figure.now = report.plans.first?.doses.first?.time
      figure.isLogarithmic = isLogarithmic
      return figure.spec
    }
  }

  private func curve(_ name: String, _ values: [ForecastReport.Value]) -> ForecastFigure.Curve {
    ForecastFigure.Curve(
      name: name,
      points: zip(report.times, values).map {
        ForecastFigure.Point(time: $0, lower: $1.lower, median: $1.median, upper: $1.upper)
      })
  }

  private func course(_ plan: ForecastReport.Plan, _ output: Int) -> ForecastFigure.Curve {
    ForecastFigure.Curve(
      name: plan.name,
      points: zip(plan.course.times, plan.course.levels[output]).map { ForecastFigure.Point(time: $0, median: $1) })
  }

  /// AUC, Cmax and lowest trough of each plan.
  func plans() throws -> PlotSpec {
    let wanted = try FigureChoice.picked(choice.analyte, from: outputs, "output")
    let metrics = try FigureChoice.picked(choice.metric, from: ["AUC", "Cmax", "lowest trough"], "metric")
    var rows: [PlansFigure.Row] = []
    for output in report.outputs where wanted.contains(output.name) {
      for metric in metrics {
        for plan in report.plans {
          guard let own = plan.summary.first(where: { $0.output == output.name }) else { continue }
          let value = metric == "AUC" ? own.auc : metric == "Cmax" ? own.cmax : own.lowestTrough
          let unit = metric == "AUC" ? output.areaUnit : output.unit
          rows.append(
            PlansFigure.Row(
              plan: plan.name, kind: plan.kind, quantity: "\(metric) of \(output.name) (\(unit.shownUnit))",
              lower: value.lower, median: value.median, upper: value.upper))
        }
      }
    }
    return PlansFigure(rows, interval: "\(report.intervalPercent.plainText) % intervals", caption: caption).spec
  }
}
