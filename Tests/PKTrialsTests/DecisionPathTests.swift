import PKText
import PKTrials
import Testing

/// Golden: the decisions along paths of outcomes that the R package escalation expects in its own tests.
@Suite struct DecisionPathTests {
  /// A few of them, by design: 3+3 that may de-escalate, over five levels.
  @Test(arguments: [
    ("1NNN 2NTT", 1, true), ("2NNT 2NNN", 3, true), ("2NNT 2NNT", 1, true), ("2NNT 2NNT 1N", 1, true),
    ("2NNT 2NNT 1NNN", 1, false), ("2NNT 2NNT 1NNT", 1, true), ("2NNT 2NNT 1NTT", 0, false),
    ("2NTT 1NNT 1NNN", 1, false), ("2NTT 1NNT 1NTT", 0, false), ("", 1, true),
  ])
  func threePlusThree(outcomes: String, level: Int, continues: Bool) throws {
    var design = ThreePlusThree(levelCount: 5)
    design.deescalates = true
    try expect(design, outcomes, level: level, continues: continues)
  }

  private func expect(_ design: any EscalationDesign, _ outcomes: String, level: Int?, continues: Bool?) throws {
    let cohorts = try OutcomeText.cohorts(SourceText(name: "outcomes", outcomes), levels: design.levelCount)
    let history = CohortHistory(levelCount: design.levelCount, cohorts: cohorts)
    let decision = design.recommend(from: history)
    if let continues { #expect((decision.nextLevel != nil) == continues, "\(outcomes): \(decision)") }
    if let level {
      let own = (decision.nextLevel ?? decision.conclusion?.level ?? -1) + 1
      #expect(own == level, "\(outcomes): \(decision)")
    }
  }

  @Test(.enabled(if: SharedFolder.has("escalation_decisions.json")))
  func everySharedPath() throws {
    let cases = try #require(try SharedFolder.json("escalation_decisions.json")["cases"] as? [[String: Any]])
    #expect(cases.count == 68)
    for item in cases {
      let design = try #require(try design(item["model"] as? [[String: Any]] ?? []))
      let outcomes = item["outcomes"] as? String ?? ""
      for want in try #require(item["expected"] as? [[String: Any]]) {
        switch want["quantity"] as? String {
        case "recommended_dose":
          try expect(design, outcomes, level: want["value"] as? Int ?? 0, continues: nil)
        case "continue": try expect(design, outcomes, level: nil, continues: want["value"] as? Bool)
        case "dose_admissible":
          let cohorts = try OutcomeText.cohorts(SourceText(name: "outcomes", outcomes), levels: design.levelCount)
          let history = CohortHistory(levelCount: design.levelCount, cohorts: cohorts)
          let open = (0..<design.levelCount).map { !design.isClosed(level: $0, in: history) }
          #expect(open == want["value"] as? [Bool], "\(outcomes)")
        default: break  // Counts of the outcomes themselves, which no design decides.
        }
      }
    }
  }

  private func design(_ steps: [[String: Any]]) throws -> (any EscalationDesign)? {
    let arguments = steps.first?["args"] as? [String: Any] ?? [:]
    let levels = try #require(arguments["num_doses"] as? Int)
    if steps.first?["fun"] as? String == "get_three_plus_three" {
      var design = ThreePlusThree(levelCount: levels)
      design.deescalates = arguments["allow_deescalate"] as? Bool ?? false
      return design
    }
    var settings = BOIN.Settings(target: try #require(arguments["target"] as? Double))
    settings.stopsBelowLowest = arguments["stop_when_deescalation_impossible"] as? Bool ?? false
    for step in steps where step["fun"] as? String == "stop_at_n" {
      settings.maximum = try #require((step["args"] as? [String: Any])?["n"] as? Int)
    }
    return BOIN(levelCount: levels, settings: settings)
  }
}
