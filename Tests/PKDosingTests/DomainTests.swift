import PKDosing
import Testing

/// The ends of every formula's domain: computed at them, refused one step beyond.
@Suite struct DomainTests {
  /// A calculation and its method, the input that varies, the others; the ends, and what lies just beyond them.
  static let edges: [(String, String?, String, [String: String], [String], [String])] = [
    ("bsa", "mosteller", "weight", ["height": "130 cm"], ["20 kg"], ["19.9999 kg"]),
    ("bsa", "mosteller", "weight", ["height": "200 cm"], ["350 kg"], ["350.0001 kg"]),
    ("bsa", "boyd", "height", ["weight": "70 kg"], ["100 cm", "250 cm"], ["99.9999 cm", "250.0001 cm"]),
    // 25.6 kg and 160 cm are 10 kg/m²; 256 kg are 100.
    ("bmi", nil, "weight", ["height": "160 cm"], ["25.6 kg", "256 kg"], ["25.5999 kg", "256.0001 kg"]),
    ("ibw", "devine", "height", ["sex": "male"], ["100 cm", "250 cm"], ["99.9999 cm", "250.0001 cm"]),
    // Hamwi: 48 + 2.7·(H/2.54 − 60) is zero at 107.2444… cm.
    ("ibw", "hamwi", "height", ["sex": "male"], ["107.2445 cm"], ["107.2444 cm"]),
    ("deindex", nil, "bsa", ["indexed-gfr": "90 mL/min/1.73m2"], ["1 m2", "4 m2"], ["0.9999 m2", "4.0001 m2"]),
    (
      "deindex", nil, "indexed-gfr", ["bsa": "1.8 m2"], ["1 mL/min/1.73m2", "250 mL/min/1.73m2"],
      ["0.9999 mL/min/1.73m2", "250.0001 mL/min/1.73m2"]
    ),
    (
      "adjbw", "devine", "weight", ["height": "170 cm", "sex": "male", "factor": "0.4"], ["20 kg", "350 kg"],
      ["19.9999 kg", "350.0001 kg"]
    ),
    ("crcl", nil, "age", clearance("age"), ["18 years", "100 years"], ["17.9999 years", "100.0001 years"]),
    ("crcl", nil, "weight", clearance("weight"), ["20 kg", "350 kg"], ["19.9999 kg", "350.0001 kg"]),
    (
      "crcl", nil, "creatinine", clearance("creatinine"), ["0.2 mg/dL", "15 mg/dL"], ["0.1999 mg/dL", "15.0001 mg/dL"]
    ),
    ("egfr", "mdrd", "age", rate("age"), ["18 years", "120 years"], ["17.9999 years", "120.0001 years"]),
    (
      "egfr", "ckdEpi2021", "creatinine", rate("creatinine"), ["0.2 mg/dL", "15 mg/dL"],
      ["0.1999 mg/dL", "15.0001 mg/dL"]
    ),
    (
      "calvert", nil, "auc", ["gfr": "80 mL/min"], ["2 mg*min/mL", "8 mg*min/mL"],
      ["1.9999 mg*min/mL", "8.0001 mg*min/mL"]
    ),
    (
      "calvert", nil, "gfr", ["auc": "5 mg*min/mL"], ["10 mL/min", "250 mL/min"], ["9.9999 mL/min", "250.0001 mL/min"]
    ),
    ("qtc", "bazett", "qt", ["rr": "900 ms"], ["200 ms", "800 ms"], ["199.9999 ms", "800.0001 ms"]),
    ("qtc", "bazett", "qt", ["rr": "500 ms"], ["499.9999 ms"], ["500 ms"]),
    ("qtc", "hodges", "rr", ["qt": "250 ms"], ["300 ms", "2000 ms"], ["299.9999 ms", "2000.0001 ms"]),
    ("qtc", "hodges", "heart-rate", ["qt": "250 ms"], ["30 bpm", "200 bpm"], ["29.9999 bpm", "200.0001 bpm"]),
    ("accumulation", nil, "interval", ["half-life": "1 h"], ["0.0001 h", "140 h", "140.0001 h"], ["0 h"]),
    ("steady-state", nil, "percent", ["half-life": "1 h"], ["0.0001 %", "99.9999 %"], ["0 %", "100 %"]),
  ]

  private static func clearance(_ varied: String) -> [String: String] {
    ["age": "60 years", "weight": "60 kg", "creatinine": "1 mg/dL", "sex": "male"].filter { $0.key != varied }
  }

  private static func rate(_ varied: String) -> [String: String] {
    ["age": "60 years", "creatinine": "1 mg/dL", "sex": "male"].filter { $0.key != varied }
  }

  @Test("boundary: every formula at the ends of its domain and beyond", arguments: edges.indices)
  func edge(index: Int) throws {
    let (name, method, field, others, inside, outside) = Self.edges[index]
    let calculation = try Calculation.named(name)
    for text in inside {
      let inputs = others.merging([field: text]) { $1 }
      #expect(throws: Never.self, "\(field) \(text)") { try calculation.answer(method: method, inputs: inputs) }
    }
    for text in outside {
      let inputs = others.merging([field: text]) { $1 }
      let refusal = #expect(throws: Refusal.self, "\(field) \(text)") {
        try calculation.answer(method: method, inputs: inputs)
      }
      #expect(refusal?.code == .outsideDomain)
    }
  }

  @Test("boundary: James at its peak exactly, 1.1·H²/256 in men and 1.07·H²/296 in women") func peak() throws {
    for (sex, height, peak) in [(Sex.male, 160, "110"), (.female, 148, "79.18")] {
      let height = Measure<Height>(Rational(height))
      let at = try LeanWeightMethod.james.weight(actual: Measure(decimal(peak)), height: height, sex: sex)
      // At the peak of a·W − b·(W/H)² the second part is half the first.
      let slope = sex == .male ? decimal("1.1") : decimal("1.07")
      #expect(at.value == slope * decimal(peak) * decimal("0.5"))
      #expect(throws: Refusal.self) {
        try LeanWeightMethod.james.weight(actual: Measure(decimal(peak) + decimal("0.0001")), height: height, sex: sex)
      }
    }
  }

  @Test("a lean weight is neither above the weight nor zero") func possible() {
    // Boer, a man of 20 kg and 200 cm: 8.14 + 53.4 − 19.2 = 42.34 kg; a woman of 20 kg and 100 cm: 4.04 kg.
    func lean(_ weight: Int, _ height: Int, _ sex: Sex) throws(Refusal) -> Rational {
      try LeanWeightMethod.boer.weight(
        actual: Measure(Rational(weight)), height: Measure(Rational(height)), sex: sex
      ).value
    }
    #expect(throws: Refusal.self) { try lean(20, 200, .male) }
    #expect(throws: Never.self) { try lean(20, 100, .female) }
    // Hume, a woman of 20 kg and 100 cm: 5.9138 + 41.813 − 43.2933 = 4.4335 kg; at 90 kg and 100 cm 25.1319 kg.
    #expect(throws: Never.self) {
      try LeanWeightMethod.hume.weight(actual: Measure(Rational(90)), height: Measure(Rational(100)), sex: .female)
    }
  }

  @Test("a half-life needs later samples and lower levels") func halfLife() throws {
    func halfLife(_ times: (Int, Int), _ levels: (Int, Int)) throws(Refusal) -> Rational {
      try Elimination.halfLife(
        from: (Measure(Rational(times.0)), Measure(Rational(levels.0))),
        to: (Measure(Rational(times.1)), Measure(Rational(levels.1)))
      ).value
    }
    #expect(try prints(halfLife((0, 6), (8, 1)), "2.0000"))
    for (times, levels) in [((1, 1), (8, 1)), ((2, 1), (8, 1)), ((0, 6), (8, 8)), ((0, 6), (7, 8)), ((0, 6), (8, 0))] {
      #expect(throws: Refusal.self, "\(times) \(levels)") { try halfLife(times, levels) }
    }
  }

  @Test("exponentials to ±100, whole powers to ±1,000") func functions() {
    #expect(Rational(100).exponential != nil && Rational(-100).exponential != nil)
    #expect((Rational(100) + decimal("0.0001")).exponential == nil)
    #expect(Rational(2).power(1_000) != nil && Rational(2).power(-1_000) != nil)
    #expect(Rational(2).power(-1_001) == nil)
    #expect(Rational(2).power(-3) == decimal("0.125") && Rational(0).power(3) == .zero)
    #expect(Rational(0).squareRoot == .zero)
  }

  @Test("days: the first and the last year, and the last day of February") func days() {
    for (year, month, day) in [
      (1900, 1, 1), (2199, 12, 31), (2000, 2, 29), (2024, 2, 29), (1900, 2, 28), (2100, 2, 28), (2026, 4, 30),
      (2026, 6, 30), (2026, 9, 30), (2026, 11, 30), (2026, 1, 31), (2026, 3, 31), (2026, 12, 31),
    ] { #expect(CivilDate(year: year, month: month, day: day) != nil, "\(year)-\(month)-\(day)") }
    for (year, month, day) in [
      (1899, 12, 31), (2200, 1, 1), (1900, 2, 29), (2100, 2, 29), (2026, 2, 29), (2000, 2, 30), (2026, 4, 31),
      (2026, 6, 31), (2026, 9, 31), (2026, 11, 31), (2026, 1, 32), (2026, 0, 1), (2026, 13, 1), (2026, 5, 0),
    ] { #expect(CivilDate(year: year, month: month, day: day) == nil, "\(year)-\(month)-\(day)") }
  }

  @Test(
    "days and months are added within their limits",
    arguments: [
      (100_000, "2300-08-16"), (100_001, "2300-08-16"), (-100_000, "1753-01-15"), (-100_001, "1753-01-15"),
    ])
  func addedDays(days: Int, expected: String) throws {
    let start = try #require(CivilDate(year: 2026, month: 10, day: 31))
    #expect(start.adding(days: days).description == expected)
  }

  @Test(
    "months end with the shorter month",
    arguments: [
      (1, "2026-11-30"), (2, "2026-12-31"), (3, "2027-01-31"), (4, "2027-02-28"), (-8, "2026-02-28"),
      (16, "2028-02-29"),
      (-10, "2025-12-31"), (2_400, "2226-10-31"), (2_401, "2226-10-31"), (-2_401, "1826-10-31"),
    ])
  func addedMonths(months: Int, expected: String) throws {
    let start = try #require(CivilDate(year: 2026, month: 10, day: 31))
    #expect(start.adding(months: months).description == expected)
  }

  @Test("an age of 120 years is accepted, and the day of birth; 121 and tomorrow are not") func ages() throws {
    func age(_ birth: String) throws(Refusal) -> Rational {
      try Conversion.age(
        birth: CivilDate(parsing: birth, field: "birth-date"), on: CivilDate(parsing: "2026-03-02", field: "date")
      ).value
    }
    #expect(try age("2026-03-02") == .zero && age("1906-03-02") == Rational(120))
    #expect(try age("1905-03-03") == Rational(120))
    #expect(throws: Refusal.self) { try age("1905-03-02") }
    #expect(throws: Refusal.self) { try age("2026-03-03") }
  }
}
