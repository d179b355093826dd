/// The coefficients of an embedded explicit Runge–Kutta pair whose last stage is the next step's first.
public struct ButcherTableau: Sendable {
  /// What the method is called.
  public let name: String
  /// The order of the solution that is carried on, and of the interpolant.
  public let order: Int, interpolantOrder: Int
  /// The time of each stage, as a share of the step.
  public let c: [Double]
  /// The strict lower triangle of stage coefficients by rows: row s has s numbers; the last row gives the solution.
  public let a: [[Double]]
  /// The weights of the error estimate: those of the solution less those of the embedded one.
  public let error: [Double]
  /// For each stage i the polynomial bᵢ(θ) = Σ coefficients[i][j]·θʲ⁺¹ of y(t + θh) = y + h·Σ bᵢ(θ)·kᵢ.
  public let interpolant: [[Double]]

  /// How many stages there are.
  public var stages: Int { c.count }
}
