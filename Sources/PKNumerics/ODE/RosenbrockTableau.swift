/// The coefficients of a Rosenbrock method whose solution is its last stage: linearly implicit Runge–Kutta with the
/// exact Jacobian.
///
/// Stage i solves (I − hγJ)·uᵢ = hγ·(f(t + cᵢh, gᵢ) + h·dᵢ·∂f/∂t) + γ·Σ couplingᵢⱼ·uⱼ with gᵢ = y + Σ aᵢⱼ·uⱼ; the
/// solution is the last gᵢ + uᵢ, and that uᵢ estimates its error. This form needs no product with J.
/// Source: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, 2nd ed., IV.7, equation (7.25), and VI.4
/// for methods of this structure.
public struct RosenbrockTableau: Sendable {
  /// What the method is called.
  public let name: String
  /// The order of the solution, and of the interpolant.
  public let order: Int, interpolantOrder: Int
  /// The factor of the Jacobian.
  public let gamma: Double
  /// The time of each stage as a share of the step, and its factor of ∂f/∂t.
  public let c: [Double], d: [Double]
  /// The strict lower triangles of stage coefficients by rows.
  public let a: [[Double]], coupling: [[Double]]
  /// The rows H of the interpolant y₀ + θ(y₁ − y₀ + (1 − θ)(v₀ + θ(v₁ + θv₂))), vⱼ = Σ Hⱼᵢ·uᵢ.
  public let interpolant: [[Double]]

  /// How many stages there are.
  public var stages: Int { c.count }
}
