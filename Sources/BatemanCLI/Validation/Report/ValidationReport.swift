/// What came of all checks, on which machine.
struct ValidationReport: Encodable {
  var schema = 1
  var machine: MachineFacts
  var requirements: [Requirement]
  var results: [CheckResult]
  /// What is wrong between requirements and checks.
  var faults: [String]
  var passed: Int
  var failed: Int
  var skipped: Int
  /// Whether everything that was run holds, and requirements and checks fit together.
  var holds: Bool
  var verdict: String
  var limits = ValidationReport.limits

  init(machine: MachineFacts, requirements: [Requirement], results: [CheckResult], faults: [String]) {
    self.machine = machine
    self.requirements = requirements
    self.results = results
    self.faults = faults
    passed = results.count { $0.verdict == .passed }
    failed = results.count { $0.verdict == .failed }
    skipped = results.count { $0.verdict == .skipped }
    holds = failed == 0 && faults.isEmpty && passed > 0
    verdict = Self.verdict(holds: holds, failed: failed, faults: faults.count, skipped: skipped)
  }

  /// Such as "45 passed, 0 failed".
  var summary: String {
    "\(passed) passed, \(failed) failed" + (skipped > 0 ? ", \(skipped) skipped" : "")
  }

  /// The checks that are evidence for a requirement.
  func results(for requirement: Requirement) -> [CheckResult] {
    results.filter { $0.requirements.contains(requirement.id) }
  }

  /// The chance that a right program fails one of the stochastic checks that were run.
  var falseAlarm: Double { results.filter { $0.verdict != .skipped }.compactMap(\.falseAlarm).reduce(0, +) }

  /// What the report cannot say; printed in every one.
  static let limits = [
    """
    Agreement with a reference is not proof of truth. A check shows that Bateman gives, on this machine, the numbers \
    that a formula, a publication or another program gives; both may be wrong, and a model may be wrong for a drug.
    """,
    "What no check looks at is not validated. Models with the status 'surrogate' or 'teaching' describe no drug.",
    "Whether this is enough for a purpose is the decision of the institution that uses it.",
  ]

  private static func verdict(holds: Bool, failed: Int, faults: Int, skipped: Int) -> String {
    guard holds else {
      let parts = [
        failed > 0 ? "\(failed) check\(failed == 1 ? "" : "s") failed" : nil,
        faults > 0 ? "requirements and checks do not fit together" : nil,
      ].compactMap(\.self)
      return "NOT PASSED: \(parts.isEmpty ? "nothing was checked" : parts.joined(separator: ", "))."
    }
    return skipped > 0
      ? "PASSED IN PART: all checks that were run passed; \(skipped) were skipped." : "PASSED: all checks passed."
  }
}
