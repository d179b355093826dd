import PKText
import PKUnits
import Testing

/// A text that is no unit, what is said about it, and where (bytes).
struct UnitErrorCase: Sendable, CustomTestStringConvertible {
  let text: String, message: String, range: Range<Int>, help: String?
  init(_ text: String, _ message: String, _ range: Range<Int>, _ help: String? = nil) {
    (self.text, self.message, self.range, self.help) = (text, message, range, help)
  }
  var testDescription: String { text }
}

@Suite("Errors in units")
struct UnitErrorTests {
  static let table = [
    UnitErrorCase("", "a unit is missing", 0..<0),
    UnitErrorCase("  ", "a unit is missing", 0..<2),
    UnitErrorCase("mg/", "a unit is missing after '/'", 2..<3),
    UnitErrorCase("mg/ ", "a unit is missing after '/'", 2..<3),
    UnitErrorCase("mg//L", "a unit is missing after '/'", 2..<3),
    UnitErrorCase("/L", "a unit cannot begin with '/'", 0..<1, "write '1/…'"),
    UnitErrorCase("*L", "a unit cannot begin with '*'", 0..<1),
    UnitErrorCase("MG", "unknown unit 'MG'", 0..<2, "did you mean 'mg'?"),
    UnitErrorCase("Mg/L", "unknown unit 'Mg'", 0..<2, "did you mean 'mg'?"),
    UnitErrorCase("ug/ML", "unknown unit 'ML'", 3..<5, "did you mean 'mL'?"),
    UnitErrorCase("sec", "unknown unit 'sec'", 0..<3, "did you mean 's'?"),
    UnitErrorCase("mg/w", "unknown unit 'w'", 3..<4, "did you mean 'wk'?"),
    UnitErrorCase("NM", "unknown unit 'NM'", 0..<2, "did you mean 'nM'?"),
    UnitErrorCase("Kg", "unknown unit 'Kg'", 0..<2, "did you mean 'kg'?"),
    UnitErrorCase("H", "unknown unit 'H'", 0..<1, "did you mean 'h'?"),
    UnitErrorCase("mgg", "unknown unit 'mgg'", 0..<3, "did you mean 'mg'?"),
    UnitErrorCase("Hz", "unknown unit 'Hz'", 0..<2),
    UnitErrorCase("zzzz", "unknown unit 'zzzz'", 0..<4),
    UnitErrorCase(
      "µg/month", "'month' is no unit, because months differ in length", 4..<9,
      "write '4 wk' or '30 day', whichever is meant"),
    UnitErrorCase("mg L", "'*' or '/' is missing between two units", 3..<4),
    UnitErrorCase("mg per kg", "unknown unit 'per'", 3..<6, "write '/' for 'per', as in mg/kg"),
    UnitErrorCase("mg(L)", "'*' or '/' is missing between two units", 2..<3),
    UnitErrorCase("h-1", "'-' cannot be part of a unit", 1..<2, "write '1/h' or 'h^-1' for a negative power"),
    UnitErrorCase(
      "5 mg", "the number 5 cannot be part of a unit", 0..<1,
      "only 1, powers of ten such as 10^9, and 1.73m2 can"),
    UnitErrorCase("mg/1.73", "the number 1.73 cannot be part of a unit", 3..<7, "write '1.73m2'"),
    UnitErrorCase("mg/1.73m", "the number 1.73 cannot be part of a unit", 3..<8, "write '1.73m2'"),
    UnitErrorCase(
      "10/L", "the number 10 cannot be part of a unit", 0..<2,
      "only 1, powers of ten such as 10^9, and 1.73m2 can"),
    UnitErrorCase("10^99/L", "the exponent 99 cannot be used", 0..<5),
    UnitErrorCase("m^", "a number is missing after '^'", 1..<2),
    UnitErrorCase("m^x", "a number is missing after '^'", 1..<2),
    UnitErrorCase(
      "m^99999999999999999999", "the exponent 99999999999999999999 cannot be used", 2..<22,
      "exponents are fractions between -1000000 and 1000000"),
    UnitErrorCase(
      "m^(1/0)", "the exponent 1/0 cannot be used", 2..<7, "exponents are fractions between -1000000 and 1000000"),
    UnitErrorCase("m^(1/3", "the parenthesis has no partner", 2..<3),
    UnitErrorCase("(mg/L", "the parenthesis has no partner", 0..<1),
    UnitErrorCase("mg/L)", "the parenthesis has no partner", 4..<5),
    UnitErrorCase("()", "a unit is missing after '('", 0..<1),
    UnitErrorCase("mg,L", "',' cannot be part of a unit", 2..<3),
    UnitErrorCase("mg×L", "'×' cannot be part of a unit", 2..<4, "write '*'"),
    UnitErrorCase("µg/🙂", "'🙂' cannot be part of a unit", 4..<8),
    UnitErrorCase("Ωm", "'Ω' cannot be part of a unit", 0..<2),
  ]

  @Test("A text that is no unit says what, where and what to write", arguments: table)
  func message(_ expected: UnitErrorCase) {
    let error = #expect(throws: UnitError.self) { try Unit(expected.text) }
    #expect(error?.message == expected.message)
    #expect(error?.range == expected.range)
    #expect(error?.help == expected.help)
  }

  @Test("Nesting and length are limited")
  func limits() {
    let nested = String(repeating: "(", count: 100) + "mg" + String(repeating: ")", count: 100)
    #expect(throws: UnitError.self) { try Unit(nested) }
    let long = String(repeating: "mg*", count: 1000) + "mg"
    let error = #expect(throws: UnitError.self) { try Unit(long) }
    #expect(error?.reason == .tooLong)
  }

  @Test("An error becomes a diagnostic of the text around the unit")
  func diagnostic() {
    let source = SourceText(name: "m.pkm", "CL : L/HR = 1")
    let error = #expect(throws: UnitError.self) { try Unit("L/HR") }
    #expect(
      error?.diagnostic("PK2001", offset: 5).rendered(in: source) == """
        error[PK2001]: unknown unit 'HR'
         --> m.pkm:1:8
        1 | CL : L/HR = 1
          |        ^^
          = help: did you mean 'hr'?
        """)
  }
}
