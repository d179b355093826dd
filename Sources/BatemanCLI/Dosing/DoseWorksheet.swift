import Bateman

/// A dose as one page of text, to be checked and signed on paper.
struct DoseWorksheet {
  let result: DoseResult
  let file: ProtocolFile
  let request: DoseRequest
  /// The record with its place in the chain, or nil when none is kept.
  let record: JSONValue?

  private var rules: DosingProtocol { file.rules }

  /// The page.
  var text: String {
    let isTraining = rules.use == .training || request.isTraining
    let banner = isTraining ? ["*** \(DoseRecord.watermark) ***"] : []
    let sections = [head, dose, alerts, preparation, calendar, eligibility, derivation, limits, notes, signatures]
    let body = sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    return (banner + [body] + banner).joined(separator: "\n")
  }

  private func line(_ title: String, _ value: String) -> String {
    title + String(repeating: " ", count: max(1, 14 - title.count)) + value
  }

  private var head: [String] {
    var lines = [
      line("protocol", "\(rules.id), version \(rules.version): \(rules.title)"),
      line("product", rules.product.name), line("label", rules.product.label),
    ]
    if !rules.product.notToBeConfusedWith.isEmpty {
      lines.append(line("NOT", rules.product.notToBeConfusedWith.joined(separator: ", ")))
    }
    let level = result.isLoading ? "loading dose" : "level \(result.levelName)"
    lines.append(line("patient", "\(request[.subject] ?? "–")   date \(request[.date] ?? "not given")"))
    lines.append(
      line("treatment", "arm \(result.armName), cycle \(result.cycle), day \(result.day), \(level) (\(result.amount))"))
    return lines
  }

  private var dose: [String] {
    let percent = (result.deviation * Rational(100)).text(decimals: 3)
    var lines = [
      line("DOSE", "\(result.dose.text) of \(rules.product.substance)"),
      line("exact", "\(result.exactDose.value.shortText(decimals: 6)) mg; \(result.rounding); deviation \(percent) %"),
      line("cap", result.cap ?? "not applied"),
    ]
    if let weight = result.weight {
      lines.append(line("weight", "\(weight.used) used, \(weight.measured) given"))
      let change = weight.change.map { "\(($0 * Rational(100)).text(decimals: 3)) % against \(weight.reference ?? "")" }
      lines.append(line("", [change, weight.verdict].compactMap(\.self).joined(separator: "; ")))
    }
    return lines
  }

  private var alerts: [String] {
    guard !result.alerts.isEmpty else { return [line("alerts", "none")] }
    let shown = result.alerts.enumerated().flatMap { index, alert in
      [line("ALERT \(index + 1)", alert.message), line("", "\(alert.source); \(alert.action)")]
    }
    return shown + (result.hiddenAlerts > 0 ? [line("", "\(result.hiddenAlerts) more of lower rank")] : [])
  }

  private var preparation: [String] {
    switch result.preparation {
    case .refused(let refusal):
      return [line("preparation", "REFUSED: \(refusal.message)"), line("", refusal.action)]
    case .prepared(let prepared):
      let vials = prepared.vials.map { "\($0.count) × \($0.strength)" }.joined(separator: " + ")
      return [
        line("volume", "\(prepared.volume) at \(prepared.concentration)"),
        line("check back", prepared.backCalculated), line("vials", "\(vials); waste \(prepared.waste)"),
      ] + prepared.lines.map { line("", $0) }
    }
  }

  private var calendar: [String] {
    var lines = [line("window", result.window.status.rawValue + (result.window.due.map { "; planned \($0)" } ?? ""))]
    if let rule = result.window.rule { lines.append(line("", rule)) }
    if let next = result.window.nextDue { lines.append(line("next dose", next)) }
    return lines + result.afterwards.map { line("", $0) }
  }

  private var eligibility: [String] {
    result.eligibility.map { entry in
      line("eligibility", "\(entry.check): \(entry.value), required \(entry.limit): \(entry.outcome.rawValue)")
    }
  }

  private var derivation: [String] {
    ["derivation"]
      + result.steps.enumerated().map { index, step in
        "  \(index + 1). \(step.operation): \(step.expression) = \(step.value)   (\(step.rule))"
      }
  }

  private var limits: [String] {
    result.checks.map { check in
      let kind = check.isHard ? "hard limit" : "soft limit"
      return line(kind, "\(check.name) \(check.value), \(check.limit): \(check.passes ? "held" : "PASSED OVER")")
    }
  }

  private var notes: [String] { result.notes.map { line("note", $0) } }

  private var signatures: [String] {
    [
      line("file", file.sha256), line("record", place),
      line("override", request[.override] ?? "–"), "",
      "calculated by              \(request[.calculatedBy] ?? blank)   date ____________",
      "independently checked by   \(request[.checkedBy] ?? blank)   date ____________",
    ]
  }

  /// The record's number, by which a second entry is compared with it, and its fingerprint.
  private var place: String {
    guard let record, case .number(let number)? = record["number"], let hash = record["recordHash"]?.text else {
      return "not kept (--record FILE keeps it)"
    }
    return "\(number), \(hash)"
  }

  private let blank = "______________________________"
}
