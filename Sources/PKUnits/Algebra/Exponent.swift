/// A small rational number: the power to which a unit or a dimension is raised.
///
/// Exponents beyond ±1,000,000, or with a denominator beyond 1,000,000, are rounded to the nearest
/// that can be held; no text asks for them, and arithmetic never traps.
public struct Exponent: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  static let limit = 1_000_000

  private let storedNumerator: Int32
  private let storedDenominator: Int32

  /// The numerator of the reduced fraction; it carries the sign.
  public var numerator: Int { Int(storedNumerator) }
  /// The denominator of the reduced fraction; positive.
  public var denominator: Int { Int(storedDenominator) }

  /// Creates a fraction in lowest terms; a denominator of zero counts as one.
  public init(_ numerator: Int, over denominator: Int = 1) {
    let negative = (numerator < 0) != (denominator < 0)
    var (n, d) = (numerator.magnitude, denominator == 0 ? 1 : denominator.magnitude)
    let divisor = Self.greatestCommonDivisor(n, d)
    (n, d) = (n / divisor, d / divisor)
    let limit = UInt(Self.limit)
    while d > 1, n > limit || d > limit { (n, d) = (n / 2, d / 2) }
    n = min(n, limit)
    let rest = Self.greatestCommonDivisor(n, d)
    storedNumerator = Int32(n / rest) * (negative ? -1 : 1)
    storedDenominator = Int32(d / rest)
  }

  /// Creates a whole number.
  public init(integerLiteral value: Int) { self.init(value) }

  /// Creates the fraction with a denominator of at most 1,000 whose value is exactly `value`.
  ///
  /// - Returns: nil for numbers that no such fraction stands for, such as 0.123456 or infinity.
  public init?(exactly value: Double) {
    guard value.isFinite, abs(value) <= 1_000 else { return nil }
    for denominator in 1...1_000 {
      let numerator = (value * Double(denominator)).rounded()
      if numerator / Double(denominator) == value {
        self.init(Int(numerator), over: denominator)
        return
      }
    }
    return nil
  }

  /// The number nearest to the fraction.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// Whether the fraction is a whole number.
  public var isInteger: Bool { denominator == 1 }

  /// A whole number, a decimal when it has at most three places, or `numerator/denominator`.
  public var description: String {
    if isInteger { return String(numerator) }
    guard 1_000 % denominator == 0 else { return "\(numerator)/\(denominator)" }
    let thousandths = numerator.magnitude * UInt(1_000 / denominator)
    var decimals = String(String(1_000 + thousandths % 1_000).dropFirst())
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(numerator < 0 ? "-" : "")\(thousandths / 1_000).\(decimals)"
  }

  private static func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> UInt {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}

extension Exponent {
  /// The sum.
  public static func + (a: Exponent, b: Exponent) -> Exponent {
    Exponent(a.numerator * b.denominator + b.numerator * a.denominator, over: a.denominator * b.denominator)
  }

  /// The difference.
  public static func - (a: Exponent, b: Exponent) -> Exponent { a + -b }

  /// The product.
  public static func * (a: Exponent, b: Exponent) -> Exponent {
    Exponent(a.numerator * b.numerator, over: a.denominator * b.denominator)
  }

  /// The same fraction with the other sign.
  public static prefix func - (a: Exponent) -> Exponent { Exponent(-a.numerator, over: a.denominator) }

  /// Whether `a` is the smaller fraction.
  public static func < (a: Exponent, b: Exponent) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }
}
