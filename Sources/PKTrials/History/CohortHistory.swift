/// What a trial has seen so far: the sum for each level, and where the last cohort was.
///
/// This is all that a design may look at, so that histories that agree in it can be counted together when a design is
/// enumerated. Levels are numbered from 0.
public struct CohortHistory: Hashable, Sendable {
  /// The sums, by level.
  public private(set) var tallies: [LevelTally]
  /// The level of the last cohort; nil before the first.
  public private(set) var current: Int?

  /// A trial that has treated nobody.
  public init(levelCount: Int) {
    tallies = Array(repeating: LevelTally(), count: levelCount)
  }

  /// Adds a cohort, or a part of one.
  ///
  /// - Parameters:
  ///   - level: its level; others than the trial has are passed over.
  ///   - cohort: how many were treated, and what they had.
  public mutating func add(level: Int, _ cohort: LevelTally) {
    guard tallies.indices.contains(level) else { return }
    tallies[level].treated += cohort.treated
    tallies[level].dlts += cohort.dlts
    tallies[level].moderate += cohort.moderate
    current = level
  }

  /// The history with one more cohort.
  public func adding(level: Int, _ cohort: LevelTally) -> CohortHistory {
    var history = self
    history.add(level: level, cohort)
    return history
  }

  /// The history without its moderate events, but for a number of them that stands at the lowest level.
  func keepingModerate(_ count: Int) -> CohortHistory {
    var history = self
    for level in tallies.indices { history.tallies[level].moderate = 0 }
    if !tallies.isEmpty { history.tallies[0].moderate = count }
    return history
  }

  /// How many patients were treated at all levels.
  public var treated: Int { tallies.reduce(0) { $0 + $1.treated } }
  /// How many of them had a DLT.
  public var dlts: Int { tallies.reduce(0) { $0 + $1.dlts } }
  /// The highest level that was given; nil before the first patient.
  public var highestTreated: Int? { tallies.lastIndex { $0.treated > 0 } }
}
