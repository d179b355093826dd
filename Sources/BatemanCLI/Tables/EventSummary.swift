import Bateman

/// How many patients of each arm had each event by the end of the simulation.
struct EventSummary {
  /// A share of patients, with what the number of patients leaves open.
  struct Share: Encodable {
    var event: String
    /// Patients with the event, of those simulated to the end.
    var patients: Int
    var of: Int
    var fraction: Double
    /// The bounds of a 90 % interval of the probability.
    var p05: Double
    var p95: Double
  }

  /// The model's events.
  let events: [String]
  private let arms: [String]
  private var happened: [[Int]]
  private var patients: [Int]

  /// Prepares the summary of arms.
  init(arms: [String], events: [String]) {
    self.arms = arms
    self.events = events
    happened = arms.map { _ in events.map { _ in 0 } }
    patients = arms.map { _ in 0 }
  }

  /// Adds the patients of a chunk; one that failed before its end says nothing of what would have happened.
  mutating func add(_ chunk: SimulationChunk) {
    let failed = Set(chunk.failures.map(\.subject))
    for subject in chunk.subjects where !failed.contains(subject) {
      patients[chunk.arm] += 1
      for event in events.indices where chunk.eventTime(subject: subject, event: event) != nil {
        happened[chunk.arm][event] += 1
      }
    }
  }

  /// The share of an arm's patients with an event; nil when no patient reached the end.
  ///
  /// The interval is that of E. B. Wilson, J Am Stat Assoc 22 (1927) 209: it holds for shares near 0 and 1, too.
  func share(arm: Int, event: Int) -> Share? {
    let (count, total) = (happened[arm][event], patients[arm])
    guard total > 0 else { return nil }
    let (n, p, z) = (Double(total), Double(count) / Double(total), 1.6448536269514722)
    let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return Share(
      event: events[event], patients: count, of: total, fraction: p, p05: max(0, middle - half),
      p95: min(1, middle + half))
  }

  /// The summary as a table; empty without events.
  func text(isTypical: Bool) -> String {
    guard !events.isEmpty else { return "" }
    if isTypical { return "A typical patient never has \(events.joined(separator: ", nor "))." }
    var table = TextTable([("arm", .left)] + events.map { ($0, .right) })
    for arm in arms.indices {
      let cells = events.indices.map { event in
        share(arm: arm, event: event).map { "\($0.fraction.percent) (\($0.p05.percent) – \($0.p95.percent))" } ?? "–"
      }
      table.append([arms[arm]] + cells)
    }
    return (["% of patients with the event by the end (90 % interval)"] + table.linesWithHeader).joined(separator: "\n")
  }
}

extension Double {
  /// A share in percent, to a tenth.
  fileprivate var percent: String { ((self * 1000).rounded() / 10).plainText }
}
