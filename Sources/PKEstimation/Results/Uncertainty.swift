/// What the data leave open: standard errors, correlations and what they rest on.
public struct Uncertainty: Sendable {
  /// Which matrix the covariance was made from.
  public enum Basis: String, Hashable, Sendable, CaseIterable {
    /// R⁻¹·S·R⁻¹, with R the Hessian and S the sum of squared gradients of −ln L.
    case sandwich
    /// R⁻¹.
    case hessian
    /// S⁻¹: when R is not positive definite.
    case gradients
    /// The pseudo-inverse of R's absolute value: when S is singular too. Standard errors are rough.
    case absoluteHessian
    /// The covariance of draws from the posterior distribution.
    case posterior
  }

  /// The matrix it was made from; not the one asked for when that could not be used.
  public var basis: Basis
  /// The free parameters, in the order of the matrices; variances and covariances by their elements.
  public var parameters: [PopulationParameter]
  /// Their names.
  public var names: [String]
  /// The covariance matrix by rows, in natural units.
  public var covariance: [[Double]]
  /// The square roots of its diagonal.
  public var standardErrors: [Double]
  /// Standard errors relative to the estimates, in percent.
  public var relativeStandardErrors: [Double]
  /// The ends of the 95 % intervals: estimate ± 1.96 standard errors on the scale on which a parameter has no bounds
  /// (logarithms of positive parameters and of variances, logits between two bounds; covariances as they are).
  public var lower95: [Double], upper95: [Double]
  /// The correlation matrix by rows.
  public var correlation: [[Double]]
  /// The eigenvalues of the correlation matrix, smallest first.
  public var eigenvalues: [Double]
  /// The largest eigenvalue divided by the smallest.
  public var conditionNumber: Double
  /// The directions in which R is not positive, as parts by parameter; empty when it is positive definite.
  public var flatDirections: [[FitWarning.Component]]
  /// R's eigenvalues in those directions, R being scaled to a diagonal of ±1: below 0 the objective falls, near 0 it is
  /// flat.
  public var flatEigenvalues: [Double]
}
