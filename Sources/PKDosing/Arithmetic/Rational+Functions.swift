import BigInt

/// Roots, powers, logarithms and exponentials for the formulas that need them, without floating
/// point: whole numbers of 220 binary places carry them, and results are rounded to 40 decimals.
///
/// A result that ends within 40 decimals is therefore exact, and equal inputs give equal digits on
/// every machine.
extension Rational {
  /// How many decimals an irrational result keeps.
  static let irrationalDecimals = 40

  /// The square root, exact where it is rational; nil for a negative number.
  public var squareRoot: Rational? {
    guard numerator >= 0 else { return nil }
    let (top, bottom) = (numerator.squareRoot(), denominator.squareRoot())
    if top * top == numerator, bottom * bottom == denominator { return Rational(reducing: top, bottom) }
    let scale = BigInt(10).power(Self.irrationalDecimals + 5)
    return Rational(reducing: (numerator * scale * scale / denominator).squareRoot(), scale)
      .rounded(decimals: Self.irrationalDecimals)
  }

  /// The number to a whole power; nil for zero to a negative one, or an exponent beyond ±1,000.
  public func power(_ exponent: Int) -> Rational? {
    guard exponent.magnitude <= 1_000 else { return nil }
    let size = Int(exponent.magnitude)
    let (top, bottom) = (numerator.power(size), denominator.power(size))
    return exponent < 0 ? Rational(bottom, over: top) : Rational(reducing: top, bottom)
  }

  /// The number to any power; nil unless the number is above zero and the result can be written.
  public func power(_ exponent: Rational) -> Rational? {
    if exponent.isWhole, let whole = Int(exponent.description) { return power(whole) }
    return naturalLogarithm.flatMap { ($0 * exponent).exponential }
  }

  /// The natural logarithm; nil unless the number is above zero.
  public var naturalLogarithm: Rational? {
    FixedPoint(self)?.logarithm.rational
  }

  /// The logarithm to base 10; nil unless the number is above zero.
  public var decimalLogarithm: Rational? {
    guard let own = FixedPoint(self)?.logarithm, let ten = FixedPoint(Rational(10))?.logarithm else { return nil }
    return own.divided(by: ten).rational
  }

  /// e to this power; nil beyond ±100.
  public var exponential: Rational? {
    guard magnitude <= Rational(100) else { return nil }
    return FixedPoint(signed: self).exponential.rational
  }
}
