import Bateman

/// A forecast as people read it.
struct ForecastText {
  let report: ForecastReport

  /// The sections, with a line between them.
  var text: String {
    let sections = [head, prescription, alerts, parameters, levels, exposures, changes, notes]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var interval: String { "\(report.intervalPercent.plainText) %" }

  private var head: [String] {
    let status = report.model.status == "published" ? "" : " — \(report.model.status.uppercased())"
    let basis =
      report.isPrior
      ? "no level: typical parameters, population's spread"
      : "\(report.levels.count) levels; \(report.search.agreeing) of \(report.search.searches) searches agree"
    return [
      "forecast      of \(report.subject), \(report.doses.count) doses; \(basis)",
      "model         \(report.model.name)\(status)\(report.model.about.map { ": \($0)" } ?? "")",
      "covariates    between records by \(report.model.covariateRule)",
      "intervals     \(interval) of \(report.draws) draws; residual error is not in them",
    ]
  }

  private var prescription: [String] {
    guard let prescription = report.prescription else {
      return ["A forecast changes no prescribed dose; that follows the protocol ('bateman dose')."]
    }
    let banner = prescription.isTraining ? ["*** \(DoseRecord.watermark) ***"] : []
    let dose = prescription.dose.map { "\($0) mg" } ?? "REFUSED: \(prescription.refusal ?? "")"
    let place = prescription.arm.map { ", arm \($0), level \(prescription.level ?? "")" } ?? ""
    return banner + [
      "PROTOCOL DOSE \(dose)   (\(prescription.protocolID), version \(prescription.version)\(place))",
      "              The forecast below does not change it.",
    ]
  }

  private var alerts: [String] {
    let shown = report.alerts.prefix(ForecastAlert.mostShown)
    var lines = shown.enumerated().map { index, alert in
      "alert \(index + 1)       \(alert.message)\n              \(alert.action)"
    }
    if shown.isEmpty { return ["alerts        none"] }
    if report.alerts.count > shown.count {
      lines.append("              and \(report.alerts.count - shown.count) more; --json lists them")
    }
    return lines
  }

  private var parameters: [String] {
    var table = TextTable([
      ("parameter", .left), ("typical", .right), ("patient", .right), (interval, .left), ("unit", .left),
      ("eta", .right), ("SE", .right), ("spread left", .right),
    ])
    for parameter in report.parameters {
      let effect = report.effects.first { $0.name == parameter.name }
      let isKnown = effect != nil
      table.append([
        parameter.name, parameter.typical.shortText, parameter.estimate.shortText,
        isKnown ? "\(parameter.lower.shortText) … \(parameter.upper.shortText)" : "", parameter.unit,
        effect?.value.shortText ?? "", effect?.standardError.shortText ?? "",
        effect.map { "\($0.remainingPercent.rounded().plainText) %" } ?? "",
      ])
    }
    return report.parameters.isEmpty ? [] : table.linesWithHeader
  }

  private var levels: [String] {
    guard !report.levels.isEmpty else { return [] }
    var table = TextTable([
      ("level at", .left), ("output", .left), ("observed", .right), ("typical", .right), ("patient", .right),
      ("unit", .left), ("IWRES", .right),
    ])
    for level in report.levels {
      table.append([
        level.at ?? "\(level.time.plainText) \(report.timeUnit)", level.output,
        (level.isCensored ? "< " : "") + level.observed.shortText, level.typical.shortText,
        level.predicted.shortText, level.unit, level.iwres?.shortText ?? "",
      ])
    }
    return table.linesWithHeader
  }

  private var exposures: [String] {
    var table = TextTable([
      ("dose", .left), ("cycle from", .left), ("output", .left), ("Cmax", .right), (interval, .left),
      ("Ctrough", .right), (interval, .left), ("unit", .left), ("AUC", .right), (interval, .left), ("unit", .left),
    ])
    for plan in report.plans where plan.kind == FuturePlan.Kind.candidate.rawValue {
      for (number, cycle) in plan.cycles.enumerated() {
        for (index, exposure) in cycle.exposures.enumerated() {
          table.append(
            [
              number == 0 && index == 0 ? plan.name : "",
              index == 0 ? cycle.startsAt ?? "\(cycle.start.plainText) \(report.timeUnit)" : "", exposure.output,
            ] + cells(exposure.cmax) + cells(exposure.ctrough) + [report.outputs[index].unit] + cells(exposure.auc)
              + [report.outputs[index].areaUnit])
        }
      }
    }
    return ["exposure of the cycles ahead"] + table.linesWithHeader
  }

  private func cells(_ value: ForecastReport.Value) -> [String] {
    [value.estimate.shortText, "\(value.lower.shortText) … \(value.upper.shortText)"]
  }

  private var changes: [String] {
    let scenarios = report.plans.filter { $0.kind != FuturePlan.Kind.candidate.rawValue }
    guard let first = report.plans.first, !scenarios.isEmpty else { return [] }
    var table = TextTable([
      ("what happens", .left), ("output", .left), ("AUC", .right), (interval, .left), ("lowest trough", .right),
      (interval, .left), ("last trough", .right), (interval, .left), ("Cmax", .right),
    ])
    for plan in scenarios {
      for (index, ratio) in plan.ratios.enumerated() {
        table.append(
          [index == 0 ? plan.name : "", ratio.output] + percent(ratio.auc) + percent(ratio.lowestTrough)
            + percent(ratio.lastTrough) + [percent(ratio.cmax)[0]])
      }
    }
    let span = "change against '\(first.name)' as planned, until the end of its last cycle"
    return [span] + table.linesWithHeader
  }

  /// A ratio as a change in percent.
  private func percent(_ value: ForecastReport.Value) -> [String] {
    func text(_ ratio: Double) -> String {
      guard ratio.isFinite else { return "–" }
      let change = (1000 * (ratio - 1)).rounded() / 10
      return "\(change > 0 ? "+" : "")\(change.plainText) %"
    }
    return [text(value.estimate), "\(text(value.lower)) … \(text(value.upper))"]
  }

  private var notes: [String] {
    report.notes.map { "note          \($0)" } + [
      "note          Ctrough is the level just before the next dose; numbers are the most probable patient's, and "
        + "intervals those of the draws"
    ]
  }
}
