/// What is kept of one simulated trial.
public struct TrialSummary: Hashable, Sendable {
  /// What it has found.
  public var conclusion: Conclusion
  /// How many patients it had who could be evaluated.
  public var patients: Int
  /// How many could not be.
  public var notEvaluable: Int
  /// How many had a DLT.
  public var dlts: Int
  /// How many cohorts it had.
  public var cohorts: Int
  /// Patients at levels whose true rate of DLTs is below the acceptable range.
  public var underdosed: Int
  /// Patients at levels whose true rate is above it.
  public var overdosed: Int
  /// Patients whose kinetics could not be solved, so that their risk of a DLT is not known; they count as without.
  public var unsolved = 0
  /// Days from the first search for a patient to the last decision.
  public var duration: Double

  /// The selected level plus one; 0 for none.
  public var selection: Int { (conclusion.level ?? -1) + 1 }
}

/// Sums over simulated trials, by level: whole numbers, so that their order does not matter.
struct LevelSums: Hashable, Sendable {
  var treated: [Int]
  var treatedSquares: [Int]
  var dlts: [Int]
  var dltSquares: [Int]
  var moderate: [Int]

  init(levelCount: Int) {
    let zero = [Int](repeating: 0, count: levelCount)
    (treated, treatedSquares, dlts, dltSquares, moderate) = (zero, zero, zero, zero, zero)
  }

  mutating func add(_ tallies: [LevelTally]) {
    for (level, tally) in tallies.enumerated() {
      treated[level] += tally.treated
      treatedSquares[level] += tally.treated * tally.treated
      dlts[level] += tally.dlts
      dltSquares[level] += tally.dlts * tally.dlts
      moderate[level] += tally.moderate
    }
  }

  mutating func add(_ other: LevelSums) {
    for level in treated.indices {
      treated[level] += other.treated[level]
      treatedSquares[level] += other.treatedSquares[level]
      dlts[level] += other.dlts[level]
      dltSquares[level] += other.dltSquares[level]
      moderate[level] += other.moderate[level]
    }
  }
}
