import Bateman
import Foundation

/// Runs checks.
struct ValidationRun: Sendable {
  private let root: URL
  private let executable: URL
  private let patience: Double

  /// A run of checks of a folder; `patience` multiplies how long their commands may take.
  init(root: URL, patience: Double = 1) throws(CommandError) {
    guard let executable = InstalledFolder.executable else {
      throw .mismatch("the command does not know where it lies, so it cannot run itself")
    }
    self.root = root
    self.executable = executable
    self.patience = patience
  }

  /// Runs the checks, as many at a time as there are processors, and hands over each result in the checks' order.
  func run(_ checks: [ValidationCheck], _ receive: (CheckResult) throws -> Void) async throws {
    let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
    try await withThrowingTaskGroup(of: (Int, CheckResult).self) { group in
      var waiting: [Int: CheckResult] = [:]
      var (begun, done) = (0, 0)
      func begin() {
        guard begun < checks.count else { return }
        let index = begun
        begun += 1
        group.addTask { (index, try self.result(checks[index])) }
      }
      for _ in 0..<width { begin() }
      while let (index, result) = try await group.next() {
        waiting[index] = result
        begin()
        while let next = waiting.removeValue(forKey: done) {
          try receive(next)
          done += 1
        }
      }
    }
  }

  private func result(_ check: ValidationCheck) throws(CommandError) -> CheckResult {
    let start = ContinuousClock.now
    let findings = try findings(check)
    let duration = (ContinuousClock.now - start).components
    let passed = !findings.isEmpty && findings.allSatisfy(\.passed)
    return CheckResult(
      check, verdict: passed ? .passed : .failed, findings: findings,
      seconds: Double(duration.seconds) + Double(duration.attoseconds) / 1e18)
  }

  private func findings(_ check: ValidationCheck) throws(CommandError) -> [CheckResult.Finding] {
    switch check.subject {
    case .steps(let steps): return try findings(check, steps)
    case .files(let manifest):
      let text = (try? Data(contentsOf: URL(fileURLWithPath: check.folder + "/" + manifest))) ?? Data()
      let list = HashManifest(String(decoding: text, as: UTF8.self))
      return list?.findings(below: root) ?? [Self.fault("\(manifest) is no list of SHA-256")]
    case .probe(let probe, let expectations):
      let measures = probe.measures(root: root)
      return expectations.map { expectation in
        guard case .measure(let name, let value) = expectation.target else {
          return Self.fault("a probe is checked by 'measure'")
        }
        return NumberTolerance(expectation, standardErrors: 0).finding(name, value, found: measures[name])
      }
    }
  }

  private func findings(
    _ check: ValidationCheck, _ steps: [CheckStep]
  ) throws(CommandError) -> [CheckResult.Finding] {
    let scratch = try CheckScratch(root: root, check: check.folder)
    let errors = Self.standardErrors(check, steps)
    var findings: [CheckResult.Finding] = []
    for (index, step) in steps.enumerated() {
      findings.append(ending(of: step, index, in: scratch))
      let judge = ExpectationJudge(scratch, step: index, standardErrors: errors)
      findings += step.expectations.flatMap { judge.findings($0) }
    }
    return findings
  }

  /// Runs a step, and holds its end against the exit code that is expected.
  private func ending(of step: CheckStep, _ index: Int, in scratch: CheckScratch) -> CheckResult.Finding {
    let ending = scratch.run(step.arguments, executable: executable, step: index, limit: step.limit * patience)
    let passed = ending == .exited(step.status)
    var note: String?
    if case .tookTooLong = ending {
      note = "give a slow machine more time with --patience"
    } else if !passed {
      note = scratch.bytes(CheckScratch.errors(index)).map { String(decoding: $0, as: UTF8.self) }
    }
    return CheckResult.Finding(
      what: "exit code of step \(index + 1)", expected: "\(step.status)", found: ending.words, tolerance: "exact",
      passed: passed, note: note)
  }

  /// How many standard errors a number may be off, so that all numbers together fail a right program at the stated
  /// rate, by Bonferroni's inequality.
  private static func standardErrors(_ check: ValidationCheck, _ steps: [CheckStep]) -> Double {
    guard let rate = check.falseAlarm else { return 0 }
    let count = steps.flatMap(\.expectations).count { if case .standardError = $0.tolerance { true } else { false } }
    return Normal.quantile(1 - rate / Double(2 * max(1, count)))
  }

  private static func fault(_ words: String) -> CheckResult.Finding {
    CheckResult.Finding(what: words, expected: "a check", found: "none", tolerance: "exact", passed: false)
  }
}
