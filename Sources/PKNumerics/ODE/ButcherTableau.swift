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
  /// The weights of a second, coarser estimate that scales the first one; empty where there is none.
  public internal(set) var coarseError: [Double] = []
  /// The times of further stages, which only the interpolant needs; evaluated when it is wanted.
  public internal(set) var extraC: [Double] = []
  /// The coefficients of those stages, which continue the rows of `a`.
  public internal(set) var extraA: [[Double]] = []
  /// For each stage i the polynomial bᵢ(θ) = Σ coefficients[i][j]·θʲ⁺¹ of y(t + θh) = y + h·Σ bᵢ(θ)·kᵢ.
  public let interpolant: [[Double]]
  /// How far the method is stable along the negative real axis: the largest h·|λ|.
  public let stabilityLimit: Double

  /// How many stages a step has.
  public var stages: Int { c.count }
  /// The degree of the interpolant's polynomials.
  public var interpolantDegree: Int { interpolant.first?.count ?? 0 }
}
