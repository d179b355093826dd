import Bateman

/// What was found for a target.
struct TargetReport: Encodable {
  var schema = "bateman-target/1"
  var notice =
    "A computation for a target, no prescription: a protocol's dose follows the protocol alone. Not for use without "
    + "the validation of an institution."
  var model: String
  var status: String
  var subject: String
  var sought: String
  var unit: String
  var exact = Double.nan
  var rounded: Double?
  var increment: String?
  var at: String?
  var interval: ForecastReport.Value?
  var output: String
  var metric: String
  var target: Double
  var targetUnit: String
  /// What the rounded one leads to.
  var achieved: ForecastReport.Value?
  var shareAtLeastTarget: Double?
  var intervalPercent: Double
  var alerts: [ForecastReport.Alert]
  var problem: String?

  init(
    _ patient: PatientEstimation, _ aim: ExposureTarget, _ solution: TargetSolution?, sought: String, unit: String
  ) {
    let source = patient.model.source
    let label = OutputLabels.all(of: source)[aim.output]
    (model, status, subject) = (source.name, source.status.rawValue, patient.history.id)
    (self.sought, self.unit, output, target) = (sought, unit, label.name, aim.value)
    targetUnit = aim.metric == .auc ? label.areaUnit : label.unit
    metric =
      switch aim.metric {
      case .trough: sought == "time" ? "level" : "trough"
      case .peak: "peak"
      case .auc: "AUC"
      case .level(let time): "level at \(patient.label(time))"
      }
    intervalPercent = 100 * patient.settings.interval
    alerts = patient.alerts.map { ForecastReport.Alert(kind: $0.kind.name, message: $0.message, action: $0.action) }
    achieved = solution.map { ForecastReport.Value($0.achieved) }
    shareAtLeastTarget = solution?.shareAtLeast
  }

  private var percent: String { "\(intervalPercent.plainText) %" }

  /// As people read it.
  var text: String {
    var lines = [
      "target        \(metric) of \(output) \(target.shortText) \(targetUnit), in \(subject) by \(model)"
        + (status == "published" ? "" : " — \(status.uppercased())")
    ]
    if let rounded {
      lines.append("\(sought.padded(14))\(rounded.exactText) \(unit)")
      lines.append("exact         \(exact.exactText) \(unit), rounded to \(increment ?? "")")
    } else {
      lines.append("\(sought.padded(14))\(exact.exactText) \(unit) after the first record\(at.map { ", \($0)" } ?? "")")
      if let interval {
        lines.append("\(percent.padded(14))\(interval.lower.shortText) … \(interval.upper.shortText) \(unit)")
      }
    }
    if let achieved {
      lines.append(
        "achieved      \(achieved.estimate.shortText) \(targetUnit) (\(percent): \(achieved.lower.shortText) … "
          + "\(achieved.upper.shortText)), simulated with the rounded \(sought)")
    }
    if let share = shareAtLeastTarget {
      lines.append("reached       in \((1000 * share).rounded() / 10) % of the draws")
    }
    for alert in alerts.prefix(ForecastAlert.mostShown) {
      lines += ["alert         \(alert.message)", "              \(alert.action)"]
    }
    if alerts.count > ForecastAlert.mostShown {
      lines.append("              and \(alerts.count - ForecastAlert.mostShown) more; --json lists them")
    }
    return (lines + ["", "No prescription: a protocol's dose follows the protocol alone ('bateman dose')."])
      .joined(separator: "\n")
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

extension Double {
  /// The number with nine significant digits and no trailing zeros.
  fileprivate var exactText: String { DecimalText(significantDigits: 9).string(self) }
}
