import BigInt

/// What becomes of a number between two steps of a grid.
public enum RoundingMode: String, CaseIterable, Hashable, Sendable {
  /// To the nearer step; from the middle away from zero.
  case halfUp
  /// To the nearer step; from the middle to the even one.
  case halfEven
  /// Towards zero.
  case down
  /// Away from zero.
  case up
}

extension Rational {
  /// The nearest multiple of an increment in the sense of the mode; the number itself when the
  /// increment is not above zero.
  public func rounded(to increment: Rational, _ mode: RoundingMode) -> Rational {
    guard increment > .zero, let steps = magnitude.divided(by: increment) else { return self }
    let lower = steps.floor
    let remainder = steps - Rational(reducing: lower, 1)
    let half = Rational(reducing: 1, 2)
    let isUp: Bool
    switch mode {
    case .down: isUp = false
    case .up: isUp = remainder > .zero
    case .halfUp: isUp = remainder >= half
    case .halfEven: isUp = remainder > half || (remainder == half && lower % 2 != 0)
    }
    let result = Rational(reducing: isUp ? lower + 1 : lower, 1) * increment
    return numerator < 0 ? -result : result
  }

  /// The number rounded to a number of decimals, half away from zero unless said otherwise.
  public func rounded(decimals: Int, _ mode: RoundingMode = .halfUp) -> Rational {
    rounded(to: Rational(reducing: 1, BigInt(10).power(max(0, decimals))), mode)
  }
}
