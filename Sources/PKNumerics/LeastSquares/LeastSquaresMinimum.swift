/// Where a sum of squares is least, as far as a search got.
public struct LeastSquaresMinimum: Sendable {
  /// Why a search ended.
  public enum Reason: String, Sendable {
    /// The residuals are orthogonal to the Jacobian.
    case gradient
    /// Steps no longer change the sum of squares.
    case reduction
    /// Steps no longer change the parameters.
    case step
    /// It had no more steps.
    case iterationLimit
  }

  /// The parameters, n of them.
  public let point: [Double]
  /// The residuals there, m of them.
  public let residuals: [Double]
  /// Their derivatives there, m × n.
  public let jacobian: Matrix
  /// The sum of the squared residuals.
  public let sumOfSquares: Double
  /// How many steps were tried.
  public let iterations: Int
  /// Why the search ended.
  public let reason: Reason

  /// Whether a minimum was reached rather than given up.
  public var converged: Bool { reason != .iterationLimit }

  /// (JᵀJ)⁻¹, of which the parameters' covariance is the multiple by the residual variance.
  ///
  /// - Throws: `singular` when the residuals do not determine every parameter.
  public func inverseInformation() throws(LinearAlgebraError) -> Matrix {
    let upper = try QR(of: jacobian).upper
    let n = point.count
    let inverse = try LU(of: upper).inverse
    var result = Matrix(rows: n, columns: n)
    for row in 0..<n {
      for column in 0..<n {
        result[row, column] = (0..<n).reduce(0) { $0 + inverse[row, $1] * inverse[column, $1] }
      }
    }
    return result
  }
}
