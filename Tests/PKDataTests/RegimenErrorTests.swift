import PKData
import PKText
import Testing

@Suite("Errors in regimens")
struct RegimenErrorTests {
  static let empty = "PK4001 the regimen is empty |  | write for instance '2.5 mg/kg iv over 60 min every 21 days x 6'"
  static let count = "write a whole number from 1 to 10000"
  static let table: [PhraseCase] = [
    PhraseCase("", empty),
    PhraseCase("load:", empty),
    PhraseCase(
      ": 3 mg once",
      "PK4001 nothing before the ':' names the regimen | : | write a name, such as 'load: 3 mg/kg once', or leave the ':' out"
    ),
    PhraseCase("a\u{1B}b: 3 mg once", "PK4001 the name contains characters that cannot be shown | a\u{1B}b:"),
    PhraseCase(
      "2,5 mg/kg iv every 21 days x 6",
      "PK4003 decimals are written with a point | 2,5 | write '2.5'; a comma stands between phases and items, with a blank after it"
    ),
    PhraseCase(
      "-2 mg once", "PK4101 the dose is -2 mg, but a dose is more than nothing | -2 mg | write it without the sign"),
    PhraseCase(
      "0 mg/kg every 3 wk x 6",
      "PK4101 the dose is 0 mg/kg, but a dose is more than nothing | 0 mg/kg | leave the phase out when nothing is given"
    ),
    PhraseCase("2.5 mgg/kg once", "PK4006 unknown unit 'mgg' | mgg | did you mean 'mg'?"),
    PhraseCase(
      "2.5 mg/L once",
      "PK4102 'mg/L' is no unit of a dose: it measures mass/volume | mg/L | write an amount (mg, nmol, IU), or an amount per kg or m2"
    ),
    PhraseCase(
      "2.5 % once",
      "PK4102 '%' is no unit of a dose: it measures pure number | % | write an amount (mg, nmol, IU), or an amount per kg or m2"
    ),
    PhraseCase("2.5 once", "PK4006 the unit of the dose is missing | 2.5 | write for instance 2.5 mg/kg or 300 mg"),
    PhraseCase("2.5", "PK4006 the unit of the dose is missing | 2.5 | write for instance 2.5 mg/kg or 300 mg"),
    PhraseCase(
      "mg once",
      "PK4002 a dose is missing | m | a phase begins with a number and a unit, such as 2.5 mg/kg or 300 mg"),
    PhraseCase(
      "NaN mg once",
      "PK4002 a dose is missing | N | a phase begins with a number and a unit, such as 2.5 mg/kg or 300 mg"),
    PhraseCase("1e999 mg once", "PK4004 the number is too large | 1e999"),
    PhraseCase(
      "300 mg every 21 x 6",
      "PK4006 the unit of the number after 'every' is missing | 21 | write for instance 'every 21 days'"),
    PhraseCase(
      "300 mg every 21 days",
      "PK4106 nothing says how many doses there are | every 21 days | add 'x 6' for six doses, or 'for 126 days'"),
    PhraseCase(
      "300 mg x 6",
      "PK4106 nothing says how often the dose is given | 300 mg x 6 | add 'once', or for instance 'every 21 days x 6'"),
    PhraseCase("300 mg every 21 days x 0", "PK4103 '0' is no number of doses | 0 | \(count)"),
    PhraseCase("300 mg every 21 days x0", "PK4103 '0' is no number of doses | 0 | \(count)"),
    PhraseCase("300 mg every 21 days x 2.5", "PK4103 '2.5' is no number of doses | 2.5 | \(count)"),
    PhraseCase("300 mg every 21 days x 20000", "PK4103 '20000' is no number of doses | 20000 | \(count)"),
    PhraseCase("300 mg every 21 days x -3", "PK4103 '-3' is no number of doses | -3 | \(count)"),
    PhraseCase("300 mg every 21 days x", "PK4103 the number of doses is missing after 'x' | x | write 'x 6'"),
    PhraseCase(
      "300 mg every 21 mg x 6",
      "PK4104 'mg' is no unit of time: it measures mass | mg | write min, h, day or wk"),
    PhraseCase("300 mg every 0 days x 6", "PK4105 the time after 'every' must be more than nothing | 0 days"),
    PhraseCase("300 mg every -1 day x 6", "PK4105 the time after 'every' must be more than nothing | -1 day"),
    PhraseCase(
      "300 mg every 1 month x 6",
      "PK4006 'month' is no unit, because months differ in length | month | write '4 wk' or '30 day', whichever is meant"
    ),
    PhraseCase("300 mg every 21 days for 0 days", "PK4105 the time after 'for' must be more than nothing | 0 days"),
    PhraseCase("300 mg every 1 h for 10 yr", "PK4103 these are more than 10000 doses | 10 yr"),
    PhraseCase(
      "300 mg every 21 days x 2, 200 mg every 21 days until 21 day",
      "PK4103 the phase would begin at or after this time | 21 day"),
    PhraseCase(
      "300 mg iv over 2 days every 1 day x 6",
      "PK4108 an infusion over 2 days is longer than the interval of 1 day | over 2 days | one infusion must end before the next begins"
    ),
    PhraseCase("300 mg evry 21 days x 6", "PK4005 unknown word 'evry' | evry | did you mean 'every'?"),
    PhraseCase(
      "300 mg iv 60 min every 21 days x 6",
      "PK4005 no word says what '60' is | 60 | write 'over 60 min' for an infusion, 'every 60 min' for an interval"),
    PhraseCase("300 mg every 21 days × 6", "PK4005 '×' is not read as a word | × | write the letter x, as in 'x 6'"),
    PhraseCase("300 mg every 21 days×6", "PK4005 '×' is not read as a word | × | write the letter x, as in 'x 6'"),
    PhraseCase("300 mg every 21 days 6 times", "PK4005 no word says what '6' is | 6 | write 'x 6'"),
    PhraseCase(
      "300 mg every 21 days x 6 times", "PK4005 'times' has no meaning in a regimen | times | write 'x 6' for six doses"
    ),
    PhraseCase("300 mg once, ", "PK4001 no phase follows ',' | , | remove it, or add a phase"),
    PhraseCase("300 mg once then", "PK4001 no phase follows 'then' | then | remove it, or add a phase"),
    PhraseCase(
      "300 mg once then 200 mg once",
      "PK4106 nothing says how long after this dose the next phase begins | 300 mg once | write for instance 'every 21 days x 1' instead of 'once'"
    ),
    PhraseCase("300 mg iv sc once", "PK4007 'sc' says again what the phase has said | sc | remove one of the two"),
    PhraseCase("300 mg once once", "PK4007 'once' says again what the phase has said | once | remove one of the two"),
    PhraseCase(
      "300 mg every 21 days once",
      "PK4107 'once' and an interval contradict each other | every 21 days | write 'x 1' for one dose and the time until the next phase"
    ),
    PhraseCase("3 mg iv bolus over 60 min once", "PK4107 a bolus has no infusion time | over 60 min"),
    PhraseCase(
      "300 mg once max 200 mg",
      "PK4109 a largest dose has a meaning only for doses per kg or per m2 | max 200 mg"),
    PhraseCase(
      "3 mg/kg once max 200 nmol",
      "PK4109 the largest dose is in nmol, but the dose in mg/kg | max 200 nmol | write the largest dose in mg"),
    PhraseCase(
      "3 mg/kg once max 200 mg/kg",
      "PK4102 'mg/kg' is no unit of a largest dose | mg/kg | write an amount, such as mg"),
    PhraseCase("300 mg over every 21 days x 6", "PK4002 a number is missing after 'over' | over | write 'over 60 min'"),
    PhraseCase("300 mg every 1e300 yr x 6", "PK4105 the time after 'every' is too long | 1e300 yr"),
    PhraseCase("300 mg every 1e-300 s x 6", "PK4105 the time after 'every' is too short | 1e-300 s"),
    PhraseCase("300 mg once @ ", "PK4005 '@' has no meaning in a regimen | @"),
    PhraseCase("300 mg/ once", "PK4006 unknown unit 'once' | once"),
    PhraseCase(
      "2,5 mg/kg iv over 60 minn every 0 days x 0, then -1 mg onec",
      "PK4003 decimals are written with a point | 2,5 | write '2.5'; a comma stands between phases and items, with a blank after it",
      "PK4006 unknown unit 'minn' | minn | did you mean 'min'?",
      "PK4105 the time after 'every' must be more than nothing | 0 days",
      "PK4103 '0' is no number of doses | 0 | \(count)",
      "PK4101 the dose is -1 mg, but a dose is more than nothing | -1 mg | write it without the sign",
      "PK4005 unknown word 'onec' | onec | did you mean 'once'?"),
  ]

  @Test("A mistake is told with its place and the way out", arguments: table)
  func message(_ expected: PhraseCase) {
    expected.check { source throws(DiagnosticList) in _ = try Regimen(parsing: source) }
  }

  @Test("A regimen of many phases or many mistakes ends")
  func limits() {
    let phases = String(repeating: "3 mg every 1 h x 2, ", count: 1_000)
    #expect(throws: DiagnosticList.self) { try Regimen(parsing: SourceText(name: "r", phases)) }
    let mistakes = "3 mg " + String(repeating: "@ ", count: 10_000)
    let error = #expect(throws: DiagnosticList.self) { try Regimen(parsing: SourceText(name: "r", mistakes)) }
    #expect(error?.diagnostics.count == 20)
  }
}
