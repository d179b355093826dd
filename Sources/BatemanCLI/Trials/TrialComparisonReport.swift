import Bateman

/// Designs beside one another, as JSON and as text.
struct TrialComparisonReport: Codable {
  struct Difference: Codable {
    var level: Int
    var share: TrialFigure
  }
  struct Comparison: Codable {
    var file: String
    var to: String
    var selection: [Difference]
    var patients: TrialFigure
    var dlts: TrialFigure
    var overdosed: TrialFigure
    var durationDays: TrialFigure
    var sameSelection: TrialFigure
  }

  var schema = 1
  var trials: Int
  var seed: UInt64
  var notes: [String]
  var files: [TrialScenarioRecord]
  var differences: [Comparison]

  init(
    _ paths: [String], _ plans: [Trial], _ results: [OperatingCharacteristics], _ options: TrialSimulationOptions
  ) {
    (trials, seed) = (options.trials, options.seed)
    notes = plans.flatMap(\.notes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    files = zip(paths, zip(plans, results)).map { path, pair in
      TrialScenarioRecord(path, pair.0, pair.1, TrialSession.exact(pair.0, pair.1.rates))
    }
    differences = zip(paths, results).dropFirst().map { path, result in
      let paired = PairedComparison(results[0], result)
      return Comparison(
        file: path, to: paths[0],
        selection: paired.selection.enumerated().map { Difference(level: $0, share: TrialFigure($1)) },
        patients: TrialFigure(paired.patients), dlts: TrialFigure(paired.dlts),
        overdosed: TrialFigure(paired.overdosed), durationDays: TrialFigure(paired.duration),
        sameSelection: TrialFigure(paired.agreement))
    }
  }

  var text: String {
    var lines = ["\(trials) simulated trials of each, seed \(seed), the same patients' luck in all"]
    lines += notes.map { "note: \($0)" }
    for (number, file) in files.enumerated() { lines += ["", "\(number + 1). \(file.name)"] + file.lines }
    for comparison in differences {
      lines += ["", "\(comparison.file) less \(comparison.to), trial by trial:"]
      var table = TextTable([("", .left), ("difference", .right)])
      for item in comparison.selection {
        table.append(["selects \(item.level == 0 ? "none" : "level \(item.level)"), %", item.share.text(scale: 100)])
      }
      table.append(["patients", comparison.patients.text()])
      table.append(["DLTs", comparison.dlts.text()])
      table.append(["patients at too high a dose", comparison.overdosed.text()])
      table.append(["duration, days", comparison.durationDays.text()])
      table.append(["both select the same, %", comparison.sameSelection.text(scale: 100)])
      lines += table.linesWithHeader
    }
    return lines.joined(separator: "\n")
  }
}
