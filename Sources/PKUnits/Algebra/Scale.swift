import Glibc

/// An exact positive number: a product of powers of the few primes that scales of units are made
/// of.
///
/// Products, quotients and powers, rational ones too, are exact; only `value` rounds, and only once
/// when all powers are whole. 173 comes from 1.73 m2 and 487 from the year of 365.25 days
/// (31,557,600 s).
struct Scale: Hashable, Sendable {
  private static let primes: [UInt128] = [2, 3, 5, 7, 173, 487]

  /// The power of each prime, in the order of `primes`.
  private var powers: [Exponent]

  private init(powers: [Exponent]) { self.powers = powers }

  /// 2^a · 3^b · 5^c · 7^d · 173^e · 487^f.
  init(
    twos: Exponent = 0, threes: Exponent = 0, fives: Exponent = 0, sevens: Exponent = 0, p173: Exponent = 0,
    p487: Exponent = 0
  ) {
    powers = [twos, threes, fives, sevens, p173, p487]
  }

  /// A power of ten.
  init(ten power: Int) { self.init(twos: Exponent(power), fives: Exponent(power)) }

  static let one = Scale()

  static func * (a: Scale, b: Scale) -> Scale { Scale(powers: zip(a.powers, b.powers).map { $0 + $1 }) }

  static func / (a: Scale, b: Scale) -> Scale { Scale(powers: zip(a.powers, b.powers).map { $0 - $1 }) }

  func raised(to exponent: Exponent) -> Scale { Scale(powers: powers.map { $0 * exponent }) }

  /// The number nearest to the scale (correctly rounded when all powers are whole and below 2^±128
  /// odd parts).
  var value: Double { exactValue ?? approximateValue }

  /// Correctly rounded, or nil when a power is not whole or an odd part exceeds 128 bits.
  private var exactValue: Double? {
    var (numerator, denominator): (UInt128, UInt128) = (1, 1)
    for (prime, power) in zip(Self.primes, powers).dropFirst() {
      guard power.isInteger else { return nil }
      for _ in 0..<power.numerator.magnitude {
        let (product, overflow) = (power > 0 ? numerator : denominator).multipliedReportingOverflow(by: prime)
        if overflow { return nil }
        if power > 0 { numerator = product } else { denominator = product }
      }
    }
    guard powers[0].isInteger, abs(powers[0].numerator) < 900 else { return nil }
    return quotient(numerator, denominator, twos: powers[0].numerator)
  }

  /// n/d·2^twos rounded once, to nearest, ties to even; n and d positive.
  private func quotient(_ n: UInt128, _ d: UInt128, twos: Int) -> Double {
    let (nShift, dShift) = (n.leadingZeroBitCount, d.leadingZeroBitCount)
    let (top, divisor) = (n << UInt128(nShift), d << UInt128(dShift))
    // top·2^127 / divisor has 127 or 128 bits; 64 of them with a sticky last bit decide the
    // rounding.
    let (whole, rest) = divisor.dividingFullWidth((top >> 1, top << 127))
    let lead = UInt64(truncatingIfNeeded: whole >> 64)
    let sticky: UInt64 = rest != 0 || UInt64(truncatingIfNeeded: whole) != 0 ? 1 : 0
    return scalbn(Double(lead | sticky), Int32(64 - 127 - nShift + dShift + twos))
  }

  /// Within a few ulp; huge powers go through logarithms so that factors cannot overflow where the
  /// product does not.
  private var approximateValue: Double {
    let factors = zip(Self.primes, powers).map { pow(Double(UInt64($0)), $1.value) }
    let product = factors.reduce(1, *)
    if factors.allSatisfy({ $0.isNormal }), product.isNormal { return product }
    return exp2(zip(Self.primes, powers).reduce(0) { $0 + log2(Double(UInt64($1.0))) * $1.1.value })
  }
}
