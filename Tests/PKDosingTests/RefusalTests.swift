import PKDosing
import PKText
import Testing

/// What is refused, and that each message names the field, the value, the rule and what to do.
@Suite struct RefusalTests {
  /// Inputs that are refused: the code, words of the message, and words of what to do.
  static let inputs: [([DoseRequest.Field: String], RefusalCode, String, String)] = [
    ([.weight: "62,4 kg"], .numberForm, "weight '62,4 kg': a comma", "did you mean 62.4?"),
    ([.weight: "7,2 kg"], .numberForm, "weight '7,2 kg'", "did you mean 7.2? Retype"),
    ([.weight: "1,062.4 kg"], .numberForm, "thousands mark", "Retype"),
    ([.weight: "1e2 kg"], .numberForm, "an exponent is not accepted", "retype it in plain digits"),
    ([.weight: "0x1F kg"], .numberForm, "a hexadecimal number", "retype"),
    ([.weight: ".5 kg"], .numberForm, "a digit must stand before the point", "0.5"),
    ([.weight: "5. kg"], .numberForm, "a digit must stand behind the point", "without the point"),
    ([.weight: "62..4 kg"], .numberForm, "weight '62..4 kg'", "retype"),
    ([.weight: "6.2.4 kg"], .numberForm, "weight '6.2.4 kg'", "retype"),
    ([.weight: "５０ kg"], .numberForm, "only the digits 0 to 9", "retype"),
    ([.weight: "-60 kg"], .numberForm, "a sign is not accepted", "retype"),
    ([.weight: "+60 kg"], .numberForm, "a sign is not accepted", "retype"),
    ([.weight: "nan kg"], .numberForm, "not a number", "retype"),
    ([.weight: "inf kg"], .numberForm, "not a number", "retype"),
    ([.weight: "060 kg"], .numberForm, "does not begin with further zeros", "retype"),
    ([.weight: "60.00001 kg"], .numberForm, "at most four digits", "retype"),
    ([.weight: "1234567 kg"], .numberForm, "at most six digits", "retype"),
    ([.weight: "60"], .unitMissing, "weight '60': there is no unit", "'60 kg'"),
    ([.weight: "137 lb"], .unitUnknown, "pounds are not accepted", "convert"),
    ([.weight: "137lb"], .unitUnknown, "pounds are not accepted", "convert"),
    ([.weight: "60000 g"], .unitUnknown, "not measured in 'g'", "'kg'"),
    ([.weight: "167 kg", .height: "95 cm"], .swapped, "seem to be swapped", "enter weight and height again"),
    ([.weight: "400 kg"], .implausible, "between 20 and 350 kg", "measure again"),
    ([.weight: "60 kg", .height: "260 cm"], .implausible, "between 100 and 250 cm", "measure again"),
    ([.weight: "7.24 kg", .previousWeight: "72.4 kg"], .decimalSlip, "one digit too far left", "weigh again"),
    ([.weight: "724 kg", .previousWeight: "72.4 kg"], .decimalSlip, "72.4 kg would fit", "weigh again"),
    ([.weight: "159.6 kg", .previousWeight: "72.4 kg"], .decimalSlip, "pounds seem to be entered", "weigh again"),
    ([.weight: "32.8 kg", .previousWeight: "72.4 kg"], .decimalSlip, "from pounds twice", "weigh again"),
    (
      [.date: "2026-03-20", .weight: "2026-03-02 60 kg"], .staleWeight, "18 days old, and the protocol accepts 7",
      "weigh again"
    ),
    ([.date: "2026-03-02", .weight: "2026-03-03 60 kg"], .dateOrder, "after the date of calculation", "check both"),
    ([.weight: "2026-03-03 60 kg"], .missingInput, "date: weight has a date", "--date"),
    ([.weight: "60 kg", .weightSource: "stated"], .weightSource, "accepts a weight that is measured", "weigh"),
    ([.weight: "60 kg", .weightSource: "mesured"], .unknownName, "a weight is measured", "did you mean 'measured'"),
    ([:], .missingInput, "weight: it is missing", "--weight"),
    ([.arm: "B", .weight: "60 kg"], .unknownArm, "arm 'B': the protocol has the arms A", "one of these"),
    ([.cycle: "0", .weight: "60 kg"], .cycle, "cycle '0': cycles are counted from 1", "give the cycle"),
    ([.cycle: "1.5", .weight: "60 kg"], .numberForm, "whole number", "like 1"),
    ([.cycle: "-1", .weight: "60 kg"], .numberForm, "whole number", "like 1"),
    ([.day: "8", .weight: "60 kg"], .cycle, "day '8'", "one of these days"),
    ([.level: "6 mg/kg", .weight: "60 kg"], .levelAboveProtocol, "the highest level of arm A is 5 mg/kg", "levels 0"),
    ([.level: "-7", .weight: "60 kg"], .unknownLevel, "level '-7': arm A has the levels 0 (5 mg/kg)", ""),
    ([.level: "4,5 mg/kg", .weight: "60 kg"], .numberForm, "comma", "Retype"),
    ([.level: "0", .previousLevel: "-1", .weight: "60 kg"], .reEscalation, "no re-escalation", "level -1 or a lower"),
    ([.previousLevel: "-2", .weight: "60 kg", .cycle: "2"], .reEscalation, "no re-escalation", "level -2"),
    ([.date: "2026-02-30", .weight: "60 kg"], .dateForm, "no such day", "year, month and day"),
    ([.date: "02.03.2026", .weight: "60 kg"], .dateForm, "year-month-day", "2026-03-02"),
    (
      [.date: "2026-03-02", .birthDate: "2026-03-03", .weight: "60 kg"], .dateOrder, "after the date of calculation",
      "check both"
    ),
    ([.date: "2026-03-02", .birthDate: "1890-01-01", .weight: "60 kg"], .dateForm, "between 1900 and 2199", "check"),
    (
      [.cycle: "2", .date: "2026-03-02", .lastDose: "2026-03-09 300 mg", .weight: "60 kg"], .dateOrder,
      "last-dose '2026-03-09 300 mg': 2026-03-09 is after", "check both"
    ),
    ([.cycle: "2", .lastDose: "30 mg", .weight: "60 kg"], .magnitude, "eight times away from the last dose", "point"),
    ([.sex: "w", .weight: "60 kg"], .unknownName, "'male' and 'female'", "write"),
    ([.creatinine: "0.9 mmol/L", .weight: "60 kg"], .unitUnknown, "not measured in 'mmol/L'", "'mg/dL'"),
  ]

  @Test("inputs", arguments: inputs.indices) func input(index: Int) throws {
    let (inputs, code, words, action) = Self.inputs[index]
    let record = dose(try TestProtocol().file(), inputs)
    let refusal = try #require(record.refusal, "\(inputs) was not refused")
    #expect(refusal.code == code, "\(refusal.message)")
    #expect(refusal.message.contains(words), "\(refusal.message)")
    #expect(refusal.action.contains(action), "\(refusal.action)")
    #expect(!refusal.field.isEmpty && !refusal.rule.isEmpty && !refusal.action.isEmpty)
    // Nothing is computed from partial input, and the refusal is recorded like a dose.
    #expect(record["outcome"] == "refused" && record["result.dose"] == nil)
    #expect(record["refusal.code"] == code.rawValue)
  }

  @Test("a dose above the hard limit by rounding up") func roundedAboveTheLimit() throws {
    let rules = TestProtocol.levels([("3 mg/kg", "none")]) {
      $0.rounding = "{increment: 5 mg, mode: halfUp, maximumDeviation: 5 %, upward: allowed, toVials: none}"
      $0.limits = "{hard: {dose: 500 mg, perKilogram: 3 mg/kg}, soft: {changeFromLastDose: 10 %}}"
    }
    let refusal = dose(try rules.file(), [.weight: "62.6 kg"]).refusal
    #expect(refusal?.code == .hardLimit)
    #expect(
      refusal?.message.contains("dose per kilogram '3.0351 mg/kg': it is above the hard limit of 3 mg/kg") == true)
    #expect(refusal?.action.isEmpty == false)
    #expect(dose(try rules.file(), [.weight: "60 kg"])["result.dose"] == "180")
  }

  @Test("missing sex for Cockcroft-Gault; missing height, sex and reference weight") func missing() throws {
    var rules = TestProtocol()
    rules.more = "eligibility:\n  - {check: creatinineClearance, minimum: 50 mL/min, onFailure: refuse}"
    let whole: [DoseRequest.Field: String] = [
      .date: "2026-03-02", .weight: "60 kg", .creatinine: "0.9 mg/dL", .birthDate: "1960-03-02", .sex: "female",
    ]
    let file = try rules.file()
    #expect(dose(file, whole)["result.dose"] == "300")
    for (field, name) in [(DoseRequest.Field.sex, "sex"), (.birthDate, "birth-date")] {
      let refusal = dose(file, whole.filter { $0.key != field }).refusal
      #expect(refusal?.code == .missingInput && refusal?.field == name)
      #expect(refusal?.message.contains("Cockcroft") == true)
    }
    let failed = dose(file, whole.merging([.creatinine: "2.5 mg/dL"]) { $1 }).refusal
    #expect(failed?.code == .eligibility)
    #expect(failed?.message.contains("the protocol requires ≥ 50 mL/min") == true)

    let lean = try TestProtocol.levels([("5 mg/kg", "none")]) {
      $0.size = "{metric: lean, formula: james, cap: none}"
      $0.rounding = "{increment: 0.1 mg, mode: halfUp, maximumDeviation: 5 %, upward: allowed, toVials: none}"
    }.file()
    #expect(dose(lean, [.weight: "60 kg"]).refusal?.field == "height")
    #expect(dose(lean, [.weight: "60 kg", .height: "165 cm"]).refusal?.field == "sex")
    let beyond = dose(lean, [.weight: "120 kg", .height: "165 cm", .sex: "female"]).refusal
    #expect(beyond?.code == .outsideDomain && beyond?.message.contains("James falls") == true)

    var reference = TestProtocol()
    reference.weight = reference.weight.replacing("dose: current", with: "dose: reference")
    #expect(dose(try reference.file(), [.cycle: "2", .weight: "60 kg"]).refusal?.field == "reference-weight")
  }

  @Test("what the protocol forbids: reductions, unapproved and ineffective files, another file than pinned")
  func protocolRules() throws {
    var rules = TestProtocol()
    rules.reductions = "{allowed: no, rule: none}"
    #expect(dose(try rules.file(), [.weight: "60 kg", .level: "-1"]).refusal?.code == .reductionNotAllowed)
    rules.use = "clinical"
    rules.head = "effective: {from: 2026-01-01, until: 2026-12-31}"
    rules.vectors = "  - {arm: A, cycle: 1, date: 2026-03-02, weight: 60 kg, dose: 300 mg}"
    let unapproved = try rules.file()
    #expect(dose(unapproved, [.weight: "60 kg"]).refusal?.code == .protocolUnapproved)
    let training = DoseRecord(
      DoseRequest([.arm: "A", .cycle: "1", .date: "2026-03-02", .weight: "60 kg"], isTraining: true),
      file: unapproved)
    #expect(training["watermark"]?.contains("TRAINING") == true)
    rules.head += "\napprovals:\n  - {by: A. One, role: pharmacist, on: 2026-01-02}"
    #expect(dose(try rules.file(), [.weight: "60 kg"]).refusal?.code == .protocolUnapproved)
    rules.head += "\n  - {by: B. Two, role: physician, on: 2026-01-03}"
    let approved = try rules.file()
    #expect(dose(approved, [.weight: "60 kg"]).refusal?.field == "date")
    let record = dose(approved, [.weight: "60 kg", .date: "2026-03-02"])
    #expect(record["result.dose"] == "300" && record["watermark"] == nil)
    #expect(dose(approved, [.weight: "60 kg", .date: "2027-01-01"]).refusal?.code == .protocolNotEffective)
    let pinned = DoseRecord(DoseRequest([.arm: "A"]), file: approved, pin: "sha256:0")
    #expect(pinned.refusal?.code == .protocolPin)
  }

  @Test("vials and concentrations that the protocol does not have; parameters it does not know")
  func preparation() throws {
    let file = try TestProtocol().file()
    #expect(dose(file, [.weight: "60 kg", .vials: "50 mg"])["result.preparation.refused.code"] == "vials")
    let other = dose(file, [.weight: "60 kg", .concentration: "10 mg/mL"])
    #expect(other["result.preparation.refused.code"] == "concentration")
    #expect(other["result.dose"] == "300")
    #expect(dose(file, [.weight: "60 kg"], parameters: ["dose": "1 mg"]).refusal?.code == .unusedInput)
    let sys = try TestFiles.shipped("sys6043")
    let misspelt = dose(
      sys, [.arm: "cohort", .weight: "60 kg"], parameters: ["doseLevl": "1 mg/kg", "hardMaximum": "300 mg"])
    #expect(misspelt.refusal?.action == "did you mean 'doseLevel'?")
  }
}
