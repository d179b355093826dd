import Bateman

/// A SIR as its JSON file has it.
struct SIRReport: Codable {
  /// What one round of draws says.
  struct Round: Codable {
    var samples: Int
    var resamples: Int
    var failures: Int
    /// (Σw)²/Σw² of the importance weights.
    var effectiveSamples: Double?
    /// The largest weight, in percent of all.
    var largestWeight: Double?
    /// The mean ΔOFV of the draws and of those kept.
    var meanRise: Double?
    var meanKeptRise: Double?
  }

  var schema = 1
  var version = BatemanCommand.currentVersion
  var method: String
  /// What the first proposal's covariance is made from.
  var proposal: String
  var inflation: Double
  var seed: UInt64
  var level: Double
  var objective: Double?
  /// The number of free parameters, which the mean ΔOFV of the draws kept should be near.
  var freeParameters: Int
  var rounds: [Round]
  /// What to mind.
  var warnings: [String]
  var order: [String]
  var parameters: [String: SampleParameters.Parameter]
  var seconds: Double
  var model: SampleSource
  var data: SampleSource

  /// What in the rounds speaks against the result.
  static func warnings(_ rounds: [Round], freeParameters: Int) -> [String] {
    guard let last = rounds.last else { return [] }
    var warnings: [String] = []
    if let effective = last.effectiveSamples, effective < Double(last.resamples) {
      warnings.append(
        "the draws of the last round are worth \(effective.shortText), fewer than the \(last.resamples) kept: take more rounds or draws"
      )
    }
    if let share = last.largestWeight, share > 5 {
      warnings.append("one draw of the last round has \(share.shortText) % of all weight: try --inflation 1.5")
    }
    if rounds.count > 1, let mean = last.meanKeptRise, let before = rounds[rounds.count - 2].meanKeptRise,
      (mean - before).magnitude > 0.2 * max(before.magnitude, 1)
    {
      warnings.append("the mean ΔOFV still changes from round to round: take more rounds")
    }
    if last.failures * 10 > last.samples {
      warnings.append("\(last.failures) of \(last.samples) draws of the last round could not be computed")
    }
    return warnings
  }

  /// The result as a person reads it.
  func text(_ table: SampleParameters) -> String {
    var roundTable = TextTable([
      ("Round", .right), ("draws", .right), ("failed", .right), ("kept", .right), ("worth", .right),
      ("largest weight %", .right), ("mean ΔOFV", .right), ("of the kept", .right),
    ])
    for (index, round) in rounds.enumerated() {
      roundTable.append([
        "\(index + 1)", "\(round.samples)", "\(round.failures)", "\(round.resamples)",
        FitText.number(round.effectiveSamples), FitText.number(round.largestWeight), FitText.number(round.meanRise),
        FitText.number(round.meanKeptRise),
      ])
    }
    let heading =
      "SIR: \(rounds.count) rounds, the first about the estimates with \(FitText.words(ofBasis: proposal)), \(seconds.shortText) s"
    let footnote = "  for a normal likelihood the mean ΔOFV of the kept is the number of parameters, \(freeParameters)"
    let minded = warnings.map { "warning: \($0)" }
    let parts = [[heading, ""], roundTable.linesWithHeader, [footnote, "", table.text(level: level)]]
    return (parts.flatMap(\.self) + (minded.isEmpty ? [] : [""] + minded)).joined(separator: "\n")
  }
}
