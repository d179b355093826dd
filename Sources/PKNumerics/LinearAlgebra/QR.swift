import CLAPACKE

/// The factorisation A = Q R of a matrix with at least as many rows as columns.
public struct QR: Sendable {
  /// R in the upper triangle with its diagonal, the reflections that make up Q below.
  let factors: Matrix

  /// The scalar factors of the reflections, one for each column.
  let reflections: [Double]

  /// Factorises an m × n matrix, m ≥ n.
  ///
  /// - Throws: `shapeMismatch` when there are fewer rows than columns, `notFinite`
  ///   for an element of the matrix or one that overflows.
  /// - Complexity: O(m n²) (LAPACK `dgeqrf`).
  public init(of matrix: Matrix) throws(LinearAlgebraError) {
    guard matrix.rows >= matrix.columns else {
      throw .shapeMismatch(expected: .init(matrix.columns, matrix.columns), found: matrix.shape)
    }
    try matrix.requireFinite()
    var factors = matrix
    var reflections = [Double](repeating: 0, count: matrix.columns)
    if matrix.columns > 0 {
      _ = LAPACKE_dgeqrf(
        LAPACK.columnMajor, Int32(matrix.rows), Int32(matrix.columns), &factors.elements,
        LAPACK.leading(matrix.rows), &reflections)
    }
    try factors.requireFinite()
    self.factors = factors
    self.reflections = reflections
  }

  /// The n × n upper triangular factor R.
  public var upper: Matrix {
    var result = Matrix(rows: factors.columns, columns: factors.columns)
    for column in 0..<factors.columns {
      for row in 0...column { result[row, column] = factors[row, column] }
    }
    return result
  }

  /// The first n columns of Q, an m × n matrix with orthonormal columns.
  ///
  /// - Complexity: O(m n²) (LAPACK `dormqr`).
  public var orthonormal: Matrix {
    var result = Matrix(rows: factors.rows, columns: factors.columns)
    for i in 0..<factors.columns { result[i, i] = 1 }
    applyQ(to: &result, transposed: false)
    return result
  }

  /// Qᵀ B for the full m × m matrix Q and a B of m rows.
  ///
  /// - Throws: `shapeMismatch`, `notFinite`.
  /// - Complexity: O(m n) for each column of B (LAPACK `dormqr`).
  public func applyingTranspose(to matrix: Matrix) throws(LinearAlgebraError) -> Matrix {
    try matrix.requireRightHandSide(rows: factors.rows)
    var result = matrix
    applyQ(to: &result, transposed: true)
    return result
  }

  /// The X that minimises each column's ‖A X − B‖₂, for an A of full rank and a B of m rows.
  ///
  /// - Throws: `shapeMismatch`, `notFinite`, `singular` for the first column with a zero on the
  ///   diagonal of R; for nearly dependent columns use ``LeastSquares``.
  /// - Complexity: O(m n) for each column of B.
  public func solve(_ rightHandSide: Matrix) throws(LinearAlgebraError) -> Matrix {
    let n = factors.columns
    let rotated = try applyingTranspose(to: rightHandSide)
    var solution = Matrix(rows: n, columns: rotated.columns)
    for column in 0..<rotated.columns {
      for row in 0..<n { solution[row, column] = rotated[row, column] }
    }
    guard n > 0, solution.columns > 0 else { return solution }
    let info = LAPACKE_dtrtrs_work(
      LAPACK.columnMajor, LAPACK.upper, LAPACK.plain, LAPACK.notUnit, Int32(n), Int32(solution.columns),
      factors.elements, LAPACK.leading(factors.rows), &solution.elements, LAPACK.leading(n))
    guard info == 0 else { throw .singular(column: Int(info) - 1) }
    return solution
  }

  /// The x that minimises ‖A x − b‖₂, for an A of full rank and a b of m elements.
  ///
  /// - Throws: as for a matrix of right-hand sides.
  /// - Complexity: O(m n).
  public func solve(_ rightHandSide: [Double]) throws(LinearAlgebraError) -> [Double] {
    try solve(Matrix(column: rightHandSide)).elements
  }

  private func applyQ(to matrix: inout Matrix, transposed: Bool) {
    guard factors.columns > 0, matrix.columns > 0 else { return }
    _ = LAPACKE_dormqr(
      LAPACK.columnMajor, LAPACK.option("L"), transposed ? LAPACK.transposed : LAPACK.plain,
      Int32(matrix.rows), Int32(matrix.columns), Int32(factors.columns), factors.elements,
      LAPACK.leading(factors.rows), reflections, &matrix.elements, LAPACK.leading(matrix.rows))
  }
}
