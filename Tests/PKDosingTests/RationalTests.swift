import PKDosing
import Testing

@Suite struct RationalTests {
  /// Rounding that binary floating point gets wrong: the vectors of the published comparison, half up.
  @Test(
    "golden: products on a rounding boundary",
    arguments: [
      ("1.9", "41.5", "0.1", "78.9"), ("0.9", "43.5", "0.1", "39.2"), ("1.3", "53.5", "0.1", "69.6"),
      ("0.15", "41", "0.1", "6.2"), ("0.75", "41.4", "0.1", "31.1"), ("2.5", "45.0", "5", "115"),
    ])
  func boundaries(dose: String, weight: String, increment: String, expected: String) {
    let product = decimal(dose) * decimal(weight)
    #expect(product.rounded(to: decimal(increment), .halfUp) == decimal(expected))
  }

  @Test(
    "every mode at, below and above the middle",
    arguments: [
      ("112.5", RoundingMode.halfUp, "115"), ("112.5", .halfEven, "110"), ("117.5", .halfEven, "120"),
      ("112.5", .down, "110"), ("112.5", .up, "115"), ("110", .up, "110"), ("112.4999", .halfUp, "110"),
      ("112.4999", .up, "115"), ("114.9999", .down, "110"), ("250", .halfUp, "250"),
    ])
  func modes(value: String, mode: RoundingMode, expected: String) {
    #expect(decimal(value).rounded(to: Rational(5), mode) == decimal(expected))
  }

  @Test("pharmacists' 250 to the next 100 is 300") func hundreds() {
    #expect(Rational(250).rounded(to: Rational(100), .halfUp) == Rational(300))
    #expect(Rational(250).rounded(to: Rational(100), .halfEven) == Rational(200))
  }

  @Test("texts have a leading zero and no trailing ones") func texts() {
    #expect(decimal("0.50").shortText() == "0.5")
    #expect(decimal("3.000").shortText() == "3")
    #expect(decimal("259.25").shortText() == "259.25")
    #expect(decimal("-4.2146").text(decimals: 3) == "-4.215")
    #expect(decimal("-0.0001").text(decimals: 2) == "0.00")
    #expect(Rational(1).divided(by: Rational(3))?.recordText == "1/3")
    #expect(Rational(1).divided(by: .zero) == nil)
  }

  /// Digits of the constants, from tables of constants.
  @Test("golden: functions to 38 decimals") func functions() {
    func digits(_ value: Rational?) -> String? { value?.text(decimals: 38) }
    #expect(digits(Rational(2).squareRoot) == "1.41421356237309504880168872420969807857")
    #expect(digits(Rational(2).naturalLogarithm) == "0.69314718055994530941723212145817656808")
    #expect(digits(Rational(10).naturalLogarithm) == "2.30258509299404568401799145468436420760")
    #expect(digits(Rational.one.exponential) == "2.71828182845904523536028747135266249776")
    #expect(digits(Rational(2).decimalLogarithm) == "0.30102999566398119521373889472449302677")
    #expect(digits((-Rational.one).exponential) == "0.36787944117144232159552377016146086745")
  }

  @Test("functions are exact where the result ends, and nil where there is none") func exactFunctions() {
    #expect(Rational(4).squareRoot == Rational(2))
    #expect(decimal("2.25").squareRoot == decimal("1.5"))
    #expect(Rational(8).power(decimal("1").divided(by: Rational(3)) ?? .zero) == Rational(2))
    #expect(Rational.one.power(decimal("0.425")) == .one)
    #expect(Rational(-4).squareRoot == nil)
    #expect(Rational.zero.naturalLogarithm == nil)
    #expect(Rational.zero.power(-1) == nil)
    #expect(Rational(1_000).exponential == nil)
    #expect(Rational(2).power(1_001) == nil)
  }

  @Test("law: e^ln x = x, and powers add") func laws() {
    for step in 1...40 {
      let x = Rational(step * step * 7, decimals: 1)
      let back = x.naturalLogarithm?.exponential
      #expect(back.map { ($0 - x).magnitude < decimal("0.000000000001") * decimal("0.000000000001") } == true)
      let halves = x.power(decimal("0.25")).flatMap { quarter in x.power(decimal("0.75")).map { $0 * quarter } }
      #expect(halves.map { ($0 - x).magnitude < decimal("0.000000000001") * decimal("0.000000000001") } == true)
    }
  }
}
