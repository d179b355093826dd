import Bateman

/// A bootstrap as its JSON file has it.
struct BootstrapReport: Codable {
  var schema = 1
  var version = BatemanCommand.currentVersion
  var kind: String
  var method: String
  /// The columns that strata are made of.
  var strata: [String]
  var seed: UInt64
  var level: Double
  /// How many replicates were made, and how many of them count.
  var replicates: Int
  var converged: Int
  /// How many do not count, by how they ended.
  var failures: [String: Int]
  /// Of the data themselves.
  var objective: Double?
  var order: [String]
  var parameters: [String: SampleParameters.Parameter]
  var seconds: Double
  var model: SampleSource
  var data: SampleSource

  /// The result as a person reads it.
  func text(_ table: SampleParameters) -> String {
    var heading = "Bootstrap (\(kind)): \(converged) of \(replicates) replicates count, \(seconds.shortText) s"
    if !strata.isEmpty { heading += "; strata: \(strata.joined(separator: ", "))" }
    var lines = [heading]
    for (reason, count) in failures.sorted(by: { $0.key < $1.key }) { lines.append("  \(count) ended as \(reason)") }
    return (lines + ["", table.text(level: level)]).joined(separator: "\n")
  }
}
