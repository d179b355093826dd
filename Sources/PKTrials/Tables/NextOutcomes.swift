/// What each possible outcome of the next cohort would lead to.
public struct NextOutcomes: Hashable, Sendable {
  /// One outcome, and the decision that would follow.
  public struct Branch: Hashable, Sendable {
    /// The next cohort's sums.
    public var cohort: LevelTally
    /// What would follow.
    public var decision: Decision
  }

  /// The level of the next cohort.
  public let level: Int
  /// The branches, by DLTs and then moderate events.
  public let branches: [Branch]

  /// Follows every outcome of the cohort that a decision asks for; nil when the trial is over.
  public init?(after history: CohortHistory, design: some EscalationDesign) {
    guard case .treat(let level, let patients) = design.recommend(from: history).action else { return nil }
    self.level = level
    let countsModerate = level < design.moderateLevels
    var branches: [Branch] = []
    for x in 0...patients {
      for m in 0...(countsModerate ? patients - x : 0) {
        let cohort = LevelTally(treated: patients, dlts: x, moderate: m)
        let decision = design.recommend(from: history.adding(level: level, cohort))
        branches.append(Branch(cohort: cohort, decision: decision))
      }
    }
    self.branches = branches
  }
}
