/// What turns numbers in one unit into numbers in another, rounded as little as can be.
///
/// Where one unit is a whole multiple of the other, a conversion is one exact multiplication or
/// division: 60 min are 60/1440 day, not 60 times a rounded 1/1440.
public struct UnitConversion: Hashable, Sendable {
  /// The conversion that changes nothing.
  public static let identity = UnitConversion(multiplier: 1, divisor: 1)

  private let multiplier: Double
  private let divisor: Double

  private init(multiplier: Double, divisor: Double) {
    self.multiplier = multiplier
    self.divisor = divisor
  }

  /// Creates the conversion from one unit to another; nil when they measure different things.
  public init?(from unit: Unit, to other: Unit) {
    guard let factor = unit.factor(to: other) else { return nil }
    let inverse = factor < 1 ? other.factor(to: unit) : nil
    if let inverse, inverse == inverse.rounded(), inverse < 0x1p53 {
      self.init(multiplier: 1, divisor: inverse)
    } else {
      self.init(multiplier: factor, divisor: 1)
    }
  }

  /// A number in the other unit.
  public func callAsFunction(_ value: Double) -> Double { value * multiplier / divisor }
}
