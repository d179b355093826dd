import CLAPACKE

/// The factorisation A = L Lᵀ of a symmetric positive definite matrix.
public struct Cholesky: Sendable {
  /// The lower triangular factor L, with zeros above its diagonal.
  public let factor: Matrix

  /// Factorises a square matrix of which only the lower triangle is read.
  ///
  /// - Throws: `notSquare`, `notFinite`, or `notPositiveDefinite` with the order of the first leading
  ///   minor that is not positive.
  /// - Complexity: O(n³) for order n (LAPACK `dpotrf`).
  public init(of matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.requireSquare()
    var lower = matrix
    for column in 0..<matrix.columns {
      for row in 0..<column { lower[row, column] = 0 }
    }
    try lower.requireFinite()
    let n = matrix.rows
    if n > 0 {
      let info = LAPACKE_dpotrf_work(
        LAPACK.columnMajor, LAPACK.lower, Int32(n), &lower.elements, LAPACK.leading(n))
      guard info == 0 else { throw .notPositiveDefinite(minor: Int(info)) }
    }
    factor = lower
  }

  /// Factorises a symmetric matrix.
  ///
  /// - Throws: `notFinite` or `notPositiveDefinite`, as for a full matrix.
  /// - Complexity: O(n³) for order n.
  public init(of matrix: SymmetricMatrix) throws(LinearAlgebraError) {
    try self.init(of: matrix.full)
  }

  /// The number of rows of A.
  public var order: Int { factor.rows }

  /// log det A = 2 Σ log Lᵢᵢ; 0 for the empty matrix.
  public var logDeterminant: Double {
    (0..<order).reduce(0) { $0 + 2 * LaneMath.log(factor[$1, $1]) }
  }

  /// The X with A X = B, for a B of as many rows as A.
  ///
  /// - Throws: `shapeMismatch`, `notFinite`.
  /// - Complexity: O(n²) for each column of B (LAPACK `dpotrs`).
  public func solve(_ rightHandSide: Matrix) throws(LinearAlgebraError) -> Matrix {
    try rightHandSide.requireRightHandSide(rows: order)
    var solution = rightHandSide
    guard order > 0, solution.columns > 0 else { return solution }
    _ = LAPACKE_dpotrs_work(
      LAPACK.columnMajor, LAPACK.lower, Int32(order), Int32(solution.columns), factor.elements,
      LAPACK.leading(order), &solution.elements, LAPACK.leading(order))
    return solution
  }

  /// The x with A x = b, for a b of as many elements as A has rows.
  ///
  /// - Throws: `shapeMismatch`, `notFinite`.
  /// - Complexity: O(n²).
  public func solve(_ rightHandSide: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(column: rightHandSide)).elements
  }

  /// L z, which has covariance A when z has covariance I; bit-identical on every machine.
  ///
  /// - Throws: `shapeMismatch`.
  /// - Complexity: O(n²).
  public func correlated(_ z: [Double]) throws(LinearAlgebraError) -> [Double] {
    try factor.multiplied(by: z)
  }
}
