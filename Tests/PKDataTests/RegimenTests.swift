import PKData
import PKText
import PKUnits
import Testing

@Suite("Regimens")
struct RegimenTests {
  static func regimen(_ text: String, routes: [String]? = nil) throws -> Regimen {
    try Regimen(parsing: SourceText(name: "--regimen", text), routes: routes)
  }

  @Test(
    "A regimen prints as a text that reads back as the same",
    arguments: [
      ("2.5 mg/kg iv over 60 min every 21 days x 6", "2.5 mg/kg iv over 60 min every 21 days x 6"),
      (
        "load: 3.0 mg/kg iv over 60 min once, then 2.0 mg/kg every 21 days x 5",
        "load: 3 mg/kg iv over 60 min every 21 days x 1, then 2 mg/kg every 21 days x 5"
      ),
      ("600 mg sc every 3 weeks x 6", "600 mg sc every 3 weeks x 6"),
      ("BAT: 300 mg every 21 d x 6", "BAT: 300 mg every 21 d x 6"),
      ("A: 300 mg Q3W x6", "A: 300 mg every 3 wk x 6"),
      ("A: 5 µg/kg q21d x 2", "A: 5 µg/kg every 21 day x 2"),
      ("A: 100 mg oral bid for 7 days", "A: 100 mg oral every 12 h x 14"),
      ("A: x 6 mg every 1 day", ""),
      ("A: 100 mg every 21 days until 127 days", "A: 100 mg every 21 days x 7"),
      ("A: 100 mg every 21 days for 126 days", "A: 100 mg every 21 days x 6"),
      ("A: 100 mg qd x 3 then 50 mg qd until 5 day", "A: 100 mg every 1 day x 3, then 50 mg every 1 day x 2"),
      ("A: 2 mg/kg iv max 200 mg over 1 h x 6 every 3 wk", "A: 2 mg/kg iv over 1 h every 3 wk x 6 max 200 mg"),
      ("A: 75 mg/m2 once", "A: 75 mg/m2 once"),
      (
        "A: 2 mg iv over 1 h once; 3 mg sc every 1 d x 2, 3 mg bolus weekly x 1",
        "A: 2 mg iv over 1 h every 1 d x 1, then 3 mg sc every 1 d x 2, then 3 mg every 1 wk x 1"
      ),
      (
        "A: 2 mg iv over 1 h every 1 d x 1, then 3 mg bolus every 1 d x 2",
        "A: 2 mg iv over 1 h every 1 d x 1, then 3 mg bolus every 1 d x 2"
      ),
      ("  Arm\t 1 :  10 nmol/kg  once ", "Arm 1: 10 nmol/kg once"),
    ].filter { !$0.1.isEmpty })
  func prints(_ text: String, _ expected: String) throws {
    let regimen = try Self.regimen(text)
    #expect(regimen.description == expected)
    #expect(try Self.regimen(regimen.description) == regimen)
  }

  @Test("A single dose lasts for the interval that follows; a later phase keeps route and infusion")
  func loading() throws {
    let regimen = try Self.regimen("load: 3.0 mg/kg iv over 60 min once, then 2.0 mg/kg every 21 days x 5")
    #expect(regimen.name == "load")
    #expect(regimen.phases.count == 2)
    #expect(regimen.phases[0].interval == (try Quantity(21, Unit("days"))))
    #expect(regimen.phases[0].count == 1)
    #expect(regimen.phases[1].route == "iv")
    #expect(regimen.phases[1].infusion == (try Quantity(60, Unit("min"))))
    #expect(regimen.phases[1].basis == .perWeight)
  }

  @Test("Without a name a regimen is called by its text")
  func unnamed() throws {
    let regimen = try Self.regimen(" 300 mg   Q3W x 2")
    #expect(regimen.name == "300 mg Q3W x 2")
    #expect(try Self.regimen(regimen.description) == regimen)
  }

  @Test("Doses are at start + k·interval, cycles from dose to dose")
  func schedule() throws {
    let hours = try Unit("h")
    let regimen = try Self.regimen("3 mg once, then 2 mg every 21 days x 5")
    let doses = try #require(regimen.doses(in: hours))
    #expect(doses.map(\.time) == [0, 504, 1008, 1512, 2016, 2520])
    #expect(doses.map(\.phase) == [0, 1, 1, 1, 1, 1])
    #expect(doses.map(\.cycle) == Array(0...5))
    let cycles = try #require(regimen.cycles(in: hours))
    #expect(cycles.map(\.start) == doses.map(\.time))
    #expect(cycles.map(\.end) == [504, 1008, 1512, 2016, 2520, 3024])
    #expect(cycles.map(\.duration).allSatisfy { $0 == 504 })
    #expect(try regimen.doses(in: Unit("mg")) == nil)
  }

  @Test("A single dose without an interval has an open cycle")
  func openCycle() throws {
    let cycles = try #require(try Self.regimen("3 mg once").cycles(in: Unit("day")))
    #expect(cycles == [CycleWindow(index: 0, start: 0, end: .infinity)])
  }

  @Test("Many doses do not drift")
  func drift() throws {
    let doses = try #require(try Self.regimen("3 mg every 7 min x 10000").doses(in: Unit("day")))
    #expect(doses.last?.time == 69993.0 / 1440)
  }

  @Test("Routes are checked when they are known, and spelt as the model does")
  func routes() throws {
    #expect(try Self.regimen("300 mg IV once", routes: ["sc", "iv"]).phases[0].route == "iv")
    PhraseCase("300 mg ivv once", "PK4005 unknown word 'ivv' | ivv | did you mean 'iv'?").check {
      source throws(DiagnosticList) in
      _ = try Regimen(parsing: source, routes: ["iv", "sc"])
    }
  }

  @Test("A diagnostic is rendered with a caret")
  func rendering() {
    let error = #expect(throws: DiagnosticList.self) { try Self.regimen("A: 2,5 mg/kg every 21 days x 6") }
    #expect(
      error?.rendered() == """
        error[PK4003]: decimals are written with a point
         --> --regimen:1:4
        1 | A: 2,5 mg/kg every 21 days x 6
          |    ^^^
          = help: write '2.5'; a comma stands between phases and items, with a blank after it
        """)
  }
}
