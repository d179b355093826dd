import CLAPACKE

/// The shortest x that minimises ‖A x − b‖₂, whatever the shape and rank of A.
public struct LeastSquares: Sendable {
  /// The minimiser of least norm, one element for each column of A.
  public let solution: [Double]

  /// How many singular values of A exceed the tolerance times the largest.
  public let rank: Int

  /// The singular values of A, largest first.
  public let singularValues: [Double]

  /// ‖A x − b‖₂², computed from the solution.
  public let residualSumOfSquares: Double

  /// Solves for an m × n matrix and a vector of m elements.
  ///
  /// - Parameters:
  ///   - matrix: A.
  ///   - rightHandSide: b.
  ///   - tolerance: Singular values below this fraction of the largest count as 0.
  /// - Throws: `shapeMismatch`, `notFinite`, `noConvergence`.
  /// - Complexity: O(m n min(m, n)) (LAPACK `dgelsd`, by singular values).
  public init(fitting matrix: Matrix, to rightHandSide: [Double], tolerance: Double = 0x1p-50)
    throws(LinearAlgebraError)
  {
    try Matrix(column: rightHandSide).requireRightHandSide(rows: matrix.rows)
    try matrix.requireFinite()
    let (m, n) = (matrix.rows, matrix.columns)
    var solution = rightHandSide + [Double](repeating: 0, count: max(n - m, 0))
    var singularValues = [Double](repeating: 0, count: min(m, n))
    var rank: Int32 = 0
    if min(m, n) > 0 {
      var work = matrix.elements
      let info = LAPACKE_dgelsd(
        LAPACK.columnMajor, Int32(m), Int32(n), 1, &work, LAPACK.leading(m), &solution,
        LAPACK.leading(max(m, n)), &singularValues, max(tolerance, 0), &rank)
      guard info == 0 else { throw .noConvergence(missing: Int(info)) }
    }
    self.solution = m > 0 ? Array(solution.prefix(n)) : [Double](repeating: 0, count: n)
    self.rank = Int(rank)
    self.singularValues = singularValues
    let fitted = try matrix.multiplied(by: self.solution)
    residualSumOfSquares = zip(fitted, rightHandSide).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }
}
