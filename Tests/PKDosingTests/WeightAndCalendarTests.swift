import PKDosing
import Testing

/// Changes of weight at their thresholds, and the days on which doses are due.
@Suite struct WeightAndCalendarTests {
  @Test(
    "golden: ten per cent exactly, where binary floating point says more",
    arguments: [
      ("70 kg", "77.0 kg", "10", false, true, true), ("64 kg", "70.4 kg", "10", false, true, true),
      ("62 kg", "68.2 kg", "10", false, true, true), ("82.4 kg", "74.1 kg", "-10.073", true, true, true),
      ("70 kg", "66.6 kg", "-4.857", false, false, false),
    ])
  func change(reference: String, now: String, percent: String, above: Bool, atLeast: Bool, five: Bool) throws {
    for (threshold, rule, expected) in [
      ("10 %", "above", above), ("10 %", "atLeast", atLeast), ("5 %", "atLeast", five),
    ] {
      var rules = TestProtocol()
      rules.weight = rules.weight.replacing("10 %, rule: above", with: "\(threshold), rule: \(rule)")
        .replacing("dose: current", with: "dose: reference")
      let record = dose(try rules.file(), [.cycle: "2", .weight: now, .referenceWeight: reference])
      let weight = try #require(record.result?.weight)
      let change = try #require(weight.change) * Rational(100)
      #expect(prints(change, percent))
      #expect(weight.used == (expected ? now.replacing(".0 kg", with: " kg") : reference))
      #expect(weight.verdict.contains("not") == !expected)
    }
  }

  private func calendar(anchor: String) throws -> ProtocolFile {
    var rules = TestProtocol()
    rules.schedule = rules.schedule.replacing("anchor: lastDose", with: "anchor: \(anchor)")
    return try rules.file()
  }

  @Test(
    "golden: the next dose is planned from this one, or from the first",
    arguments: [
      ("lastDose", "1", "2026-03-02", "", "first dose", "2026-03-23 (2026-03-20 to 2026-03-26)"),
      ("lastDose", "2", "2026-03-25", "2026-03-02", "in window", "2026-04-15 (2026-04-12 to 2026-04-18)"),
      ("firstDose", "2", "2026-03-25", "2026-03-02", "in window", "2026-04-13 (2026-04-10 to 2026-04-16)"),
      ("lastDose", "2", "2026-03-27", "2026-03-02", "late", "2026-04-17 (2026-04-14 to 2026-04-20)"),
      ("lastDose", "2", "2026-03-20", "2026-03-02", "in window", "2026-04-10 (2026-04-07 to 2026-04-13)"),
      ("firstDose", "3", "2026-04-08", "2026-03-02", "early", "2026-05-04 (2026-05-01 to 2026-05-07)"),
      ("lastDose", "2", "2026-04-14", "2026-03-02", "missed", "2026-05-05 (2026-05-02 to 2026-05-08)"),
    ])
  func nextDue(
    anchor: String, cycle: String, date: String, before: String, status: String, next: String
  ) throws {
    var inputs: [DoseRequest.Field: String] = [.cycle: cycle, .date: date, .weight: "60 kg", .level: "0"]
    if !before.isEmpty {
      inputs[anchor == "firstDose" ? .firstDose : .lastDose] = before + (anchor == "firstDose" ? "" : " 300 mg")
    }
    let record = dose(try calendar(anchor: anchor), inputs)
    #expect(record["result.window.status"] == status, "\(record.refusal?.message ?? "")")
    #expect(record["result.window.nextDue"] == next)
    let isOutside = ["late", "early", "missed"].contains(status)
    #expect(record.list("result.alerts", "message").contains { $0.contains("planned day") } == isOutside)
  }

  @Test("the shortest interval is a stop, with the first possible day") func minimumInterval() throws {
    let record = dose(
      try TestProtocol().file(),
      [.cycle: "3", .date: "2026-04-11", .weight: "60 kg", .lastDose: "2026-03-25 300 mg"])
    #expect(record.refusal?.code == .interval)
    #expect(record.refusal?.action.contains("2026-04-12") == true)
  }

  @Test("golden: contraception and washout after and before treatment") func afterwards() throws {
    var rules = TestProtocol()
    rules.more = """
      washout: {days: 21 days, halfLives: 5, whichever: shorter}
      contraception: {female: 7 months, male: 4 months}
      """
    let file = try rules.file()
    let lines = dose(file, [.date: "2026-06-30", .weight: "60 kg", .priorHalfLife: "3 d"]).list("result.afterwards")
    #expect(lines.contains { $0.contains("2027-01-30") } && lines.contains { $0.contains("2026-10-30") })
    #expect(lines.contains { $0.hasSuffix(": 15 days for a half-life of 3 days") })
    let clamped = dose(file, [.date: "2026-07-31", .weight: "60 kg"]).list("result.afterwards")
    #expect(clamped.contains { $0.contains("2027-02-28") })
  }

  @Test("a cycle of several days: intervals follow the days") func days() throws {
    let file = try TestFiles.shipped("enfortumab_vedotin")
    let record = dose(
      file,
      [
        .arm: "monotherapy", .cycle: "1", .day: "15", .date: "2026-03-16", .weight: "84 kg",
        .lastDose: "2026-03-09 105 mg",
      ])
    #expect(record["result.window.status"] == "in window")
    #expect(record["result.window.nextDue"] == "2026-03-30 (2026-03-29 to 2026-04-01)")
  }

  @Test("at most three alerts, the most urgent first, and the rest counted") func alerts() throws {
    var rules = TestProtocol()
    rules.more = """
      eligibility:
        - {check: lvef, minimum: 50 %, onFailure: alert}
        - {check: bmi, minimum: 17.5 kg/m2, onFailure: alert}
      """
    let record = dose(
      try rules.file(),
      [
        .cycle: "2", .date: "2026-03-30", .weight: "50 kg", .height: "180 cm", .lvef: "40 %",
        .referenceWeight: "60 kg", .lastDose: "2026-03-02 300 mg",
      ])
    let result = try #require(record.result)
    #expect(result.alerts.count == 3)
    #expect(result.hiddenAlerts == 3)
    #expect(result.alerts.map(\.rank) == result.alerts.map(\.rank).sorted())
    #expect(result.alerts.first?.rank == 1)
  }
}
