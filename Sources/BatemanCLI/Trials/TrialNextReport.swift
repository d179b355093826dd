import Bateman

/// What comes next in a trial, as JSON and as text.
struct TrialNextReport: Codable {
  struct LevelState: Codable {
    var number: Int
    var name: String
    var patients: Int
    var dlts: Int
    var moderate: Int
    var isClosed: Bool
  }
  struct Step: Codable {
    var rule: String
    var statement: String
    var observed: String
    var boundary: String
    var instruction: String
    var nextLevel: Int?
    var patients: Int?
    var conclusion: String?
    var selectedLevel: Int?
  }
  struct Branch: Codable {
    var dlts: Int
    var moderate: Int
    var outcome: String
    var step: Step
  }
  struct Waiting: Codable {
    var patient: String
    var level: Int
    var windowCloses: String
  }

  var schema = 1
  var trial: String
  var notes: [String]
  var outcomes: String
  var levels: [LevelState]
  var decision: Step
  var waiting: [Waiting]
  var next: [Branch]

  init(_ trial: Trial, _ record: TrialRecord) {
    let names = trial.levelNames
    let design = trial.design
    let history = CohortHistory(levelCount: names.count, cohorts: record.cohorts)
    func step(_ decision: Decision) -> Step { Self.step(decision, design, names) }
    self.trial = trial.name
    outcomes = OutcomeText.text(of: record.cohorts)
    levels = names.enumerated().map { level, name in
      let tally = history.tallies[level]
      return LevelState(
        number: level + 1, name: name, patients: tally.treated, dlts: tally.dlts, moderate: tally.moderate,
        isClosed: design.isClosed(level: level, in: history))
    }
    let decision = design.recommend(from: history)
    self.decision = step(decision)
    waiting = record.pending.map {
      Waiting(patient: $0.patient, level: $0.level + 1, windowCloses: TrialDate.text($0.closes))
    }
    notes = trial.notes + record.notes + Self.notes(decision, history, design, record)
    let branches = NextOutcomes(after: history, design: design)
    next =
      branches?.branches.map { branch in
        let count = branch.cohort.treated - branch.cohort.dlts - branch.cohort.moderate
        let letters =
          String(repeating: "N", count: count) + String(repeating: "G", count: branch.cohort.moderate)
          + String(repeating: "T", count: branch.cohort.dlts)
        return Branch(
          dlts: branch.cohort.dlts, moderate: branch.cohort.moderate,
          outcome: "\((branches?.level ?? 0) + 1)\(letters)",
          step: step(branch.decision))
      } ?? []
  }

  private static func step(_ decision: Decision, _ design: any EscalationDesign, _ names: [String]) -> Step {
    var patients: Int?
    if case .treat(_, let count) = decision.action { patients = count }
    return Step(
      rule: decision.rule, statement: design.rules.first { $0.name == decision.rule }?.statement ?? "",
      observed: decision.observation(levels: names), boundary: decision.comparison,
      instruction: decision.instruction(levels: names), nextLevel: decision.nextLevel.map { $0 + 1 },
      patients: patients, conclusion: decision.conclusion?.kind,
      selectedLevel: decision.conclusion?.level.map { $0 + 1 })
  }

  /// What the reader should know beside the decision.
  private static func notes(
    _ decision: Decision, _ history: CohortHistory, _ design: any EscalationDesign, _ record: TrialRecord
  ) -> [String] {
    var notes: [String] = []
    if !record.pending.isEmpty {
      notes.append("the decision below leaves out patients who are still watched; it must wait for them")
    }
    let tallies = history.tallies
    for level in tallies.indices.dropFirst()
    where tallies[level].treated > 0 && tallies[level - 1].treated == 0 {
      notes.append("level \(level + 1) was given and level \(level) was not: the design would not have skipped it")
    }
    let isOpen = decision.rule == "complete" || decision.rule == "trigger"
    if let level = history.current, isOpen, tallies[level].dlts >= 2 {
      notes.append("level \(level + 1) has \(tallies[level].dlts) DLTs already: completing the cohort cannot clear it")
    }
    return notes
  }

  var text: String {
    var lines = ["\(trial), after \(outcomes.isEmpty ? "nobody" : outcomes)"]
    lines += notes.map { "note: \($0)" } + [""]
    var table = TextTable([("level", .right), ("dose", .left), ("patients", .right), ("DLTs", .right), ("", .left)])
    for level in levels where level.patients > 0 || level.isClosed {
      table.append([
        "\(level.number)", level.name, "\(level.patients)", "\(level.dlts)", level.isClosed ? "closed" : "",
      ])
    }
    if levels.contains(where: { $0.patients > 0 }) { lines += table.linesWithHeader + [""] }
    for patient in waiting {
      lines.append("waiting: patient \(patient.patient), level \(patient.level), until \(patient.windowCloses)")
    }
    lines.append("next: \(decision.instruction)")
    lines.append("rule '\(decision.rule)': \(decision.statement)")
    lines.append("observed: \(decision.observed)")
    lines.append("boundary: \(decision.boundary)")
    guard !next.isEmpty else { return lines.joined(separator: "\n") }
    lines += ["", "What the next cohort would lead to:"]
    var outcomes = TextTable([("outcome", .left), ("then", .left), ("by rule", .left)])
    for branch in next { outcomes.append([branch.outcome, branch.step.instruction, branch.step.rule]) }
    return (lines + outcomes.linesWithHeader).joined(separator: "\n")
  }
}
