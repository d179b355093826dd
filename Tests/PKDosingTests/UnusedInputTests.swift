import PKDosing
import Testing

/// Inputs that a protocol has no use for are said to be unused, and a level that was assumed is said to be.
@Suite struct UnusedInputTests {
  private func alerts(_ rules: TestProtocol, _ inputs: [DoseRequest.Field: String]) throws -> [String] {
    dose(try rules.file(), [.weight: "60 kg"].merging(inputs) { $1 }).list("result.alerts", "message")
  }

  @Test("a later dose without a level is alerted, where there are several levels") func assumedLevel() throws {
    let several = TestProtocol()
    var single = TestProtocol()
    single.arms = "  - {name: A, meaning: one arm, levels: [{name: \"0\", dose: 5 mg/kg, cap: none}]}"
    let words = "no level was given: the starting level 0 (5 mg/kg) is used"
    #expect(try alerts(several, [.cycle: "2"]).contains(words))
    #expect(try !alerts(several, [.cycle: "1"]).contains(words))
    #expect(try !alerts(several, [.cycle: "2", .level: "0"]).contains(words))
    #expect(try !alerts(single, [.cycle: "2"]).contains(words))
  }

  @Test("of a loading dose no level is assumed, and none is used") func loading() throws {
    var rules = TestProtocol()
    rules.arms = rules.arms.replacing(
      "meaning: one arm", with: "meaning: one arm\n    loading: {dose: 6 mg/kg, cap: none, doses: 2}")
    rules.vectors = "  - {arm: A, cycle: 0, refused: cycle}"
    let record = dose(try rules.file(), [.weight: "60 kg", .cycle: "2", .previousLevel: "0"])
    #expect(record["result.dose"] == "360")
    #expect(!record.list("result.alerts", "message").contains { $0.hasPrefix("no level was given") })
    #expect(record.list("result.notes").contains { $0.hasPrefix("previous-level: given and not used") })
    let third = dose(try rules.file(), [.weight: "60 kg", .cycle: "3"])
    #expect(third["result.dose"] == "300")
    #expect(third.list("result.alerts", "message").contains { $0.hasPrefix("no level was given") })
  }

  @Test(
    "inputs without a use are named",
    arguments: [
      (DoseRequest.Field.creatinine, "1 mg/dL", "creatinine"), (.qtcf, "430 ms", "qtcf"), (.lvef, "60 %", "lvef"),
      (.cumulative, "500 mg", "cumulative"), (.priorHalfLife, "3 d", "prior-half-life"),
    ])
  func unused(field: DoseRequest.Field, text: String, name: String) throws {
    let notes = dose(try TestProtocol().file(), [.weight: "60 kg", field: text]).list("result.notes")
    #expect(notes.contains { $0.hasPrefix("\(name): given and not used, because") }, "\(notes)")
    #expect(
      dose(try TestProtocol().file(), [.weight: "60 kg"]).list("result.notes").allSatisfy { !$0.contains("not used") })
  }

  @Test("of a flat dose no weight is used, unless a height makes it plausible") func flat() throws {
    var rules = TestProtocol.levels([("300 mg", "none")])
    (rules.size, rules.weight) = ("{metric: flat}", "")
    let file = try rules.file()
    func notes(_ inputs: [DoseRequest.Field: String]) -> [String] { dose(file, inputs).list("result.notes") }
    #expect(notes([.referenceWeight: "60 kg"]).contains { $0.hasPrefix("reference-weight: given and not used") })
    #expect(notes([.previousWeight: "60 kg"]).contains { $0.hasPrefix("previous-weight: given and not used") })
    let withHeight = notes([.weight: "60 kg", .previousWeight: "60 kg", .height: "170 cm"])
    #expect(!withHeight.contains { $0.hasPrefix("previous-weight") })
  }
}
