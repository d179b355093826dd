import PKNumerics
import PKTrials
import Testing

/// Law: what every design keeps, over random histories.
@Suite struct DesignPropertyTests {
  #if DEBUG
    static let histories = 2_000
  #else
    static let histories = 100_000
  #endif

  static var designs: [any EscalationDesign] {
    var early = ThreePlusThree.sixAtMTD(levelCount: 6)
    early.decidesEarly = true
    var lenient = ThreePlusThree(levelCount: 6)
    lenient.toleratedInSix = 2
    lenient.deescalates = true
    var boin = BOIN.Settings(target: 0.3)
    boin.enoughAtLevel = 12
    boin.extraSafeOffset = 0.05
    return [
      ThreePlusThree(levelCount: 6), early, lenient,
      AcceleratedTitration(
        acceleratedLevels: 3, trigger: .moderate(count: 2, grade: 2), then: .sixAtMTD(levelCount: 8)),
      AcceleratedTitration(acceleratedLevels: 6, trigger: .dlt, then: ThreePlusThree(levelCount: 6)),
      BOIN(levelCount: 6, settings: boin),
    ]
  }

  /// Trials run to their end with random outcomes: no closed level, no skipped one, an end, and rules that are listed.
  @Test(arguments: 0..<6) func randomTrials(number: Int) {
    let design = Self.designs[number]
    let names = Set(design.rules.map(\.name))
    for trial in 0..<Self.histories {
      let stream = RandomStream(seed: 7, stream: 900, subject: UInt64(trial), replicate: UInt32(number))
      var history = CohortHistory(levelCount: design.levelCount)
      var draws = 0
      func next() -> Double {
        draws += 1
        return stream.uniform(draws)
      }
      let toxicity = next() * 0.7
      for step in 0...200 {
        let decision = design.recommend(from: history)
        guard names.contains(decision.rule), step < 200 else {
          Issue.record("trial \(trial): rule '\(decision.rule)', step \(step)")
          return
        }
        guard case .treat(let level, let patients) = decision.action else {
          if let level = decision.conclusion?.level, design.isClosed(level: level, in: history) {
            Issue.record("trial \(trial) selects the closed level \(level)")
          }
          break
        }
        let reach = history.highestTreated.map { $0 + 1 } ?? 0
        if design.isClosed(level: level, in: history) || level > reach || patients < 1 || patients > 5 {
          Issue.record("trial \(trial): \(decision) after \(history)")
          return
        }
        // Parts of cohorts now and then, since a trial is looked at between patients too.
        let treated = next() < 0.8 ? patients : 1
        var cohort = LevelTally(treated: treated)
        for _ in 0..<treated {
          if next() < toxicity { cohort.dlts += 1 } else if next() < 0.3 { cohort.moderate += 1 }
        }
        history.add(level: level, cohort)
      }
    }
  }

  /// Histories that no trial of the design would have: nothing traps, and no closed level is given.
  @Test(arguments: 0..<6) func anyHistory(number: Int) {
    let design = Self.designs[number]
    for trial in 0..<Self.histories {
      let stream = RandomStream(seed: 8, stream: 901, subject: UInt64(trial), replicate: UInt32(number))
      var history = CohortHistory(levelCount: design.levelCount)
      for step in 0..<Int(stream.uniform(0) * 8) {
        let treated = Int(stream.uniform(10 * step + 1) * 4)
        let dlts = Int(stream.uniform(10 * step + 2) * Double(treated + 1))
        let level = Int(stream.uniform(10 * step + 3) * Double(design.levelCount))
        history.add(level: level, LevelTally(treated: treated, dlts: dlts))
      }
      let decision = design.recommend(from: history)
      if let level = decision.nextLevel, design.isClosed(level: level, in: history) {
        Issue.record("history \(trial): \(decision) after \(history)")
        return
      }
    }
  }

  /// More DLTs never lead to a higher level.
  @Test(arguments: 0..<6) func moreDLTsNeverHelp(number: Int) {
    let design = Self.designs[number]
    let grid = DecisionGrid(design, patients: Array(1...18))
    let order: [DecisionGrid.Move] = [.escalate, .stay, .deescalate, .eliminate]
    for n in 1...18 {
      let ranks = (0...n).compactMap { grid.move(patients: n, dlts: $0).flatMap { order.firstIndex(of: $0) } }
      #expect(ranks == ranks.sorted(), "\(design.name), n = \(n)")
    }
  }
}
