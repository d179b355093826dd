import Bateman

/// Simulated operating characteristics, as JSON and as text.
struct TrialSimulationReport: Codable {
  var schema = 1
  var trial: String
  var title: String
  var notes: [String]
  var design: String
  var trials: Int
  var seed: UInt64
  var scenarios: [TrialScenarioRecord]
  private var summaries: [[TrialSummary]] = []

  private enum CodingKeys: String, CodingKey {
    case schema, trial, title, notes, design, trials, seed, scenarios
  }

  init(
    _ trial: Trial, _ options: TrialSimulationOptions, _ scenarios: [TrialScenarioRecord],
    _ summaries: [[TrialSummary]]
  ) {
    self.trial = trial.name
    (title, notes, design) = (trial.title, trial.notes, trial.design.name)
    (trials, seed) = (options.trials, options.seed)
    (self.scenarios, self.summaries) = (scenarios, summaries)
  }

  var text: String {
    var lines = ["\(trial)\(title.isEmpty ? "" : ": \(title)")"]
    lines.append("\(design); \(trials) simulated trials, seed \(seed); ± is the Monte-Carlo standard error")
    lines += notes.map { "note: \($0)" }
    for scenario in scenarios {
      lines.append("")
      if scenarios.count > 1 || scenario.name != "truth" { lines += ["scenario '\(scenario.name)'"] }
      lines += scenario.lines
      if !scenario.isExactKnown {
        lines.append("no exact values: the design has too many histories to enumerate, or cohorts are not whole")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Writes the tables and the JSON.
  func write(to folder: FitFiles, _ record: RecordedResult<TrialSimulationReport>) throws {
    try folder.write(characteristics.bytes, to: "characteristics.csv")
    try folder.write(trialTable.bytes, to: "trials.csv")
    if scenarios.contains(where: { $0.exposure != nil }) {
      var csv = CSVText()
      TrialExposureRecord.header(&csv)
      for scenario in scenarios { scenario.exposure?.add(to: &csv, scenario: scenario.name) }
      try folder.write(csv.bytes, to: "exposure.csv")
    }
    try folder.write(json: record, to: "simulate.json")
  }

  /// One row a scenario and level.
  private var characteristics: CSVText {
    var csv = CSVText()
    for name in [
      "scenario", "level", "dose", "p_dlt", "selected", "selected_se", "selected_exact", "patients", "patients_se",
      "patients_exact", "dlts", "dlts_se", "dlts_exact",
    ] { csv.field(name) }
    csv.endLine()
    for scenario in scenarios {
      csv.field(scenario.name)
      csv.field(0)
      csv.field("none")
      csv.field(Double.nan)
      add(scenario.selectedNone, to: &csv)
      for _ in 0..<6 { csv.field(Double.nan) }
      csv.endLine()
      for level in scenario.levels {
        csv.field(scenario.name)
        csv.field(level.level)
        csv.field(level.name)
        csv.field(level.dltProbability ?? .nan)
        for figure in [level.selected, level.patients, level.dlts] { add(figure, to: &csv) }
        csv.endLine()
      }
    }
    return csv
  }

  private func add(_ figure: TrialFigure, to csv: inout CSVText) {
    csv.field(figure.value)
    csv.field(figure.error)
    csv.field(figure.exact ?? .nan)
  }

  /// One row a simulated trial.
  private var trialTable: CSVText {
    var csv = CSVText()
    for name in [
      "scenario", "trial", "selected_level", "conclusion", "patients", "not_evaluable", "dlts", "cohorts", "underdosed",
      "overdosed", "duration_days",
    ] { csv.field(name) }
    csv.endLine()
    for (scenario, trials) in zip(scenarios, summaries) {
      for (number, trial) in trials.enumerated() {
        csv.field(scenario.name)
        csv.field(number + 1)
        csv.field(trial.selection)
        csv.field(trial.conclusion.kind)
        csv.field(trial.patients)
        csv.field(trial.notEvaluable)
        csv.field(trial.dlts)
        csv.field(trial.cohorts)
        csv.field(trial.underdosed)
        csv.field(trial.overdosed)
        csv.field(time: trial.duration)
        csv.endLine()
      }
    }
    return csv
  }
}
