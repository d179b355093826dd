public import BigInt

/// An exact fraction of two whole numbers of any length, always in lowest terms.
///
/// Every number that becomes a prescribed dose is one of these: nothing is rounded on the way, and
/// comparisons at a limit (exactly 10 %) are exact.
public struct Rational: Hashable, Sendable {
  /// The part above the line; carries the sign.
  public let numerator: BigInt
  /// The part below the line; always positive.
  public let denominator: BigInt

  /// A fraction in lowest terms, or nil when the part below the line is zero.
  public init?(_ numerator: BigInt, over denominator: BigInt) {
    guard denominator != 0 else { return nil }
    self.init(reducing: numerator, denominator)
  }

  /// A whole number.
  public init(_ value: Int) {
    numerator = BigInt(value)
    denominator = 1
  }

  /// A number with a few decimals: `Rational(245, decimals: 1)` is 24.5.
  public init(_ digits: Int, decimals: Int) {
    self.init(reducing: BigInt(digits), BigInt(10).power(max(0, decimals)))
  }

  /// A fraction whose lower part is known not to be zero.
  init(reducing numerator: BigInt, _ denominator: BigInt) {
    let sign: BigInt = denominator < 0 ? -1 : 1
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    guard divisor > 1 else {
      self.numerator = numerator * sign
      self.denominator = denominator * sign
      return
    }
    self.numerator = numerator / divisor * sign
    self.denominator = denominator / divisor * sign
  }

  /// Zero.
  public static let zero = Rational(0)
  /// One.
  public static let one = Rational(1)

  /// Whether it is a whole number.
  public var isWhole: Bool { denominator == 1 }

  /// Its distance from zero.
  public var magnitude: Rational { numerator < 0 ? -self : self }
}

extension Rational: Comparable {
  /// Whether one number lies below another, exactly.
  public static func < (a: Rational, b: Rational) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }
}

extension Rational {
  /// The exact sum.
  public static func + (a: Rational, b: Rational) -> Rational {
    Rational(reducing: a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }

  /// The exact difference.
  public static func - (a: Rational, b: Rational) -> Rational { a + -b }

  /// The exact product.
  public static func * (a: Rational, b: Rational) -> Rational {
    Rational(reducing: a.numerator * b.numerator, a.denominator * b.denominator)
  }

  /// The number with the other sign.
  public static prefix func - (a: Rational) -> Rational {
    Rational(reducing: -a.numerator, a.denominator)
  }

  /// The exact quotient, or nil when the divisor is zero.
  public func divided(by divisor: Rational) -> Rational? {
    Rational(numerator * divisor.denominator, over: denominator * divisor.numerator)
  }

  /// The exact quotient by a whole number that is known not to be zero.
  func over(_ divisor: Int) -> Rational { Rational(reducing: numerator, denominator * BigInt(divisor)) }

  /// The largest whole number that is not above it.
  public var floor: BigInt {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The smallest whole number that is not below it.
  public var ceiling: BigInt { -((-self).floor) }
}

extension Rational {
  /// The number divided by a power of ten.
  func over(powerOfTen exponent: Int) -> Rational {
    Rational(reducing: numerator, denominator * BigInt(10).power(exponent))
  }

  /// The whole number that decimal digits write.
  static func digits(_ text: String) -> Rational? {
    BigInt(text, radix: 10).map { Rational(reducing: $0, 1) }
  }
}
