extension Matrix {
  /// The matrix with rows and columns exchanged.
  ///
  /// - Complexity: O(rows · columns).
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for column in 0..<columns {
      for row in 0..<rows { result[column, row] = self[row, column] }
    }
    return result
  }

  /// The product with a vector of as many elements as there are columns.
  ///
  /// - Throws: `shapeMismatch`.
  /// - Complexity: O(rows · columns).
  public func multiplied(by vector: [Double]) throws(LinearAlgebraError) -> [Double] {
    try multiplied(by: Matrix(column: vector)).elements
  }

  /// The product with a matrix of as many rows as there are columns here.
  ///
  /// Sums run in the order of the inner index, so a product is the same bits everywhere.
  ///
  /// - Throws: `shapeMismatch`.
  /// - Complexity: O(rows · columns · other.columns).
  public func multiplied(by other: Matrix) throws(LinearAlgebraError) -> Matrix {
    guard columns == other.rows else {
      throw .shapeMismatch(expected: .init(columns, other.columns), found: other.shape)
    }
    var result = Matrix(rows: rows, columns: other.columns)
    for column in 0..<other.columns {
      for inner in 0..<columns {
        let factor = other[inner, column]
        for row in 0..<rows { result.elements[row + column * rows] += self[row, inner] * factor }
      }
    }
    return result
  }
}
