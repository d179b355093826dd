public import PKLanguage
import PKNumerics

extension ErrorScale {
  /// A value on the scale with its slope: h(y) and h'(y); NaN outside the scale.
  package func placed(_ y: Double) -> (value: Double, slope: Double) {
    switch self {
    case .identity: return (y, 1)
    case .logarithm: return (LaneMath.log(y), 1 / y)
    case .boxCox(let lambda): return y < 0 ? (.nan, .nan) : Self.power(y, lambda)
    case .yeoJohnson(let lambda):
      if y >= 0 { return Self.power(1 + y, lambda) }
      let mirrored = Self.power(1 - y, 2 - lambda)
      return (-mirrored.value, mirrored.slope)
    case .logit(let lower, let upper):
      guard y >= lower, y <= upper else { return (.nan, .nan) }
      return (LaneMath.log(y - lower) - LaneMath.log(upper - y), 1 / (y - lower) + 1 / (upper - y))
    case .probit(let lower, let upper):
      let z = Normal.quantile((y - lower) / (upper - lower))
      return (z, LaneMath.exp(z * z / 2 + Normal.logRootTwoPi) / (upper - lower))
    }
  }

  /// (x^λ − 1)/λ and x^(λ − 1).
  private static func power(_ x: Double, _ lambda: Double) -> (value: Double, slope: Double) {
    if lambda == 0 { return (LaneMath.log(x), 1 / x) }
    if lambda == 1 { return (x - 1, 1) }
    return ((LaneMath.pow(x, lambda) - 1) / lambda, LaneMath.pow(x, lambda - 1))
  }

  /// The value that belongs to a place on the scale, h⁻¹(z).
  ///
  /// A place that the scale has not, as (1 + λz) < 0 of a Box–Cox transform, gives the end of the values on its side.
  package func value(at z: Double) -> Double {
    switch self {
    case .identity: return z
    case .logarithm: return LaneMath.exp(z)
    case .boxCox(let lambda): return Self.inversePower(z, lambda)
    case .yeoJohnson(let lambda):
      return z >= 0 ? Self.inversePower(z, lambda) - 1 : 1 - Self.inversePower(-z, 2 - lambda)
    case .logit(let lower, let upper): return lower + (upper - lower) / (1 + LaneMath.exp(-z))
    case .probit(let lower, let upper): return lower + (upper - lower) * Normal.cdf(z)
    }
  }

  private static func inversePower(_ z: Double, _ lambda: Double) -> Double {
    if lambda == 0 { return LaneMath.exp(z) }
    let base = 1 + lambda * z
    if base <= 0 { return lambda > 0 ? 0 : .infinity }
    return lambda == 1 ? base : LaneMath.pow(base, 1 / lambda)
  }

  /// Whether a measured value has a place on the scale, with a finite slope there.
  public func contains(_ y: Double) -> Bool {
    switch self {
    case .identity, .yeoJohnson: y.isFinite
    case .logarithm, .boxCox: y.isFinite && y > 0
    case .logit(let lower, let upper), .probit(let lower, let upper): y > lower && y < upper
    }
  }

  /// The place of a limit, which may be an end of the scale or beyond it.
  package func place(ofLimit y: Double) -> Double {
    switch self {
    case .identity, .yeoJohnson: y == -.infinity || y == .infinity ? y : placed(y).value
    case .logarithm, .boxCox: y == .infinity ? y : placed(max(y, 0)).value
    case .logit(let lower, let upper), .probit(let lower, let upper): placed(min(max(y, lower), upper)).value
    }
  }

  /// What a value has on the scale, in words, and which values have it.
  package var words: (place: String, domain: String) {
    switch self {
    case .identity: ("place", "finite values")
    case .logarithm: ("logarithm", "positive values")
    case .boxCox: ("Box-Cox transform", "positive values")
    case .yeoJohnson: ("Yeo-Johnson transform", "finite values")
    case .logit(let lower, let upper): ("logit", "values between \(lower) and \(upper)")
    case .probit(let lower, let upper): ("probit", "values between \(lower) and \(upper)")
    }
  }
}
