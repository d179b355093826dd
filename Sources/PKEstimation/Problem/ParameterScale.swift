import PKNumerics

/// How a bounded parameter is seen by a minimiser that knows no bounds: an increasing function of an unbounded number.
enum ParameterScale: Hashable, Sendable {
  /// value = size · x.
  case linear(size: Double)
  /// value = lower + exp(x).
  case above(lower: Double)
  /// value = upper − exp(−x).
  case below(upper: Double)
  /// value = lower + (upper − lower)/(1 + exp(−x)).
  case between(lower: Double, upper: Double)

  /// The scale of a parameter by its bounds; nil when its value is not strictly inside them.
  init?(value: Double, lower: Double, upper: Double) {
    guard value.isFinite, value > lower, value < upper else { return nil }
    switch (lower.isFinite, upper.isFinite) {
    case (false, false): self = .linear(size: value == 0 ? 1 : value.magnitude)
    case (true, false): self = .above(lower: lower)
    case (false, true): self = .below(upper: upper)
    case (true, true): self = .between(lower: lower, upper: upper)
    }
  }

  /// The unbounded number of a value.
  func coordinate(of value: Double) -> Double {
    switch self {
    case .linear(let size): value / size
    case .above(let lower): LaneMath.log(value - lower)
    case .below(let upper): -LaneMath.log(upper - value)
    case .between(let lower, let upper): LaneMath.log(value - lower) - LaneMath.log(upper - value)
    }
  }

  /// The value at an unbounded number.
  func value(at x: Double) -> Double {
    switch self {
    case .linear(let size): size * x
    case .above(let lower): lower + LaneMath.exp(x)
    case .below(let upper): upper - LaneMath.exp(-x)
    case .between(let lower, let upper): lower + (upper - lower) / (1 + LaneMath.exp(-x))
    }
  }

  /// The derivative of the value by the unbounded number.
  func slope(at x: Double) -> Double {
    switch self {
    case .linear(let size): size
    case .above: LaneMath.exp(x)
    case .below: LaneMath.exp(-x)
    case .between(let lower, let upper):
      (upper - lower) / ((1 + LaneMath.exp(-x)) * (1 + LaneMath.exp(x)))
    }
  }
}
