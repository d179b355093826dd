import CLAPACKE

/// The factorisation P A = L U of a regular square matrix by partial pivoting.
public struct LU: Sendable {
  /// U in the upper triangle with its diagonal, L without its diagonal of ones below.
  public let factors: Matrix

  /// Row i was exchanged with row `pivots[i] − 1`, one after the other, as LAPACK counts.
  let pivots: [Int32]

  /// Factorises a square matrix.
  ///
  /// - Throws: `notSquare`, `notFinite` for an element of the matrix or one that overflows,
  ///   `singular` for the first column whose pivot is exactly 0.
  /// - Complexity: O(n³) for order n (LAPACK `dgetrf`).
  public init(of matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.requireSquare()
    try matrix.requireFinite()
    let n = matrix.rows
    var factors = matrix
    var pivots = [Int32](repeating: 0, count: n)
    if n > 0 {
      let info = LAPACKE_dgetrf_work(
        LAPACK.columnMajor, Int32(n), Int32(n), &factors.elements, LAPACK.leading(n), &pivots)
      guard info == 0 else { throw .singular(column: Int(info) - 1) }
    }
    try factors.requireFinite()
    self.factors = factors
    self.pivots = pivots
  }

  /// The number of rows of A.
  public var order: Int { factors.rows }

  /// det A, which may overflow or underflow where ``logDeterminant`` does not; 1 if A is empty.
  public var determinant: Double {
    (0..<order).reduce(sign) { $0 * factors[$1, $1].magnitude }
  }

  /// log |det A| and the sign of det A, 1 or −1.
  public var logDeterminant: (logarithm: Double, sign: Double) {
    ((0..<order).reduce(0) { $0 + LaneMath.log(factors[$1, $1].magnitude) }, sign)
  }

  private var sign: Double {
    (0..<order).reduce(1) { sign, i in
      let exchanged = Int(pivots[i]) - 1 != i
      return exchanged != (factors[i, i] < 0) ? -sign : sign
    }
  }

  /// The X with A X = B, for a B of as many rows as A.
  ///
  /// - Throws: `shapeMismatch`, `notFinite`.
  /// - Complexity: O(n²) for each column of B (LAPACK `dgetrs`).
  public func solve(_ rightHandSide: Matrix) throws(LinearAlgebraError) -> Matrix {
    try rightHandSide.requireRightHandSide(rows: order)
    var solution = rightHandSide
    guard order > 0, solution.columns > 0 else { return solution }
    _ = LAPACKE_dgetrs_work(
      LAPACK.columnMajor, LAPACK.plain, Int32(order), Int32(solution.columns), factors.elements,
      LAPACK.leading(order), pivots, &solution.elements, LAPACK.leading(order))
    return solution
  }

  /// The x with A x = b, for a b of as many elements as A has rows.
  ///
  /// - Throws: `shapeMismatch`, `notFinite`.
  /// - Complexity: O(n²).
  public func solve(_ rightHandSide: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(column: rightHandSide)).elements
  }

  /// A⁻¹; to solve equations, ``solve(_:)-(Matrix)`` is faster and more accurate.
  ///
  /// - Complexity: O(n³).
  public var inverse: Matrix {
    var solution = Matrix.identity(order)
    guard order > 0 else { return solution }
    _ = LAPACKE_dgetrs_work(
      LAPACK.columnMajor, LAPACK.plain, Int32(order), Int32(order), factors.elements,
      LAPACK.leading(order), pivots, &solution.elements, LAPACK.leading(order))
    return solution
  }
}
