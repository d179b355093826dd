/// What came of a check.
struct CheckResult: Encodable {
  enum Verdict: String, Encodable {
    case passed, failed, skipped
  }

  /// A thing that was looked at.
  struct Finding: Encodable {
    /// Such as "objective of step 1".
    var what: String
    var expected: String
    var found: String
    /// How far it may be off, and why.
    var tolerance: String
    var passed: Bool
    /// A hint that is no failure, such as a file beyond a list.
    var note: String?
  }

  var id: String
  var title: String
  var stage: String
  var kind: String
  var requirements: [String]
  var model: String, data: String, method: String, seed: String, provenance: String
  var verdict: Verdict
  /// The commands, as they can be typed.
  var commands: [String]
  var findings: [Finding]
  var falseAlarm: Double?
  var seconds: Double

  init(_ check: ValidationCheck, verdict: Verdict = .skipped, findings: [Finding] = [], seconds: Double = 0) {
    id = check.id
    title = check.title
    stage = check.stage.rawValue
    kind = check.kind.rawValue
    requirements = check.requirements
    (model, data, method, seed) = (check.model, check.data, check.method, check.seed)
    provenance = check.provenance
    self.verdict = verdict
    if case .steps(let steps) = check.subject {
      commands = steps.map { CommandWords.line(of: ["bateman"] + $0.arguments) }
    } else {
      commands = []
    }
    self.findings = findings
    falseAlarm = check.falseAlarm
    self.seconds = seconds
  }

  /// The line that is printed, and below it what failed.
  var lines: [String] {
    let counted = "\(findings.count) value\(findings.count == 1 ? "" : "s")"
    let word = verdict == .failed ? "FAILED" : verdict.rawValue
    let first = "\(word.padding(to: 7))  \(id.padding(to: 10))  \(title)" + (verdict == .passed ? " (\(counted))" : "")
    let failed = findings.filter { !$0.passed }
    let shown = failed.prefix(5).map {
      "           \($0.what): expected \($0.expected), found \($0.found) (\($0.tolerance))"
    }
    let more = failed.count > 5 ? ["           and \(failed.count - 5) more"] : []
    return [first] + shown + more
  }
}

extension String {
  /// The text with blanks behind it up to a width.
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
