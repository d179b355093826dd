import PKDosing
import Testing

/// The second arithmetic by itself: exact where a result ends, one unit of the last place wide where it does not.
///
/// Agreement of the two computations alone would not see an interval that is wider than it need be.
@Suite struct DecimalIntervalTests {
  private static let unit: Int128 = 10_000_000_000_000_000

  private func number(_ text: String) throws -> DecimalInterval { try #require(DecimalInterval(text: text)) }

  private func ends(_ low: Int128, _ high: Int128) -> DecimalInterval { DecimalInterval(low: low, high: high) }

  @Test(
    "plain decimals of at most 12 and 16 places are read",
    arguments: [
      ("0", 0), ("12", 12 * unit), ("0.5", unit / 2), ("999999999999", 999_999_999_999 * unit),
      ("0.0000000000000001", 1), ("1.", unit), ("09", 9 * unit),
    ] as [(String, Int128)])
  func reads(text: String, units: Int128) throws {
    let value = try number(text)
    #expect(value == ends(units, units) && value.isExact)
  }

  @Test(
    "other texts are not",
    arguments: [
      "", ".", ".5", "1.2.3", "1000000000000", "0.00000000000000001", "-1", "1/", "1:", "1e2", "１",
    ])
  func refuses(text: String) { #expect(DecimalInterval(text: text) == nil) }

  @Test("what ends is exact: sums, differences, products, quotients, roots, powers") func exact() throws {
    #expect(try number("1.25").adding(number("0.75")) == DecimalInterval(2))
    #expect(try number("1.25").subtracting(number("2")) == ends(-3 * Self.unit / 4, -3 * Self.unit / 4))
    #expect(try number("1.5").times(number("2.5")) == number("3.75"))
    #expect(try number("7.5").divided(by: number("2.5")) == DecimalInterval(3))
    #expect(try number("2.25").squareRoot == number("1.5"))
    #expect(DecimalInterval(1_000_000).squareRoot == DecimalInterval(1_000))
    #expect(DecimalInterval(0).squareRoot == DecimalInterval(0))
    #expect(DecimalInterval(16).power(hundredThousandths: 25_000) == DecimalInterval(2))
    #expect(DecimalInterval(16).power(hundredThousandths: 75_000) == DecimalInterval(8))
    #expect(DecimalInterval(7).power(hundredThousandths: 100_000) == DecimalInterval(7))
    #expect(DecimalInterval(7).power(hundredThousandths: 0) == DecimalInterval(1))
    #expect(DecimalInterval(1).power(hundredThousandths: 42_500) == DecimalInterval(1))
  }

  @Test("what does not end lies between neighbours") func neighbours() throws {
    let third: Int128 = 3_333_333_333_333_333
    #expect(DecimalInterval(1).divided(by: DecimalInterval(3)) == ends(third, third + 1))
    #expect(ends(1, 1).times(ends(1, 1)) == ends(0, 1))
    #expect(DecimalInterval(2).squareRoot == ends(14_142_135_623_730_950, 14_142_135_623_730_951))
    #expect(!ends(third, third + 1).isExact)
  }

  /// Up to 64 roots and as many products, each at most a unit of 10⁻¹⁶ wide.
  @Test("powers are bounded to 1.3·10⁻¹⁴, and hold the first arithmetic's") func powers() throws {
    for (base, exponent) in [(70, 72_500), (165, 42_500), (2, 1), (999_999, 99_999), (3, 51_456)] {
      let bounds = try #require(DecimalInterval(base).power(hundredThousandths: exponent))
      let exact = try #require(Rational(base).power(Rational(exponent, decimals: 5)))
      #expect(bounds.contains(exact), "\(base)^\(exponent)")
      #expect((bounds.high - bounds.low) * 100_000_000_000_000 < bounds.low * 13 / 10, "\(base)^\(exponent): \(bounds)")
    }
  }

  @Test("an interval's ends follow the operation") func intervals() {
    let (a, b) = (ends(2 * Self.unit, 3 * Self.unit), ends(5 * Self.unit, 8 * Self.unit))
    #expect(a.adding(b) == ends(7 * Self.unit, 11 * Self.unit))
    #expect(b.subtracting(a) == ends(2 * Self.unit, 6 * Self.unit))
    #expect(a.times(b) == ends(10 * Self.unit, 24 * Self.unit))
    #expect(b.divided(by: a) == ends(5 * Self.unit / 3, 4 * Self.unit))
    #expect(a.minimum(b) == a)
    #expect(a.minimum(ends(Self.unit, 4 * Self.unit)) == ends(Self.unit, 3 * Self.unit))
    #expect(ends(4 * Self.unit, 9 * Self.unit).squareRoot == a)
  }

  @Test("what leaves 128 bits or the domain is nil") func outside() {
    let (most, least) = (ends(.max, .max), ends(.min, .min))
    #expect(most.adding(ends(1, 1)) == nil)
    #expect(ends(0, .max).adding(ends(0, 1)) == nil)
    #expect(least.adding(ends(-1, 1)) == nil)
    #expect(least.subtracting(ends(1, 1)) == nil)
    #expect(ends(0, .max).subtracting(ends(-1, 0)) == nil)
    #expect(most.times(DecimalInterval(2)) == nil)
    #expect(ends(-1, 1).times(DecimalInterval(1)) == nil)
    #expect(DecimalInterval(1).times(ends(-1, 1)) == nil)
    #expect(ends(-1, 1).divided(by: DecimalInterval(1)) == nil)
    #expect(DecimalInterval(1).divided(by: ends(0, 1)) == nil)
    #expect(most.divided(by: ends(1, 1)) == nil)
    #expect(ends(-1, 1).squareRoot == nil)
    #expect(ends(0, 1_000_000 * Self.unit + 1).squareRoot == nil)
    #expect(ends(Self.unit - 1, Self.unit).power(hundredThousandths: 5) == nil)
    #expect(DecimalInterval(2).power(hundredThousandths: -1) == nil)
    #expect(DecimalInterval(2).power(hundredThousandths: 100_001) == nil)
  }

  @Test("zero times and over a number is zero") func zero() {
    #expect(DecimalInterval(0).times(DecimalInterval(3)) == DecimalInterval(0))
    #expect(DecimalInterval(3).times(DecimalInterval(0)) == DecimalInterval(0))
    #expect(DecimalInterval(0).divided(by: DecimalInterval(3)) == DecimalInterval(0))
  }

  @Test(
    "every mode at, below and above the middle",
    arguments: [
      ("112.5", RoundingMode.halfUp, "115"), ("112.5", .halfEven, "110"), ("117.5", .halfEven, "120"),
      ("112.5", .down, "110"), ("112.5", .up, "115"), ("110", .up, "110"), ("110", .halfUp, "110"),
      ("112.4999", .halfUp, "110"), ("112.5001", .halfEven, "115"), ("117.4999", .halfEven, "115"),
      ("112.4999", .up, "115"), ("114.9999", .down, "110"), ("0", .up, "0"), ("0.0000000000000001", .up, "5"),
    ])
  func rounding(value: String, mode: RoundingMode, expected: String) throws {
    #expect(try number(value).rounded(to: DecimalInterval(5), mode) == number(expected))
  }

  @Test("both ends are rounded; an increment is exact and above zero") func roundingEnds() throws {
    let wide = ends(number(units: "112.4"), number(units: "112.6"))
    #expect(wide.rounded(to: DecimalInterval(5), .halfUp) == ends(110 * Self.unit, 115 * Self.unit))
    #expect(wide.rounded(to: ends(1, 2), .halfUp) == nil)
    #expect(wide.rounded(to: DecimalInterval(0), .halfUp) == nil)
    #expect(ends(-1, 1).rounded(to: DecimalInterval(5), .halfUp) == nil)
  }

  private func number(units text: String) -> Int128 { DecimalInterval(text: text)?.low ?? -1 }

  @Test("holds a fraction to the last place") func contains() {
    let third = Rational(1).divided(by: Rational(3)) ?? .zero
    #expect(ends(3_333_333_333_333_333, 3_333_333_333_333_334).contains(third))
    #expect(!ends(3_333_333_333_333_334, 3_333_333_333_333_335).contains(third))
    #expect(!ends(3_333_333_333_333_332, 3_333_333_333_333_333).contains(third))
    #expect(DecimalInterval(3).contains(Rational(3)))
  }
}
