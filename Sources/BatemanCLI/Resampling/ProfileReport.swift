import Bateman

/// Likelihood profiles as their JSON file has them.
struct ProfileReport: Codable {
  struct Point: Codable {
    var value: Double
    /// How far the objective is above that of the estimates.
    var rise: Double?
    var converged: Bool
  }

  struct Parameter: Codable {
    var estimate: Double?
    /// The interval by the profile; a side that has no end is null, and `notes` says why.
    var lower: Double?
    var upper: Double?
    /// The interval by the standard error.
    var normal: SampleParameters.Interval?
    var unit: String
    var notes: [String]
    /// In order of value.
    var points: [Point]
  }

  var schema = 1
  var version = BatemanCommand.currentVersion
  var method: String
  var level: Double
  /// How far the objective rises at the ends.
  var wantedRise: Double
  var objective: Double?
  var order: [String]
  var parameters: [String: Parameter]
  var seconds: Double
  var model: SampleSource
  var data: SampleSource

  /// The result as a person reads it.
  var text: String {
    let percent = FitText.percent(100 * level)
    var table = TextTable([
      ("Parameter", .left), ("", .left), ("estimate", .right), ("\(percent) % profile", .right),
      ("\(percent) % normal", .right), ("", .left),
    ])
    for name in order {
      guard let value = parameters[name] else { continue }
      let lower = value.lower.map(\.shortText) ?? "?"
      let upper = value.upper.map(\.shortText) ?? "?"
      table.append([
        name, value.unit == "1" ? "" : value.unit, FitText.number(value.estimate), "\(lower) to \(upper)",
        value.normal.text, value.notes.joined(separator: "; "),
      ])
    }
    let fits = parameters.values.reduce(0) { $0 + $1.points.count }
    let heading = "Likelihood profiles (ΔOFV \(wantedRise.shortText)): \(fits) fits, \(seconds.shortText) s"
    return ([heading, ""] + table.linesWithHeader).joined(separator: "\n")
  }
}
