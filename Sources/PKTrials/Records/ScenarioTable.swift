public import PKText

/// Another set of true probabilities to simulate a trial under.
public struct Scenario: Hashable, Sendable {
  /// What it is called.
  public var name: String
  /// The probability of a DLT by level.
  public var dlt: [Double]
  /// The probability of a moderate event in a patient without DLT, by level.
  public var moderate: [Double]

  /// Creates a scenario.
  public init(name: String, dlt: [Double], moderate: [Double]) {
    self.name = name
    self.dlt = dlt
    self.moderate = moderate
  }

  /// The levels at which the probability of a DLT falls from the level below: allowed, but worth saying.
  public var falls: [Int] { Self.falls(dlt) }

  /// The levels at which a probability is lower than at the level below.
  static func falls(_ rates: [Double]) -> [Int] { rates.indices.dropFirst().filter { rates[$0] < rates[$0 - 1] } }
}

/// Reads scenarios, a row for each level: `scenario,level,dlt` and, where moderate events count, `moderate`.
public enum ScenarioTable {
  /// Reads a table.
  ///
  /// - Parameters:
  ///   - source: the table.
  ///   - trial: the trial, whose levels the rows name.
  /// - Returns: the scenarios in the order of the table.
  /// - Throws: every mistake with its place.
  public static func scenarios(_ source: SourceText, of trial: Trial) throws(DiagnosticList) -> [Scenario] {
    var table = NamedTable(
      source, known: ["scenario", "level", "dlt", "moderate"], required: ["scenario", "level", "dlt"])
    var order: [String] = []
    var dlt: [String: [Int: Double]] = [:]
    var moderate: [String: [Int: Double]] = [:]
    var ranges: [String: Range<Int>] = [:]
    for row in table.rows {
      guard let name = table.required(row, "scenario") else { continue }
      guard let level = table.level(row, "level", of: trial.levelNames), table.required(row, "dlt") != nil,
        let rate = table.number(row, "dlt", 0...1)
      else { continue }
      if dlt[name.text] == nil { order.append(name.text) }
      ranges[name.text] = ranges[name.text] ?? name.range
      if dlt[name.text, default: [:]].updateValue(rate, forKey: level) != nil {
        table.report("scenario '\(name.text)' has level \(level + 1) twice", row["level"]?.range ?? row.range)
      }
      if let mild = table.number(row, "moderate", 0...1) { moderate[name.text, default: [:]][level] = mild }
    }
    if order.isEmpty, table.faults.isEmpty { table.report("the table has no rows", 0..<1) }
    let count = trial.levels.count
    for name in order {
      let missing = (0..<count).filter { dlt[name]?[$0] == nil }.map { "\($0 + 1)" }
      guard !missing.isEmpty else { continue }
      table.report("scenario '\(name)' has no level \(missing.joined(separator: ", "))", ranges[name] ?? 0..<1)
    }
    try table.check()
    let assumed = trial.truth?.moderate ?? []
    return order.map { name in
      Scenario(
        name: name, dlt: (0..<count).map { dlt[name]?[$0] ?? 0 },
        moderate: (0..<count).map { moderate[name]?[$0] ?? ($0 < assumed.count ? assumed[$0] : 0) })
    }
  }
}
