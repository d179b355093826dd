/// One term of a residual error; f is the prediction as a bare number in the output's unit.
///
/// Standard deviations are on the output's error scale.
public enum ErrorTerm: Hashable, Sendable {
  /// Variance a².
  case additive(Expression)
  /// Variance (b·f)².
  case proportional(Expression)
  /// Variance (a + b·f^c)², with c = 1 when there is no exponent.
  case combined1(additive: Expression, proportional: Expression, exponent: Expression? = nil)
  /// Variance (b·f^c)².
  case power(Expression, exponent: Expression)

  /// The expressions that the term is made of, in the order declared.
  public var arguments: [Expression] {
    switch self {
    case .additive(let a), .proportional(let a): [a]
    case .combined1(let a, let b, let c): [a, b] + (c.map { [$0] } ?? [])
    case .power(let b, let c): [b, c]
    }
  }
}

/// The scale h on which a measured value scatters about its prediction: h(y) = h(f) + ε.
///
/// y and f are bare numbers in the output's unit.
public enum ErrorScale: Hashable, Sendable {
  /// h(y) = y.
  case identity
  /// h(y) = ln y.
  case logarithm
  /// h(y) = (y^λ − 1)/λ, for y > 0; ln y when λ = 0 (Box and Cox, J R Stat Soc B 26 (1964) 211).
  case boxCox(lambda: Double)
  /// Box–Cox of y + 1 for y ≥ 0 and, with 2 − λ and turned about, of 1 − y below (Yeo and Johnson, Biometrika 87
  /// (2000) 954).
  case yeoJohnson(lambda: Double)
  /// h(y) = ln((y − lower)/(upper − y)).
  case logit(lower: Double, upper: Double)
  /// h(y) = Φ⁻¹((y − lower)/(upper − lower)).
  case probit(lower: Double, upper: Double)
}
