import PKTrials
import Testing

@Suite struct BOINTests {
  /// Golden: the λ's that BOIN 2.7.2 prints.
  @Test(arguments: [
    (0.20, 0.1572422867, 0.23846243882), (0.25, 0.19680087056, 0.29839215238), (0.30, 0.23649068524, 0.35851946464),
    (0.33, 0.26037674368, 0.39471586829), (0.35, 0.27633431681, 0.41890750809), (0.40, 0.31636004002, 0.47965032267),
  ])
  func boundariesOfTheRate(target: Double, escalation: Double, deescalation: Double) {
    let boundaries = BOINBoundaries(BOIN.Settings(target: target), upTo: 3)
    #expect((boundaries.escalation - escalation).magnitude < 1e-9)
    #expect((boundaries.deescalation - deescalation).magnitude < 1e-9)
  }

  /// Golden: the table for a target of 0.3, n = 1 … 18, as BOIN 2.7.2 prints it.
  @Test func boundariesOfCounts() {
    let rows = BOINBoundaries(BOIN.Settings(target: 0.3), upTo: 18).rows
    #expect(rows.map(\.escalate) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4])
    #expect(rows.map(\.deescalate) == [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7])
    #expect(rows.map(\.eliminate) == [nil, nil, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 8, 8, 9, 9])
  }

  /// Golden: the two cases of select.mtd whose answers do not follow from the highest tolerated level alone.
  @Test(arguments: [
    (0.3, [3, 3, 15, 9, 0], [0, 0, 4, 4, 0], 3), (0.25, [3, 6, 12, 9, 0], [0, 1, 2, 4, 0], 3),
    (0.3, [3, 3, 6, 6, 12], [1, 0, 2, 3, 5], 3), (0.2, [6, 9, 6, 3, 0], [0, 1, 2, 2, 0], 2),
    (0.3, [9, 0, 0, 0, 0], [6, 0, 0, 0, 0], 99), (0.33, [3, 9, 12, 6, 3], [0, 1, 5, 3, 3], 3),
  ])
  func selection(target: Double, treated: [Int], dlts: [Int], mtd: Int) {
    let design = BOIN(levelCount: treated.count, settings: BOIN.Settings(target: target))
    let tallies = zip(treated, dlts).map { LevelTally(treated: $0, dlts: $1) }
    #expect(design.selectMTD(tallies).level == (mtd == 99 ? nil : mtd - 1))
  }

  /// Golden: the worked path on page 25 of Yan and others, 2020.
  @Test func workedPath() throws {
    let design = BOIN(levelCount: 5, settings: BOIN.Settings(target: 0.3))
    var history = CohortHistory(levelCount: 5)
    let path: [(Int, Int, Int)] = [(1, 0, 2), (2, 0, 3), (3, 2, 2), (2, 1, 3), (3, 0, 3), (3, 0, 4), (4, 3, 3)]
    for (level, dlts, next) in path {
      history.add(level: level - 1, LevelTally(treated: 3, dlts: dlts))
      #expect(design.recommend(from: history).nextLevel == next - 1, "after level \(level), \(dlts) DLTs")
    }
    #expect(design.isClosed(level: 3, in: history))
  }

  @Test(.enabled(if: SharedFolder.has("boin_boundaries.csv")))
  func everySharedRow() throws {
    let rows = try SharedFolder.rows("boin_boundaries.csv")
    #expect(rows.count == 120)
    for row in rows {
      let target = try #require(row["target"].flatMap(Double.init))
      let n = try #require(row["n"].flatMap { Int($0) })
      let own = BOINBoundaries(BOIN.Settings(target: target), upTo: n).rows[n - 1]
      #expect("\(own.escalate)" == row["escalate_if_dlt_le"], "target \(target), n \(n)")
      #expect("\(own.deescalate)" == row["deescalate_if_dlt_ge"], "target \(target), n \(n)")
      #expect(own.eliminate.map { "\($0)" } ?? "NA" == row["eliminate_if_dlt_ge"], "target \(target), n \(n)")
    }
  }

  @Test(.enabled(if: SharedFolder.has("boin_lambda_select.json")))
  func everySharedLambdaAndSelection() throws {
    let file = try SharedFolder.json("boin_lambda_select.json")
    for item in try #require(file["lambda"] as? [[String: Any]]) {
      let target = try #require(item["target"] as? Double)
      let own = BOINBoundaries(BOIN.Settings(target: target), upTo: 1)
      #expect((own.escalation - (try #require(item["lambda_e"] as? Double))).magnitude < 1e-9)
      #expect((own.deescalation - (try #require(item["lambda_d"] as? Double))).magnitude < 1e-9)
    }
    for item in try #require(file["extrasafe"] as? [[String: Any]]) {
      var settings = BOIN.Settings(target: try #require(item["target"] as? Double))
      settings.extraSafeOffset = try #require(item["offset"] as? Double)
      let table = try #require(item["stop_boundary"] as? [[Any]])
      let own = BOINBoundaries(settings, upTo: table[0].count)
      for (row, want) in zip(own.rows, table[1]) { #expect(row.stop == want as? Int, "n \(row.patients)") }
    }
    for item in try #require(file["select_mtd"] as? [[String: Any]]) {
      let treated = try #require(item["npts"] as? [Int])
      let dlts = try #require(item["ntox"] as? [Int])
      let design = BOIN(
        levelCount: treated.count, settings: BOIN.Settings(target: try #require(item["target"] as? Double)))
      let selection = design.selectMTD(zip(treated, dlts).map { LevelTally(treated: $0, dlts: $1) })
      #expect((selection.level.map { $0 + 1 } ?? 99) == item["MTD"] as? Int)
      let estimates = try #require((item["p_est"] as? [String: Any])?["phat"] as? [String])
      for (rate, want) in zip(selection.rates, estimates) {
        // Printed with two decimals.
        if let want = Double(want) { #expect((rate - want).magnitude <= 0.00501) } else { #expect(rate.isNaN) }
      }
    }
  }
}
