import CLAPACKE

/// The spectral factorisation A = V diag(λ) Vᵀ of a symmetric matrix.
public struct SymmetricEigen: Sendable {
  /// The eigenvalues, smallest first.
  public let values: [Double]

  /// The eigenvectors as orthonormal columns, in the order of the eigenvalues.
  ///
  /// The sign of a column is LAPACK's choice and may differ between machines.
  public let vectors: Matrix

  /// Factorises a square matrix of which only the lower triangle is read.
  ///
  /// - Throws: `notSquare`, `notFinite`, `noConvergence`.
  /// - Complexity: O(n³) for order n (LAPACK `dsyevd`).
  public init(of matrix: Matrix) throws(LinearAlgebraError) {
    try matrix.requireSquare()
    var vectors = matrix
    for column in 0..<matrix.columns {
      for row in 0..<column { vectors[row, column] = matrix[column, row] }
    }
    try vectors.requireFinite()
    let n = matrix.rows
    var values = [Double](repeating: 0, count: n)
    if n > 0 {
      let info = LAPACKE_dsyevd(
        LAPACK.columnMajor, LAPACK.option("V"), LAPACK.lower, Int32(n), &vectors.elements,
        LAPACK.leading(n), &values)
      guard info == 0 else { throw .noConvergence(missing: Int(info)) }
    }
    self.values = values
    self.vectors = vectors
  }

  /// Factorises a symmetric matrix.
  ///
  /// - Throws: `notFinite`, `noConvergence`.
  /// - Complexity: O(n³) for order n.
  public init(of matrix: SymmetricMatrix) throws(LinearAlgebraError) {
    try self.init(of: matrix.full)
  }
}
