import PKDosing
import PKForecast
import PKText
import Testing

/// A protocol's doses as a forecast reads them: its own, and never changed.
struct ProtocolPlanTests {
  private static let text = """
    schema: bateman-protocol/1
    id: TEST
    version: "1"
    title: a protocol for tests
    use: training
    product:
      {name: test drug, label: TEST, code: T, substance: whole, route: intravenous, vials: placeholder,
       concentration: placeholder, diluent: placeholder, bags: placeholder, stability: placeholder}
    arms:
      - name: A
        meaning: reductions allowed
        levels: [{name: "0", dose: 5 mg/kg, cap: none}, {name: "-1", dose: 4 mg/kg, cap: none}]
      - {name: B, meaning: another arm, levels: [{name: "0", dose: 3 mg/kg, cap: none}]}
    size: {metric: actual, cap: none}
    weight:
      maximumAge: 7 days
      undated: asOfDose
      sources: [measured]
      dose: current
      change: {threshold: 10 %, rule: above, reference: lastDosed, rebase: yes}
    rounding: {increment: none, mode: halfUp, maximumDeviation: 0 %, upward: allowed, toVials: none}
    schedule:
      cycle: 21 days
      days: [1, 8]
      maximumCycles: 5
      window: {before: 3 days, after: 3 days, fromCycle: 2}
      missedAfter: 21 days
      minimumInterval: 1 days
      anchor: firstDose
      missed: skip it
      delay: record it
    reductions: {allowed: yes, reEscalation: no, rule: one level}
    infusion: [{fromDose: 1, over: 90 min}, {fromDose: 3, over: 30 min}]
    limits:
      hard: {dose: 2500 mg}
      soft: {changeFromLastDose: 10 %}
    provenance:
      - {of: product, is: assumption, from: a test}
      - {of: arms, is: assumption, from: a test}
      - {of: size, is: assumption, from: a test}
      - {of: weight, is: assumption, from: a test}
      - {of: rounding, is: assumption, from: a test}
      - {of: schedule, is: assumption, from: a test}
      - {of: reductions, is: assumption, from: a test}
      - {of: infusion, is: assumption, from: a test}
      - {of: limits, is: assumption, from: a test}
    vectors:
      - {arm: A, cycle: 1, day: 1, weight: 60 kg, dose: 300 mg}
    """

  private static func plans(_ values: [DoseRequest.Field: String], cycles: Int = 4) throws -> ProtocolPlans {
    let file = try ProtocolFile(SourceText(name: "test.yaml", text))
    var all = values
    all[.day] = "1"
    return ProtocolPlans(DoseRequest(all), by: file, cycles: cycles)
  }

  @Test("the requested level, the others of the arm, and the other arms") func levels() throws {
    let plans = try Self.plans([.arm: "A", .cycle: "2", .weight: "60 kg", .level: "-1"])
    #expect(
      plans.levels.map(\.name) == [
        "arm A, level 0 (5 mg/kg): 300 mg", "arm A, level -1 (4 mg/kg): 240 mg", "arm B, level 0 (3 mg/kg): 180 mg",
      ])
    #expect(plans.levels.map(\.isRequested) == [false, true, false])
    #expect(plans.levels.map { $0.doses.first?.text } == ["300 mg", "240 mg", "180 mg"])
    // The protocol ends after cycle 5.
    #expect(plans.levels.allSatisfy { $0.doses.count == 4 })
    #expect(try Self.plans([.arm: "A", .cycle: "4", .weight: "60 kg"]).levels[0].doses.count == 2)
    #expect(plans.cycleDays == 21 && plans.dayOffsets == [0, 7])
    #expect(plans.infusionHours(dose: 1) == 1.5 && plans.infusionHours(dose: 3) == 0.5)
    #expect(plans.reduced == nil && plans.weight == 60)
    #expect(try Self.plans([.arm: "A", .cycle: "2", .weight: "60 kg"]).reduced?.level == "-1")
  }

  @Test("the prescription is the protocol's, whatever is looked at beside it") func prescription() throws {
    let request: [DoseRequest.Field: String] = [.arm: "A", .cycle: "2", .weight: "60 kg", .previousLevel: "-1"]
    let plans = try Self.plans(request)
    guard case .refused(let refusal) = plans.prescription else { Issue.record("re-escalation was not refused"); return }
    #expect(refusal.code == .reEscalation)
    // The level can be looked at all the same; it stays refused.
    #expect(plans.levels[0].doses.first?.text == "300 mg")
    let allowed = try Self.plans([.arm: "A", .cycle: "2", .weight: "60 kg"])
    guard case .dose(let result) = allowed.prescription else { Issue.record("there is no dose"); return }
    #expect(result.dose.text == "300 mg")
  }
}
