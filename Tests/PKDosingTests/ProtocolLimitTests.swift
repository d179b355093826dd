import PKDosing
import PKText
import Testing

/// Every limit that a protocol file is held to: what is at it is read, what is beyond is said with its place.
@Suite struct ProtocolLimitTests {
  /// A protocol with every section, of which a test changes one place.
  private static let whole: String = {
    var rules = TestProtocol()
    rules.product += """

        final: {minimum: 0.5 mg/mL, maximum: 4 mg/mL}
        bags: {volumes: [100 mL, 250 mL], maximum: 500 mL, fill: replace}
        volumePerSite: 2 mL
      """
    rules.more = """
      infusion:
        - {fromDose: 2, over: 30 min}
        - {fromDose: 1, over: 90 min}
      eligibility:
        - {check: lvef, minimum: 50 %, onFailure: alert}
      washout: {days: 28 days, halfLives: 5, whichever: shorter}
      contraception: {female: 7 months, male: 4 months}
      """
    return rules.text
  }()

  private static let days = "'days' are days of the cycle in order"
  private static let volumes = "'volumes' are above 0 and not above 'maximum'"

  /// What is replaced, what by; nil where it is read, else the message.
  static let changes: [(String, String, String?)] = [
    ("cycle: 21 days", "cycle: 0 days", "'cycle' is a whole number of days from 1 to 365"),
    ("cycle: 21 days", "cycle: 1 day", nil), ("cycle: 21 days", "cycle: 365 days", nil),
    ("cycle: 21 days", "cycle: 366 days", "'cycle'"), ("cycle: 21 days", "cycle: 20.5 days", "'cycle'"),
    ("days: [1]", "days: [0]", days), ("days: [1]", "days: [1, 21]", "the protocol doses on days 1, 21"),
    ("days: [1]", "days: [1, 22]", days),
    ("days: [1]", "days: [1, 1]", days), ("days: [1]", "days: [2, 1]", days), ("days: [1]", "days: [one]", days),
    ("before: 3 days", "before: 60 days", nil), ("before: 3 days", "before: 61 days", "'before'"),
    ("after: 3 days, from", "after: 21 days, from", nil),
    ("after: 3 days, from", "after: 22 days, from", "'missedAfter' is not before the window ends"),
    ("fromCycle: 1", "fromCycle: 0", "'fromCycle'"), ("fromCycle: 1", "fromCycle: 100", nil),
    ("fromCycle: 1", "fromCycle: 101", "'fromCycle'"),
    ("minimumInterval: 18 days", "minimumInterval: 0 days", nil),
    ("minimumInterval: 18 days", "minimumInterval: 365 days", nil),
    ("minimumInterval: 18 days", "minimumInterval: 366 days", "'minimumInterval'"),
    ("missedAfter: 21 days", "missedAfter: 365 days", nil),
    ("missedAfter: 21 days", "missedAfter: 366 days", "'missedAfter'"),
    ("anchor: lastDose", "anchor: lastDose\n  maximumCycles: 1", nil),
    ("anchor: lastDose", "anchor: lastDose\n  maximumCycles: 999", nil),
    ("anchor: lastDose", "anchor: lastDose\n  maximumCycles: 0", "'maximumCycles'"),
    ("anchor: lastDose", "anchor: lastDose\n  maximumCycles: 1000", "'maximumCycles'"),
    ("fromDose: 2", "fromDose: 0", "'fromDose'"), ("fromDose: 2", "fromDose: 100", nil),
    ("fromDose: 2", "fromDose: 101", "'fromDose'"),
    ("over: 30 min", "over: 0 min", "an infusion takes time"), ("over: 30 min", "over: 0.0001 min", nil),
    ("halfLives: 5", "halfLives: 0", "'halfLives'"), ("halfLives: 5", "halfLives: 20", nil),
    ("halfLives: 5", "halfLives: 21", "'halfLives'"), ("whichever: shorter", "whichever: either", "'whichever'"),
    ("female: 7 months", "female: 36 months", nil), ("female: 7 months", "female: 37 months", "'female'"),
    ("male: 4 months", "male: 0 months", nil),
    ("maximumAge: 7 days", "maximumAge: 0 days", nil), ("maximumAge: 7 days", "maximumAge: 400 days", nil),
    ("maximumAge: 7 days", "maximumAge: 401 days", "'maximumAge'"),
    ("sources: [measured]", "sources: []", "'sources'"),
    ("sources: [measured]", "sources: [measured, weighed]", "'sources' are some of measured, stated, plan"),
    ("sources: [measured]", "sources: [measured, stated, plan]", nil),
    ("vials: [100 mg]", "vials: []", "'vials'"), ("vials: [100 mg]", "vials: 100 mg", nil),
    ("vials: [100 mg]", "vials: [300 mg, 200 mg, 100 mg]", nil),
    ("vials: [100 mg]", "vials: [4 mg, 3 mg, 2 mg, 1 mg]", "'vials' are one to 3 strengths above 0 mg"),
    ("vials: [100 mg]", "vials: [0 mg]", "'vials' are one to 3 strengths above 0 mg"),
    ("concentration: 20 mg/mL", "concentration: 0 mg/mL", "a concentration is above 0"),
    ("minimum: 0.5 mg/mL", "minimum: 0 mg/mL", "'minimum' is above 0 and not above 'maximum'"),
    ("minimum: 0.5 mg/mL", "minimum: 4 mg/mL", nil),
    ("minimum: 0.5 mg/mL", "minimum: 4.0001 mg/mL", "'minimum' is above 0 and not above 'maximum'"),
    ("volumes: [100 mL, 250 mL]", "volumes: [500 mL]", nil),
    ("volumes: [100 mL, 250 mL]", "volumes: [500.0001 mL]", volumes),
    ("volumes: [100 mL, 250 mL]", "volumes: [0 mL]", volumes), ("volumes: [100 mL, 250 mL]", "volumes: []", volumes),
    ("volumePerSite: 2 mL", "volumePerSite: 0 mL", "a volume is above 0"),
    ("volumePerSite: 2 mL", "volumePerSite: 0.0001 mL", nil),
    ("volumePerSite: 2 mL", "volumePerSite: placeholder", nil),
    ("dose: 4 mg/kg", "dose: 5 mg/kg", "levels stand from the highest dose to the lowest"),
    ("dose: 3 mg/kg", "dose: 0 mg/kg", "a dose is above 0"), ("dose: 3 mg/kg", "dose: 0.0001 mg/kg", nil),
    ("dose: 3 mg/kg", "dose: $low", "a parameter has its unit behind it"),
    ("dose: 3 mg/kg", "dose: $low mg/cm", "a dose is in mg/kg, mg/m2 or mg"),
    ("dose: 3 mg/kg", "dose: $low mg/kg", "'$low' is not among the parameters"),
    ("name: \"-2\"", "name: \"-1\"", "two levels have the same name"),
    ("increment: none", "increment: 0 mg", "an increment is above 0 mg"),
    ("increment: none", "increment: 0.0001 mg", nil),
    ("maximumDeviation: 0 %", "maximumDeviation: 25 %", nil),
    ("maximumDeviation: 0 %", "maximumDeviation: 25.0001 %", "a deviation above 25 % is no rounding"),
    ("minimum: 50 %, onFailure", "maximumMale: 50 %, onFailure", "a check has 'minimum', or"),
    ("minimum: 50 %, onFailure", "maximumFemale: 50 %, onFailure", "a check has 'minimum', or"),
    ("minimum: 50 %, onFailure", "maximumMale: 90 %, maximumFemale: 90 %, onFailure", nil),
    ("minimum: 50 %, onFailure", "onFailure", "a check has 'minimum', or"),
    ("weight: 60 kg, dose: 300 mg}", "weight: 60 kg}", "a vector has either 'dose' or 'refused'"),
    ("weight: 60 kg, dose: 300 mg}", "weight: 60 kg, dose: 300 mg, refused: cycle}", "a vector has either"),
    ("weight: 60 kg, dose: 300 mg}", "weight: 60 kg, refused: cycle}", "expected refused as 'cycle', found 300 mg"),
    ("cycle: 1, weight: 60 kg, dose: 300 mg}", "cycle: 0, weight: 60 kg, dose: 300 mg}", "found refused as 'cycle'"),
    ("metric: actual", "metric: actual, formula: devine", "the size 'actual' has no formula"),
    ("metric: actual", "metric: actual, factor: 0.4", "only an adjusted weight has a factor"),
    ("metric: actual", "metric: actual, decimals: 6", nil),
    ("metric: actual", "metric: actual, decimals: 7", "'decimals'"),
    ("use: training", "use: training\neffective: {from: 2026-01-01, until: 2026-02-30}", "no such day"),
    ("use: training", "use: training\nparameters:\n  - {name: a, meaning: b}", "the parameter 'a' is not used"),
  ]

  @Test("boundary: limits of files", arguments: changes.indices) func limit(index: Int) throws {
    let (from, to, message) = Self.changes[index]
    let text = Self.whole.replacing(from, with: to, maxReplacements: 1)
    #expect(text != Self.whole, "the change did not apply")
    let source = SourceText(name: "test.yaml", text)
    guard let message else {
      #expect(throws: Never.self, "\(to)") { try ProtocolFile(source) }
      return
    }
    let list = #expect(throws: DiagnosticList.self, "\(to)") { try ProtocolFile(source) }
    #expect(list?.rendered().contains(message) == true, "\(list?.rendered() ?? "")")
  }

  @Test("the whole file is read, and infusions stand in the order of doses") func whole() throws {
    let file = try ProtocolFile(SourceText(name: "test.yaml", Self.whole))
    for (cycle, time) in [("1", "1.5 h (90 min)"), ("2", "0.5 h (30 min)"), ("3", "0.5 h (30 min)")] {
      let record = dose(file, [.cycle: cycle, .weight: "60 kg"])
      #expect(record.list("result.preparation.lines").contains { $0.hasSuffix("over \(time)") }, "\(record.body)")
    }
  }

  @Test("a file that says nothing of re-escalation allows none") func reEscalation() throws {
    let inputs: [DoseRequest.Field: String] = [.weight: "60 kg", .level: "0", .previousLevel: "-1", .cycle: "2"]
    var rules = TestProtocol()
    rules.reductions = "{allowed: yes, rule: two steps}"
    #expect(dose(try rules.file(), inputs).refusal?.code == .reEscalation)
    rules.reductions = "{allowed: yes, reEscalation: yes, rule: two steps}"
    #expect(dose(try rules.file(), inputs)["result.dose"] == "300")
  }

  @Test("two arms of one name are refused") func arms() {
    let text = TestProtocol().text.replacing("arms:\n", with: "arms:\n" + TestProtocol().arms + "\n")
    let list = #expect(throws: DiagnosticList.self) { try ProtocolFile(SourceText(name: "test.yaml", text)) }
    #expect(list?.rendered().contains("two arms have the same name") == true)
  }
}
