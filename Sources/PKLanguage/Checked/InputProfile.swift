/// The course of time in which a dose enters its compartment, when it is neither at once nor at a constant rate.
///
/// A dose D enters with the rate F·D·g(t), t since it arrived; g is a probability density, so that all of F·D enters.
/// Doses add up: each has its own t.
public enum InputProfile: Hashable, Sendable {
  /// A chain of transit compartments, whose number need not be whole: with k = (n + 1)/MTT the rate out of the last
  /// one, g(t) = k·(k·t)ⁿ·exp(−k·t)/Γ(n + 1) (Savic and others, J Pharmacokinet Pharmacodyn 34 (2007) 711, equation 8
  /// without its Stirling approximation). `meanTime` is in the model's time unit.
  case transit(count: Expression, meanTime: Expression)
  /// g(t) = β/α·(t/α)^(β−1)·exp(−(t/α)^β) with shape β and scale α, the latter in the model's time unit.
  case weibull(shape: Expression, scale: Expression)

  /// What the profile is made of, in the order written.
  public var arguments: [Expression] {
    switch self {
    case .transit(let a, let b), .weibull(let a, let b): [a, b]
    }
  }
}
