import Bateman

/// The figures of a fit.
struct FitFigures {
  let fit: FitCase
  /// Whether values are on logarithmic axes.
  var isLogarithmic = false

  /// Observed against predicted, and residuals.
  func goodnessOfFit() throws -> PlotSpec {
    let table = try fit.table("residuals.csv")
    let (ids, outputs) = (try table.texts("id"), try table.texts("output"))
    let (time, dv, pred) = (try table.numbers("time"), try table.numbers("DV"), try table.numbers("PRED"))
    let (ipred, cwres) = (try table.numbers("IPRED"), try table.numbers("CWRES"))
    let points = ids.indices.filter { cwres[$0].isFinite }.map {
      GoodnessOfFitFigure.Point(
        id: ids[$0], output: outputs[$0], time: time[$0], dv: dv[$0], pred: pred[$0], ipred: ipred[$0],
        cwres: cwres[$0])
    }
    guard !points.isEmpty else { throw CommandError.mismatch("'\(table.path)' has no residual to draw") }
    var caption = fit.caption()
    caption.observations = points.count
    if points.count < ids.count {
      caption.notes.append(
        "\(ids.count - points.count) censored observations or outcomes have no residual and are not shown.")
    }
    return GoodnessOfFitFigure(
      points, timeUnit: fit.timeUnit, valueUnit: fit.valueUnit, isLogarithmic: isLogarithmic, caption: caption
    ).spec
  }

  /// A panel for each subject and output.
  func individuals() throws -> [PlotSpec] {
    let data = try fit.diagnosticData()
    let byID = Dictionary(fit.record.individuals.map { ($0.id, $0.eta) }, uniquingKeysWith: { first, _ in first })
    var settings = SimulationSettings()
    settings.tolerances.relative = 1e-6
    let curves = try IndividualCurves().run(
      data, effects: fit.dataset.subjects.map { byID[$0.id] ?? [:] }, settings: settings)
    let outputs = fit.model.outputs
    var panels: [IndividualFitsFigure.Panel] = []
    for (subject, curve) in curves.enumerated() {
      let own = data.observations[data.starts[subject]..<data.starts[subject + 1]]
      for output in outputs.indices where own.contains(where: { $0.bound.output == output }) {
        let points = own.filter { $0.bound.output == output }.map {
          IndividualFitsFigure.Point(
            x: $0.bound.time, y: $0.bound.bounds.reported, isBelowLimit: $0.bound.bounds.isCensored)
        }
        func line(_ values: [Double]) -> [IndividualFitsFigure.Point] {
          zip(curve.times, values).map { IndividualFitsFigure.Point(x: $0, y: $1) }
        }
        let name = "ID \(fit.dataset.subjects[subject].id)" + (outputs.count > 1 ? ", \(outputs[output].name)" : "")
        panels.append(
          IndividualFitsFigure.Panel(
            title: name, observations: points, individual: line(curve.individual[output]),
            population: line(curve.population[output]), limit: data.lowerLimits[output]))
      }
    }
    return IndividualFitsFigure(
      panels, timeUnit: fit.timeUnit, valueUnit: fit.valueUnit, isLogarithmic: isLogarithmic, caption: fit.caption()
    ).pages
  }

  /// Objective and parameters by iteration.
  func trace() throws -> PlotSpec {
    let table = try fit.table("iterations.csv")
    let names = ["objective", "gradient"] + fit.record.order
    guard !table.rows.isEmpty else {
      throw CommandError.mismatch("'\(table.path)' has no iteration: the objective was only evaluated")
    }
    return TraceFigure(
      iterations: try table.numbers("iteration"),
      series: try names.filter(table.names.contains).map { ($0, try table.numbers($0)) },
      caption: fit.caption(observations: false)
    ).spec
  }

  /// The contributions of the subjects to the objective function.
  func influence() throws -> PlotSpec {
    let found = try contributions()
    var caption = fit.caption()
    let outlying = found.filter(\.isOutlying)
    caption.notes.append(
      outlying.isEmpty
        ? "No subject stands out (|z| above 3.5 by median and MAD, or p below 0.001 of η by χ²)."
        : "Standing out (|z| above 3.5 by median and MAD, or p below 0.001 of η by χ²): "
          + outlying.map(\.id).joined(separator: ", ") + ".")
    return ContributionFigure(
      found.map { ContributionFigure.Subject(id: $0.id, value: $0.perObservation, isOutlying: $0.isOutlying) },
      caption: caption
    ).spec
  }

  /// What each subject adds to the objective function.
  func contributions() throws -> [SubjectContribution] {
    let observed = try DatasetObservations(fit.model, fit.dataset).subjects
    let counts = Dictionary(
      zip(fit.dataset.subjects, observed).map { ($0.id, $1.count) }, uniquingKeysWith: +)
    let names = fit.model.etaNames
    return SubjectContribution.contributions(
      of: fit.record.individuals.map { individual in
        let known = names.indices.filter { individual.eta[names[$0]] != nil }
        return SubjectContribution.Input(
          id: individual.id, observations: counts[individual.id] ?? 0, objective: individual.objective ?? .nan,
          etas: known.map { individual.eta[names[$0]] ?? 0 },
          omega: known.map { row in known.map { fit.covariance(row, $0) } })
      }.filter { $0.observations > 0 })
  }
}

extension FitCase {
  /// The covariance of two random effects.
  func covariance(_ first: Int, _ second: Int) -> Double {
    for (block, declared) in model.omega.enumerated() {
      guard let a = declared.etas.firstIndex(of: first), let b = declared.etas.firstIndex(of: second) else { continue }
      return estimates[.omega(block: block, row: max(a, b), column: min(a, b))]
    }
    return 0
  }
}
