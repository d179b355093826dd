import PKDosing
import Testing

/// Hard limits, bags and vials that a protocol states: what is at the limit is given, what is above is refused.
@Suite struct LimitTests {
  /// A flat dose with parts of a protocol replaced.
  private func flat(_ amount: String, _ change: (inout TestProtocol) -> Void) throws -> ProtocolFile {
    try TestProtocol.levels([(amount, "none")]) {
      $0.size = "{metric: flat}"
      $0.weight = ""
      change(&$0)
    }.file()
  }

  private func limits(_ text: String) -> String { "{hard: {dose: 2500 mg, \(text)}, soft: {changeFromLastDose: 10 %}}" }

  @Test("a dose per square metre, and one per cycle of two days") func perAreaAndCycle() throws {
    let area = try TestProtocol.levels([("100 mg/m2", "none")]) {
      $0.size = "{metric: bsa, formula: mosteller, cap: none}"
      $0.rounding = "{increment: 10 mg, mode: halfUp, maximumDeviation: 5 %, upward: allowed, toVials: none}"
      $0.limits = limits("perSquareMetre: 101 mg/m2")
    }.file()
    // √(80·180/3600) = 2 m² are 200 mg; √(79·180/3600) = 1.9875 m² are 198.7, rounded to 200 mg: 100.6 mg/m².
    #expect(dose(area, [.weight: "80 kg", .height: "180 cm"])["result.dose"] == "200")
    #expect(dose(area, [.weight: "79 kg", .height: "180 cm"])["result.dose"] == "200")
    // √(77·180/3600) = 1.9621 m² are 196.2, rounded to 200 mg: 101.9 mg/m².
    let refusal = dose(area, [.weight: "77 kg", .height: "180 cm"]).refusal
    #expect(refusal?.code == .hardLimit && refusal?.field == "dose per square metre", "\(refusal?.message ?? "–")")

    let cycle = try flat("100 mg") {
      $0.schedule = $0.schedule.replacing("days: [1]", with: "days: [1, 8]").replacing(
        "minimumInterval: 18 days", with: "minimumInterval: 5 days"
      ).replacing("before: 3 days, after: 3 days", with: "before: 1 day, after: 1 day")
      $0.limits = limits("perCycle: 199 mg")
    }
    let twice = dose(cycle, [.day: "1"]).refusal
    #expect(twice?.code == .hardLimit, "\(twice?.message ?? "–")")
    #expect(twice?.message.contains("dose per cycle '200 mg'") == true)
  }

  @Test("a cumulative dose needs the dose so far, and stops above the limit") func cumulative() throws {
    let file = try flat("300 mg") { $0.limits = limits("cumulative: 1000 mg") }
    #expect(dose(file, [:]).refusal?.code == .missingInput)
    #expect(dose(file, [:]).refusal?.field == "cumulative")
    #expect(dose(file, [.cumulative: "700 mg"])["result.dose"] == "300")
    let above = dose(file, [.cumulative: "700.1 mg"]).refusal
    #expect(above?.code == .hardLimit && above?.message.contains("'1000.1 mg'") == true, "\(above?.message ?? "–")")
  }

  /// Bags of 100 and 250 mL, filled up to them, 0.3 to 4 mg/mL: what does not fit keeps the dose, without a preparation.
  @Test("a bag that cannot hold the dose is refused, and so is one that is not there") func bags() throws {
    func file(_ amount: String) throws -> ProtocolFile {
      try flat(amount) {
        $0.product += "\n  final: {minimum: 0.3 mg/mL, maximum: 4 mg/mL}"
        $0.product += "\n  bags: {volumes: [100 mL, 250 mL], maximum: 500 mL, fill: replace}"
        $0.more = "infusion:\n  - {fromDose: 1, over: 60 min}"
      }
    }
    let asked = dose(try file("300 mg"), [.bag: "250 mL"])
    #expect(asked.list("result.preparation.lines").contains { $0.hasPrefix("bag of 250 mL") }, "\(asked.body)")
    let unknown = dose(try file("300 mg"), [.bag: "500 mL"])
    #expect(unknown["result.preparation.refused.code"] == "bag")
    #expect(unknown["result.preparation.refused.rule"]?.contains("bags of 100 mL, 250 mL") == true)
    let tooStrong = dose(try file("500 mg"), [.bag: "100 mL"])
    #expect(tooStrong["result.preparation.refused.code"] == "bag")
    #expect(tooStrong["result.preparation.refused.rule"]?.contains("0.3 mg/mL to 4 mg/mL") == true)
    #expect(tooStrong["result.dose"] == "500")
    let tooWeak = dose(try file("20 mg"), [:])
    #expect(tooWeak["result.preparation.refused.code"] == "bag")
  }

  @Test("a pump rate above the hard limit is refused") func rate() throws {
    let file = try flat("300 mg") {
      $0.product += "\n  bags: {volumes: [250 mL], maximum: 500 mL, fill: replace}"
      $0.more = "infusion:\n  - {fromDose: 1, over: 60 min}"
      $0.limits = limits("rate: 249 mL/h")
    }
    let record = dose(file, [:])
    #expect(record["result.preparation.refused.code"] == "hard-limit")
    #expect(record["result.preparation.refused.message"]?.contains("250 mL/h") != false)
    #expect(record["result.dose"] == "300")
  }

  @Test("a volume at one site that is left open is told") func openSite() throws {
    let file = try flat("64 mg") {
      $0.product = $0.product.replacing("intravenous", with: "subcutaneous")
    }
    #expect(dose(file, [:]).list("result.preparation.lines").contains { $0.hasPrefix("sites: the protocol leaves") })
  }

  /// The strengths that are given in place of the protocol's.
  @Test(
    "vials: zero, and more strengths than are combined",
    arguments: ["0 mg", "1 mg, 2 mg, 3 mg, 4 mg, 5 mg, 6 mg, 7 mg, 8 mg, 9 mg"])
  func strengths(text: String) throws {
    let record = dose(try flat("300 mg") { _ in }, [.vials: text])
    #expect(record["result.preparation.refused.code"] != nil, "\(record.body)")
    #expect(record["result.dose"] == "300")
  }

  @Test("three times the typical dose alerts, eight times stops") func magnitude() throws {
    func file(_ amount: String) throws -> ProtocolFile {
      try flat(amount) {
        $0.limits = "{hard: {dose: 2500 mg}, soft: {changeFromLastDose: 10 %}, typical: 100 mg}"
      }
    }
    #expect(dose(try file("299 mg"), [:]).result?.alerts.isEmpty == true)
    let three = try #require(dose(try file("300 mg"), [:]).result)
    #expect(three.alerts.contains { $0.message.contains("three times away from a typical dose") })
    #expect(dose(try file("800 mg"), [:]).refusal?.code == .magnitude)
  }

  @Test("a limit of QTc that differs by sex asks for it") func limitBySex() throws {
    var rules = TestProtocol()
    rules.more = "eligibility:\n  - {check: qtcf, maximumMale: 450 ms, maximumFemale: 470 ms, onFailure: refuse}"
    let file = try rules.file()
    let inputs: [DoseRequest.Field: String] = [.weight: "60 kg", .qtcf: "460 ms"]
    #expect(dose(file, inputs).refusal?.field == "sex")
    #expect(dose(file, inputs.merging([.sex: "female"]) { $1 })["result.dose"] == "300")
    #expect(dose(file, inputs.merging([.sex: "male"]) { $1 }).refusal?.code == .eligibility)
  }

  @Test("below five feet a published line is continued or refused, as the protocol says") func short() throws {
    func file(_ policy: String, metric: String = "ideal") throws -> ProtocolFile {
      try TestProtocol.levels([("5 mg/kg", "none")]) {
        $0.size = "{metric: \(metric), formula: devine, belowFiveFeet: \(policy), cap: none}"
        $0.rounding = "{increment: 0.1 mg, mode: halfUp, maximumDeviation: 5 %, upward: allowed, toVials: none}"
      }.file()
    }
    let inputs: [DoseRequest.Field: String] = [.weight: "40 kg", .height: "152.3999 cm", .sex: "female"]
    let refusal = dose(try file("refuse"), inputs).refusal
    #expect(refusal?.code == .outsideDomain && refusal?.field == "height", "\(refusal?.message ?? "–")")
    let record = dose(try file("extend"), inputs)
    #expect(record["result.dose"] == "227.5")
    #expect(record.list("result.notes").contains { $0.contains("below 152.4 cm the line") })
    let atFiveFeet = dose(try file("refuse"), inputs.merging([.height: "152.4 cm"]) { $1 })
    #expect(atFiveFeet["result.dose"] == "227.5")
    #expect(!atFiveFeet.list("result.notes").contains { $0.contains("152.4") })
  }

  @Test("an adjusted weight above the actual one is remarked on") func thin() throws {
    let file = try TestProtocol.levels([("5 mg/kg", "none")]) {
      $0.size = "{metric: adjusted, formula: devine, belowFiveFeet: extend, factor: 0.4, cap: none}"
      $0.rounding = "{increment: 0.1 mg, mode: halfUp, maximumDeviation: 5 %, upward: allowed, toVials: none}"
    }.file()
    func isNoted(_ weight: String) -> Bool {
      dose(file, [.weight: weight, .height: "180 cm", .sex: "male"]).list("result.notes").contains {
        $0.contains("the actual weight is below the ideal one")
      }
    }
    #expect(isNoted("74.9 kg") && !isNoted("75 kg"))
  }

  /// A dose of 300 mg by weight, given in one vial of 330 mg.
  @Test(
    "boundary: vials up to a hard limit and no further",
    arguments: [
      ("dose: 330 mg", "330"), ("dose: 329.9999 mg", "300"), ("dose: 2500 mg, perKilogram: 5.5 mg/kg", "330"),
      ("dose: 2500 mg, perKilogram: 5.4999 mg/kg", "300"),
    ])
  func vialsAtLimit(hard: String, expected: String) throws {
    let file = try TestProtocol.levels([("5 mg/kg", "none")]) {
      $0.product = $0.product.replacing("[100 mg]", with: "[330 mg]")
      $0.rounding = "{increment: none, mode: halfUp, maximumDeviation: 10 %, upward: allowed, toVials: 10 %}"
      $0.limits = "{hard: {\(hard)}, soft: {changeFromLastDose: 10 %}}"
    }.file()
    #expect(dose(file, [.weight: "60 kg"])["result.dose"] == expected)
  }

  @Test(
    "boundary: every hard limit admits what it states",
    arguments: [
      ("dose: 300 mg", nil as String?), ("dose: 299.9999 mg", "dose"), ("dose: 2500 mg, perKilogram: 5 mg/kg", nil),
      ("dose: 2500 mg, perKilogram: 4.9999 mg/kg", "dose per kilogram"), ("dose: 2500 mg, perCycle: 300 mg", nil),
      ("dose: 2500 mg, perCycle: 299.9999 mg", "dose per cycle"),
    ])
  func hardLimits(hard: String, field: String?) throws {
    var rules = TestProtocol()
    rules.limits = "{hard: {\(hard)}, soft: {changeFromLastDose: 10 %}}"
    rules.vectors = "  - {arm: A, cycle: 0, refused: cycle}"
    let record = dose(try rules.file(), [.weight: "60 kg"])
    #expect(record.refusal?.field == field)
    #expect((record["result.dose"] == "300") == (field == nil))
  }

  @Test(
    "boundary: eligibility admits its limits",
    arguments: [
      ("lvef", "minimum: 50 %", DoseRequest.Field.lvef, "50 %", "49.9999 %"),
      ("qtcf", "maximumMale: 450 ms, maximumFemale: 470 ms", .qtcf, "450 ms", "450.0001 ms"),
    ])
  func eligibility(check: String, limit: String, field: DoseRequest.Field, inside: String, outside: String) throws {
    var rules = TestProtocol()
    rules.more = "eligibility:\n  - {check: \(check), \(limit), onFailure: refuse}"
    let file = try rules.file()
    #expect(dose(file, [.weight: "60 kg", .sex: "male", field: inside])["result.dose"] == "300")
    #expect(dose(file, [.weight: "60 kg", .sex: "male", field: outside]).refusal?.code == .eligibility)
  }

  @Test("every check is listed with value, limit and outcome, or as not assessed") func eligibilityList() throws {
    var rules = TestProtocol()
    rules.more = """
      eligibility:
        - {check: creatinineClearance, minimum: 50 mL/min, onFailure: alert}
        - {check: qtcf, maximumMale: 450 ms, maximumFemale: 470 ms, onFailure: alert}
        - {check: bmi, minimum: 17.5 kg/m2, onFailure: alert}
      """
    let file = try rules.file()
    func list(_ inputs: [DoseRequest.Field: String]) -> [String] {
      let record = dose(file, [.weight: "60 kg"].merging(inputs) { $1 })
      return (record.result?.eligibility ?? []).map { "\($0.check): \($0.value), \($0.limit), \($0.outcome)" }
    }
    let clearance = "creatinine clearance (Cockcroft-Gault, actual weight)"
    #expect(
      list([:]) == [
        "\(clearance): –, ≥ 50 mL/min, notAssessed", "QTcF: –, ≤ 450 (male) or 470 (female) ms, notAssessed",
        "body mass index: –, ≥ 17.5 kg/m², notAssessed",
      ])
    // (140 − 60)·60/(72·1.5)·0.85 = 37.8 mL/min; 60/1.6² = 23.4 kg/m².
    #expect(
      list([
        .date: "2026-03-02", .birthDate: "1966-03-02", .creatinine: "1.5 mg/dL", .sex: "female", .qtcf: "470 ms",
        .height: "160 cm",
      ]) == [
        "\(clearance): 37.8 mL/min, ≥ 50 mL/min, notMet", "QTcF: 470.0 ms, ≤ 470 ms, met",
        "body mass index: 23.4 kg/m², ≥ 17.5 kg/m², met",
      ])
  }
}
