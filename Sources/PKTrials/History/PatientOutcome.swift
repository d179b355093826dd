/// What a patient's DLT window has shown.
public enum PatientOutcome: String, Hashable, Sendable, CaseIterable {
  /// No DLT: N.
  case none = "N"
  /// No DLT, but an event that the accelerated phase counts: G.
  case moderate = "G"
  /// A DLT: T.
  case dlt = "T"
  /// Cannot be evaluated, and is replaced: U.
  case notEvaluable = "U"
}

/// Patients who were treated at one level, in order.
public struct Cohort: Hashable, Sendable {
  /// The level, from 0.
  public var level: Int
  /// What became of each.
  public var outcomes: [PatientOutcome]

  /// Creates a cohort.
  public init(level: Int, outcomes: [PatientOutcome]) {
    self.level = level
    self.outcomes = outcomes
  }

  /// The sums of those who can be evaluated.
  public var tally: LevelTally {
    var tally = LevelTally()
    for outcome in outcomes where outcome != .notEvaluable {
      tally.treated += 1
      if outcome == .dlt { tally.dlts += 1 }
      if outcome == .moderate { tally.moderate += 1 }
    }
    return tally
  }
}

extension CohortHistory {
  /// The history of cohorts in their order.
  public init(levelCount: Int, cohorts: [Cohort]) {
    self.init(levelCount: levelCount)
    for cohort in cohorts { add(level: cohort.level, cohort.tally) }
  }
}
