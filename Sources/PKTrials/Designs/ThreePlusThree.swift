/// The 3+3 design in its variants.
///
/// A level is tolerated with no DLT in three patients, or at most one in six (two, where a protocol says so); it is not
/// tolerated with two or more in three, or more than that in six; with one in three, three more are treated.
/// Storer, "Design and analysis of phase I clinical trials", Biometrics 45 (1989) 925, section 2, design A; the variant
/// with six patients at the MTD as in Korn et al., Stat Med 13 (1994) 1799.
public struct ThreePlusThree: Hashable, Sendable {
  /// How many dose levels there are.
  public var levelCount: Int
  /// The level of the first cohort.
  public var start = 0
  /// How many DLTs in six patients are tolerated: 1, or 2.
  public var toleratedInSix = 1
  /// How many patients the MTD must have: 3, or 6.
  public var patientsAtMTD = 3
  /// Whether the level below one that is not tolerated is expanded to six before it is called the MTD.
  public var deescalates = false
  /// To how many a lower level is filled when the trial comes back to it and it has one or two patients: 3, or 6.
  public var refill = 6
  /// Whether a cohort that is not complete is decided as soon as two of its patients have had a DLT.
  public var decidesEarly = false

  /// The escalate-only design.
  public init(levelCount: Int) { self.levelCount = levelCount }

  /// The design with six patients at the MTD.
  public static func sixAtMTD(levelCount: Int) -> ThreePlusThree {
    var design = ThreePlusThree(levelCount: levelCount)
    design.patientsAtMTD = 6
    design.deescalates = true
    return design
  }

  /// The most DLTs in so many patients with which a level may still be tolerated.
  func limit(_ treated: Int) -> Int {
    switch treated {
    case ...3: 1
    case ...5: toleratedInSix
    default: toleratedInSix * (treated / 6)
    }
  }

  func isNotTolerated(_ tally: LevelTally) -> Bool { tally.dlts > limit(tally.treated) }

  /// The lowest level that is not tolerated; the number of levels when there is none.
  func ceiling(_ history: CohortHistory) -> Int {
    history.tallies.firstIndex(where: { isNotTolerated($0) && isDecided($0) }) ?? levelCount
  }

  /// Whether a level's cohort is complete, or need not be completed.
  private func isDecided(_ tally: LevelTally) -> Bool {
    tally.treated == 3 || tally.treated >= 6 || (decidesEarly && tally.dlts >= 2 && isNotTolerated(tally))
  }
}

extension ThreePlusThree: EscalationDesign {
  /// What the design is called.
  public var name: String { "3+3" }

  /// Whether a level is not tolerated, or above one that is not.
  public func isClosed(level: Int, in history: CohortHistory) -> Bool { level >= ceiling(history) }

  /// What is to be done after a history.
  public func recommend(from history: CohortHistory) -> Decision {
    guard let current = history.current else {
      return Decision(
        .treat(level: start, patients: 3), rule: Names.start,
        finding: Finding(level: start, tally: LevelTally(), boundary: .none))
    }
    return decide(at: current, ceiling: ceiling(history), history.tallies)
  }

  private func decide(at level: Int, ceiling: Int, _ tallies: [LevelTally]) -> Decision {
    let tally = tallies[level]
    func decision(_ action: Decision.Action, _ rule: String, _ boundary: Boundary) -> Decision {
      Decision(action, rule: rule, finding: Finding(level: level, tally: tally, boundary: boundary))
    }
    // A level above one that is not tolerated is closed whatever was seen there.
    if level >= ceiling {
      let next = below(ceiling, tallies)
      return decision(next, Names.notTolerated, .atLeast(limit(tally.treated) + 1))
    }
    if !isDecided(tally) {
      let size = cohortSize(at: level, tally, ceiling)
      return decision(.treat(level: level, patients: size - tally.treated), Names.complete, .cohort(of: size))
    }
    if tally.treated == 3, tally.dlts == 1 {
      return decision(.treat(level: level, patients: 3), Names.expand, .between(0, 2))
    }
    let boundary = Boundary.atMost(tally.treated == 3 ? 0 : limit(tally.treated))
    let isLast = level + 1 == ceiling || level + 1 == levelCount
    guard isLast else {
      let above = tallies[level + 1]
      if above.treated > 0 { return decide(at: level + 1, ceiling: ceiling, tallies) }
      return decision(.treat(level: level + 1, patients: 3), Names.escalate, boundary)
    }
    if tally.treated < patientsAtMTD {
      return decision(.treat(level: level, patients: 6 - tally.treated), Names.six, .patientsAtLevel(6))
    }
    let isTop = level + 1 == levelCount && ceiling == levelCount
    return decision(.stop(isTop ? .mad(level) : .mtd(level)), isTop ? Names.top : Names.mtd, boundary)
  }

  /// To how many patients an open cohort goes: three, or six where the trial has come back from above.
  private func cohortSize(at level: Int, _ tally: LevelTally, _ ceiling: Int) -> Int {
    if tally.treated > 3 { return 6 }
    return ceiling == level + 1 && patientsAtMTD == 6 && refill == 6 && tally.treated > 0 ? 6 : 3
  }

  /// What follows when a level is not tolerated.
  private func below(_ ceiling: Int, _ tallies: [LevelTally]) -> Decision.Action {
    guard ceiling > 0 else { return .stop(.noneTolerated) }
    let level = ceiling - 1
    let treated = tallies[level].treated
    switch treated {
    case 0: return .treat(level: level, patients: 3)
    case 1, 2: return .treat(level: level, patients: (patientsAtMTD == 6 ? refill : 3) - treated)
    case 6...: return .stop(.mtd(level))
    default:
      let isEnough = treated >= patientsAtMTD && !deescalates
      return isEnough ? .stop(.mtd(level)) : .treat(level: level, patients: 6 - treated)
    }
  }
}
