import PKDosing
import Testing

/// What every formula must do whatever its numbers: rise where it should, fall where it should, and not jump.
@Suite struct FormulaLawTests {
  @Test("law: a dose rises with weight until the cap, and is the cap from there") func doseUntilCap() throws {
    let file = try TestProtocol.levels([("1.25 mg/kg", "125 mg")]).file()
    var last = Rational.zero
    for tenths in stride(from: 400, through: 1400, by: 7) {
      let weight = Rational(tenths, decimals: 1)
      let record = dose(file, [.weight: "\(tenths / 10).\(tenths % 10) kg"])
      let given = try #require(record.result, "\(record.refusal?.message ?? "")").dose.value
      #expect(given == min(weight * Rational(125, decimals: 2), Rational(125)))
      #expect(weight <= Rational(100) ? given > last : given == Rational(125))
      last = given
    }
  }

  @Test("law: surface rises with weight and with height", arguments: BodySurface.allCases)
  func surface(method: BodySurface) throws {
    func area(_ weight: Int, _ height: Int) throws -> Rational {
      try method.area(weight: Measure(Rational(weight)), height: Measure(Rational(height))).value
    }
    for weight in stride(from: 46, through: 154, by: 12) {
      for height in stride(from: 130, through: 210, by: 10) {
        let here = try area(weight, height)
        #expect(try area(weight + 1, height) > here, "\(method.rawValue), \(weight) kg, \(height) cm")
        #expect(try area(weight, height + 1) > here, "\(method.rawValue), \(weight) kg, \(height) cm")
      }
    }
  }

  @Test("law: ideal weight rises with height, men above women", arguments: IdealWeightMethod.allCases)
  func ideal(method: IdealWeightMethod) throws {
    var last: [Sex: Rational] = [:]
    for height in stride(from: 153, through: 213, by: 5) {
      for sex in [Sex.male, .female] {
        let weight = try method.weight(height: Measure(Rational(height)), sex: sex).value
        #expect(last[sex].map { weight > $0 } ?? true)
        last[sex] = weight
      }
      #expect((last[.male] ?? .zero) > (last[.female] ?? .zero))
    }
  }

  /// At 160 cm the slope of James is zero at 1.1·160²/256 = 110 kg in men, at 1.07·160²/296 = 92.54 kg in women.
  @Test(
    "boundary: lean weight by James rises up to its peak, and is refused beyond it",
    arguments: [(Sex.male, "110", "110.1"), (.female, "92.54", "92.55")])
  func jamesPeak(sex: Sex, peak: String, beyond: String) throws {
    func lean(_ weight: Rational) throws -> Rational {
      try LeanWeightMethod.james.weight(actual: Measure(weight), height: Measure(Rational(160)), sex: sex).value
    }
    var last = Rational.zero
    for weight in 50...90 {
      let here = try lean(Rational(weight))
      #expect(here > last)
      last = here
    }
    #expect(try lean(decimal(peak)) > last)
    #expect(throws: Refusal.self) { try lean(decimal(beyond)) }
  }

  @Test(
    "law: lean weight rises with weight and stays below it", arguments: [LeanWeightMethod.boer, .hume, .janmahasatian])
  func lean(method: LeanWeightMethod) throws {
    for sex in [Sex.male, .female] {
      var last = Rational.zero
      for weight in stride(from: 50, through: 140, by: 5) {
        let here = try method.weight(actual: Measure(Rational(weight)), height: Measure(Rational(170)), sex: sex).value
        #expect(here > last && here <= Rational(weight))
        last = here
      }
    }
  }

  @Test("law: filtration falls with creatinine and with age", arguments: FiltrationRate.allCases)
  func filtration(equation: FiltrationRate) throws {
    func rate(_ hundredths: Int, _ age: Int, _ sex: Sex) throws -> Rational {
      try equation.rate(
        creatinine: Measure(Rational(hundredths, decimals: 2)), age: Measure(Rational(age)), sex: sex
      ).value
    }
    for sex in [Sex.male, .female] {
      for hundredths in stride(from: 30, through: 300, by: 30) {
        #expect(try rate(hundredths + 1, 50, sex) < rate(hundredths, 50, sex))
        #expect(try rate(hundredths, 51, sex) < rate(hundredths, 50, sex))
      }
    }
  }

  /// Below and above κ (0.9 mg/dL in men, 0.7 in women) other exponents hold: the branches must meet.
  @Test("boundary: CKD-EPI does not jump at its knots", arguments: [FiltrationRate.ckdEpi2021, .ckdEpi2009])
  func knots(equation: FiltrationRate) throws {
    for (sex, knot) in [(Sex.male, "0.9"), (.female, "0.7")] {
      func rate(_ creatinine: Rational) throws -> Rational {
        try equation.rate(creatinine: Measure(creatinine), age: Measure(Rational(60)), sex: sex).value
      }
      let step = Rational(1, decimals: 6)
      let (below, at, above) = (
        try rate(decimal(knot) - step), try rate(decimal(knot)), try rate(decimal(knot) + step)
      )
      // A millionth of a milligram moves a rate near 90 by at most 1.2·90/0.7·10⁻⁶ = 1.6·10⁻⁴.
      #expect(below > at && at > above && below - above < Rational(4, decimals: 4))
    }
  }

  @Test("law: Cockcroft-Gault falls with age and creatinine, rises with weight, and is 15 % lower in women")
  func clearance() throws {
    func rate(_ age: Int, _ weight: Int, _ tenths: Int, _ sex: Sex = .male) throws -> Rational {
      try CockcroftGault.clearance(
        age: Measure(Rational(age)), weight: Measure<ActualWeight>(Rational(weight)),
        creatinine: Measure(Rational(tenths, decimals: 1)), sex: sex
      ).value
    }
    for age in stride(from: 20, through: 95, by: 15) {
      let here = try rate(age, 70, 10)
      #expect(try rate(age + 1, 70, 10) < here && rate(age, 71, 10) > here && rate(age, 70, 11) < here)
      #expect(try rate(age, 70, 10, .female) == here * Rational(85, decimals: 2))
    }
  }

  @Test("law: a corrected QT falls as the interval between beats grows, and is QT at sixty a minute")
  func correction() throws {
    for method in QTCorrection.allCases {
      var last: Rational?
      for interval in stride(from: 600, through: 1200, by: 100) {
        let corrected = try method.corrected(
          qt: Measure(Rational(400)), rr: Measure(Rational(interval))
        ).value
        if let last { #expect(corrected < last) }
        last = corrected
      }
    }
  }
}
