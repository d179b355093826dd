import BigInt

/// A whole number of units of 2⁻²²⁰: the arithmetic behind logarithm and exponential.
///
/// Each operation is off by at most a few units, so a function's result is right to more than 55
/// decimals, of which 40 are kept.
struct FixedPoint {
  static let bits = 220
  static let one = FixedPoint(units: BigInt(1) << bits)

  let units: BigInt

  init(units: BigInt) { self.units = units }

  /// A number above zero and small enough to be scaled; nil otherwise.
  init?(_ value: Rational) {
    guard value > .zero else { return nil }
    self.init(signed: value)
    guard units > 0 else { return nil }
  }

  init(signed value: Rational) {
    units = (value.numerator << Self.bits) / value.denominator
  }

  /// The number to 40 decimals.
  var rational: Rational {
    Rational(reducing: units, BigInt(1) << Self.bits).rounded(decimals: Rational.irrationalDecimals)
  }

  func times(_ other: FixedPoint) -> FixedPoint { FixedPoint(units: (units * other.units) >> Self.bits) }

  /// The quotient; the divisor is known not to be zero.
  func divided(by other: FixedPoint) -> FixedPoint { FixedPoint(units: (units << Self.bits) / other.units) }

  /// ln x = k·ln 2 + ln m with m in [¾, 1½), by the series of the inverse hyperbolic tangent.
  var logarithm: FixedPoint {
    let shift = units.magnitude.bitWidth - 1 - Self.bits
    var mantissa = shift >= 0 ? units >> shift : units << -shift
    var exponent = shift
    if mantissa > Self.one.units * 3 / 2 { (mantissa, exponent) = (mantissa >> 1, exponent + 1) }
    let ratio = FixedPoint(units: mantissa - Self.one.units)
      .divided(by: FixedPoint(units: mantissa + Self.one.units))
    return FixedPoint(units: 2 * ratio.inverseTangentSeries.units + BigInt(exponent) * Self.ln2.units)
  }

  /// artanh z = z + z³/3 + z⁵/5 + … for |z| ≤ ⅓.
  private var inverseTangentSeries: FixedPoint {
    let square = times(self)
    var (power, sum, divisor) = (self, units, 1)
    while power.units.magnitude > 1 {
      power = power.times(square)
      divisor += 2
      sum += power.units / BigInt(divisor)
      // A negative power is shifted towards −1 and would never reach zero.
      if power.units == -1 { break }
    }
    return FixedPoint(units: sum)
  }

  /// ln 2 = 2·artanh ⅓.
  static let ln2 = FixedPoint(units: 2 * FixedPoint(units: one.units / 3).inverseTangentSeries.units)

  /// eˣ = 2ᵏ·(e^(r/256))²⁵⁶ with |r| ≤ ln 2, by Taylor's series.
  var exponential: FixedPoint {
    let (quotient, rest) = units.quotientAndRemainder(dividingBy: Self.ln2.units)
    let small = FixedPoint(units: rest / 256)
    var (term, sum, count) = (Self.one, Self.one.units, 1)
    while term.units.magnitude > 1 {
      term = FixedPoint(units: term.times(small).units / BigInt(count))
      sum += term.units
      count += 1
    }
    var result = FixedPoint(units: sum)
    for _ in 0..<8 { result = result.times(result) }
    let shift = Int(quotient)
    return FixedPoint(units: shift >= 0 ? result.units << shift : result.units >> -shift)
  }
}
