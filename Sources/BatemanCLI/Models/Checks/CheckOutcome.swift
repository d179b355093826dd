import Bateman

/// A published number beside the simulated one.
struct CheckOutcome: Encodable {
  /// What is to be made of the two.
  enum Verdict: String, Encodable {
    /// They agree.
    case agrees
    /// They do not.
    case differs
    /// They do not, and the file says so.
    case knownDifference = "known difference"
    /// They agree, but the file says they do not.
    case agreesUnexpectedly = "agrees, but is listed as not reproduced"
  }

  var check: String
  var source: String
  var metric: String
  var unit: String
  var published: Double
  var simulated: Double
  /// The relative difference.
  var difference: Double
  var tolerance: Double
  var reason: String
  var verdict: Verdict

  init(_ check: ExposureCheck, _ expectation: Expectation, simulated: Double) {
    self.check = check.name
    source = check.source
    metric = expectation.label
    unit = expectation.unit
    published = expectation.value
    self.simulated = simulated
    difference = simulated / expectation.value - 1
    tolerance = expectation.tolerance
    reason = expectation.reason
    // NaN does not agree.
    let agrees = abs(difference) <= expectation.tolerance
    switch (agrees, expectation.isReproduced) {
    case (true, true): verdict = .agrees
    case (true, false): verdict = .agreesUnexpectedly
    case (false, true): verdict = .differs
    case (false, false): verdict = .knownDifference
    }
  }

  /// Whether the check holds: a known difference does, as long as it is one.
  var holds: Bool { verdict == .agrees || verdict == .knownDifference }
}

/// What came of the checks of one model.
struct ModelCheckReport: Encodable {
  var name: String
  var status: String
  var outcomes: [CheckOutcome]
  /// What is wrong with the model as a whole; nil for nothing.
  var complaint: String?

  init(name: String, status: ModelStatus, outcomes: [CheckOutcome]) {
    self.name = name
    self.status = status.rawValue
    self.outcomes = outcomes
    guard status == .published else { return }
    if outcomes.isEmpty {
      complaint = "a published model has a file of checks"
    } else if outcomes.contains(where: { $0.verdict == .knownDifference }) {
      complaint = "a model that does not reproduce what is published is not called published"
    }
  }

  /// Whether every check holds.
  var holds: Bool { complaint == nil && outcomes.allSatisfy(\.holds) }

  /// The outcomes as a table, by check.
  var text: String {
    var lines = ["\(name) (\(status))" + (outcomes.isEmpty ? ": no checks" : "")]
    var last: String?
    var table = Self.table
    func finish() {
      lines += table.lines
      table = Self.table
    }
    for outcome in outcomes {
      if outcome.check != last {
        finish()
        lines.append("  \(outcome.check): \(outcome.source)")
        last = outcome.check
      }
      table.append(outcome.cells)
    }
    finish()
    return (lines + (complaint.map { ["  \($0)"] } ?? [])).joined(separator: "\n")
  }

  private static var table: TextTable {
    TextTable([
      ("", .left), ("", .right), ("", .left), ("", .right), ("", .left), ("", .right), ("", .left), ("", .left),
    ])
  }
}

extension CheckOutcome {
  /// Such as "AUC of serum, cycle 8", "published", "735", "simulated 741 ug*day/mL", "+0.8 %", "of 5 %", "agrees".
  fileprivate var cells: [String] {
    let sign = difference > 0 ? "+" : ""
    let change = difference.isFinite ? sign + (difference * 100).rounded(toPlaces: 1) : "–"
    return [
      "    " + metric, "published \(published.plainText)", "simulated", simulated.shortText, unit, "\(change) %",
      "(\((tolerance * 100).rounded(toPlaces: 2)) %: \(reason))", verdict.rawValue,
    ]
  }
}

extension Double {
  /// The number rounded to decimal places, without zeros at the end.
  fileprivate func rounded(toPlaces places: Int) -> String {
    let scale = Double(sign: .plus, exponent: 0, significand: 1) * (0..<places).reduce(1.0) { value, _ in value * 10 }
    return ((self * scale).rounded() / scale).plainText
  }
}

/// What came of all checks, as `--json` writes it.
struct ModelChecksReport: Encodable {
  var schema = 1
  var holds: Bool
  var models: [ModelCheckReport]

  init(_ models: [ModelCheckReport]) {
    self.models = models
    holds = models.allSatisfy(\.holds)
  }

  var text: String {
    let outcomes = models.flatMap(\.outcomes)
    let known = outcomes.filter { $0.verdict == .knownDifference }.count
    let failed = outcomes.filter { !$0.holds }.count
    let summary =
      "\(outcomes.count) published numbers of \(models.filter { !$0.outcomes.isEmpty }.count) models: "
      + "\(outcomes.count - known - failed) agree, \(known) differ as listed, \(failed) fail"
    return (models.map(\.text) + [summary]).joined(separator: "\n\n")
  }
}
