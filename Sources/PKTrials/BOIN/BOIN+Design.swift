extension BOIN: EscalationDesign {
  /// BOIN.
  public var name: String { "BOIN" }

  /// Whether a level is eliminated.
  public func isClosed(level: Int, in history: CohortHistory) -> Bool { level >= ceiling(history.tallies) }

  /// What is to be done after a history.
  public func recommend(from history: CohortHistory) -> Decision {
    guard let level = history.current else {
      return Decision(
        .treat(level: settings.start, patients: min(settings.cohortSize, settings.maximum)), rule: Names.start,
        finding: Finding(level: settings.start, tally: LevelTally(), boundary: .none))
    }
    let ceiling = ceiling(history.tallies)
    if let decision = stop(history, ceiling) { return decision }
    let tally = history.tallies[level]
    let row = row(tally.treated)
    let wanted: Int
    let rule: String
    let boundary: Boundary
    if tally.dlts <= row.escalate {
      (wanted, rule) = (level + 1, Names.escalate)
      boundary = .rateAtMost(boundaries.escalation, dlts: row.escalate)
    } else if tally.dlts >= row.deescalate {
      (wanted, rule) = (level - 1, Names.deescalate)
      boundary = .rateAtLeast(boundaries.deescalation, dlts: row.deescalate)
    } else {
      (wanted, rule) = (level, Names.stay)
      boundary = .rateBetween(boundaries.escalation, boundaries.deescalation)
    }
    let finding = Finding(level: level, tally: tally, boundary: boundary)
    let next = min(max(wanted, 0), ceiling - 1, levelCount - 1)
    if wanted < 0, settings.stopsBelowLowest {
      return Decision(.stop(.noneTolerated), rule: Names.below, finding: finding)
    }
    if let enough = settings.enoughAtLevel, tally.treated >= enough, next == level {
      return Decision(
        .stop(conclusion(of: history)), rule: Names.enough,
        finding: Finding(level: level, tally: tally, boundary: .patientsAtLevel(enough)))
    }
    let size = min(settings.cohortSize, settings.maximum - history.treated)
    return Decision(.treat(level: next, patients: size), rule: next == level ? Names.stay : rule, finding: finding)
  }

  /// The rules that end the trial whatever the current level says.
  private func stop(_ history: CohortHistory, _ ceiling: Int) -> Decision? {
    let lowest = history.tallies[0]
    func above() -> Double {
      BOIN.probability(rateAbove: settings.target, dlts: lowest.dlts, of: lowest.treated)
    }
    if ceiling == 0 {
      let finding = Finding(level: 0, tally: lowest, boundary: .posterior(above(), most: settings.cutoff))
      return Decision(.stop(.noneTolerated), rule: Names.eliminate, finding: finding)
    }
    if let offset = settings.extraSafeOffset, lowest.treated >= 3, let least = row(lowest.treated).stop,
      lowest.dlts >= least
    {
      let finding = Finding(level: 0, tally: lowest, boundary: .posterior(above(), most: settings.cutoff - offset))
      return Decision(.stop(.noneTolerated), rule: Names.extraSafe, finding: finding)
    }
    guard history.treated >= settings.maximum, let level = history.current else { return nil }
    let finding = Finding(level: level, tally: history.tallies[level], boundary: .patients(settings.maximum))
    return Decision(.stop(conclusion(of: history)), rule: Names.maximum, finding: finding)
  }

  private func conclusion(of history: CohortHistory) -> Conclusion {
    selectMTD(history.tallies).level.map { .mtd($0) } ?? .inconclusive
  }
}
