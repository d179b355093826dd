import PKDosing
import Testing

/// The last day on which each rule of time still holds, and the first on which it does not.
@Suite struct CalendarBoundaryTests {
  private func file(_ change: (inout TestProtocol) -> Void = { _ in }) throws -> ProtocolFile {
    var rules = TestProtocol()
    change(&rules)
    return try rules.file()
  }

  private static let base: [DoseRequest.Field: String] = [.weight: "60 kg", .level: "0"]

  private func asked(_ inputs: [DoseRequest.Field: String]) -> [DoseRequest.Field: String] {
    Self.base.merging(inputs) { $1 }
  }

  /// Planned for 2026-03-23, window of 3 days on both sides, missed after 21 days, 18 days at least.
  @Test(
    "boundary: early, in the window, late, missed",
    arguments: [
      ("2026-03-20", "in window"), ("2026-03-26", "in window"), ("2026-03-27", "late"), ("2026-04-13", "late"),
      ("2026-04-14", "missed"),
    ])
  func window(date: String, status: String) throws {
    let record = dose(try file(), asked([.cycle: "2", .date: date, .lastDose: "2026-03-02 300 mg"]))
    #expect(record["result.window.status"] == status)
    #expect(record["result.window.due"] == "2026-03-23 (2026-03-20 to 2026-03-26)")
    let rule = ["late": "record it", "missed": "give it"][status]
    #expect(record["result.window.rule"] == rule)
  }

  @Test("boundary: the day before the window is early, unless the interval forbids it") func early() throws {
    let relaxed = try file {
      $0.schedule = $0.schedule.replacing("minimumInterval: 18 days", with: "minimumInterval: 17 days")
    }
    let early = asked([.cycle: "2", .date: "2026-03-19", .lastDose: "2026-03-02 300 mg"])
    let record = dose(relaxed, early)
    #expect(record["result.window.status"] == "early")
    #expect(record.list("result.alerts", "message").first?.hasPrefix("the dose is 4 days before") == true)
    #expect(dose(try file(), early).refusal?.code == .interval)
    let late = asked([.cycle: "2", .date: "2026-03-27", .lastDose: "2026-03-02 300 mg"])
    #expect(
      dose(relaxed, late).list("result.alerts", "message").contains { $0.hasPrefix("the dose is 4 days after") })
  }

  @Test("a window that begins with a later cycle has no days before it") func fromCycle() throws {
    let later = try file { $0.schedule = $0.schedule.replacing("fromCycle: 1", with: "fromCycle: 3") }
    let second = dose(later, asked([.cycle: "2", .date: "2026-03-24", .lastDose: "2026-03-02 300 mg"]))
    #expect(second["result.window.status"] == "late" && second["result.window.due"] == "2026-03-23")
    #expect(second["result.window.nextDue"] == "2026-04-14 (2026-04-11 to 2026-04-17)")
    let third = dose(later, asked([.cycle: "3", .date: "2026-03-26", .lastDose: "2026-03-02 300 mg"]))
    #expect(third["result.window.status"] == "in window")
  }

  @Test(
    "one side of a window may be empty, the other a day",
    arguments: [
      ("before: 0 days, after: 1 day", "2026-03-23 (2026-03-23 to 2026-03-24)"),
      ("before: 1 day, after: 0 days", "2026-03-23 (2026-03-22 to 2026-03-23)"),
      ("before: 0 days, after: 0 days", "2026-03-23"),
    ])
  func oneSide(window: String, next: String) throws {
    let rules = try file { $0.schedule = $0.schedule.replacing("before: 3 days, after: 3 days", with: window) }
    #expect(dose(rules, asked([.date: "2026-03-02"]))["result.window.nextDue"] == next)
  }

  @Test("what the calendar does not use, and what it cannot say, is noted") func notes() throws {
    let rules = try file()
    func notes(_ inputs: [DoseRequest.Field: String]) -> [String] { dose(rules, asked(inputs)).list("result.notes") }
    let unused = "last-dose: given with the first dose, and not used for the calendar"
    #expect(notes([.date: "2026-03-02", .lastDose: "2026-02-02 300 mg"]).contains(unused))
    #expect(!notes([.date: "2026-03-02"]).contains(unused))
    #expect(notes([:]).contains("calendar: not assessed without --date"))
    #expect(notes([.cycle: "2", .date: "2026-03-23"]).contains { $0.contains("without --last-dose with its date") })
    let first = try file { $0.schedule = $0.schedule.replacing("anchor: lastDose", with: "anchor: firstDose") }
    let record = dose(first, asked([.cycle: "2", .date: "2026-03-23", .lastDose: "2026-03-02 300 mg"]))
    #expect(record["result.window.status"] == "not assessed")
    #expect(record.list("result.notes").contains { $0.hasSuffix("without --first-dose") })
  }

  @Test("boundary: the last cycle of a protocol is dosed, and has no next") func lastCycle() throws {
    let short = try file { $0.schedule += "\n  maximumCycles: 3" }
    let second = dose(short, asked([.cycle: "2", .date: "2026-03-23", .lastDose: "2026-03-02 300 mg"]))
    #expect(second["result.window.nextDue"] == "2026-04-13 (2026-04-10 to 2026-04-16)")
    let last = dose(short, asked([.cycle: "3", .date: "2026-04-13", .lastDose: "2026-03-23 300 mg"]))
    #expect(last["result.dose"] == "300" && last["result.window.nextDue"] == nil)
    #expect(dose(short, asked([.cycle: "4", .date: "2026-05-04"])).refusal?.code == .cycle)
  }

  @Test("boundary: a weight as old as allowed, of the day itself, and a first dose of the day") func ages() throws {
    let rules = try file()
    #expect(dose(rules, [.date: "2026-03-09", .weight: "2026-03-02 60 kg"])["result.dose"] == "300")
    #expect(dose(rules, [.date: "2026-03-09", .weight: "2026-03-09 60 kg"])["result.dose"] == "300")
    #expect(dose(rules, [.date: "2026-03-10", .weight: "2026-03-02 60 kg"]).refusal?.code == .staleWeight)
    #expect(dose(rules, asked([.date: "2026-03-02", .firstDose: "2026-03-02"]))["result.dose"] == "300")
    #expect(dose(rules, asked([.date: "2026-03-02", .firstDose: "2026-03-03"])).refusal?.code == .dateOrder)
  }

  @Test(
    "cycles are whole numbers of at most three digits",
    arguments: [
      ("1", true), ("999", true), ("1000", false), ("", false), ("1a", false), ("/", false), (":", false), ("09", true),
    ])
  func cycles(text: String, isTaken: Bool) throws {
    #expect((dose(try file(), asked([.cycle: text]))["result.dose"] != nil) == isTaken)
  }

  /// The dose is 300 mg: a change of 10 % is allowed, a factor of three alerts, one of eight stops.
  @Test(
    "boundary: against the last dose",
    arguments: [
      ("300 mg", 0, false), ("272.7273 mg", 0, false), ("272.7 mg", 1, false), ("333.3333 mg", 0, false),
      ("333.4 mg", 1, false), ("900 mg", 2, false), ("899.9 mg", 1, false), ("100 mg", 2, false),
      ("100.1 mg", 1, false),
      ("37.6 mg", 2, false), ("37.5 mg", 0, true), ("2399.9 mg", 2, false), ("2400 mg", 0, true), ("0 mg", 0, false),
    ])
  func lastDose(text: String, alerts: Int, isRefused: Bool) throws {
    let record = dose(try file(), asked([.cycle: "2", .lastDose: text]))
    #expect(record.refusal?.code == (isRefused ? .magnitude : nil))
    #expect(record.list("result.alerts", "message").count == alerts, "\(record.list("result.alerts", "message"))")
  }
}
