/// A symmetric matrix, given by its lower triangle row after row.
///
/// That is, (0,0), (1,0), (1,1), (2,0), …: the order in which NONMEM's `$OMEGA BLOCK` and most publications print covariances.
public struct SymmetricMatrix: Equatable, Sendable {
  /// The number of rows, and of columns.
  public let order: Int

  /// The lower triangle, row after row: element (i, j), i ≥ j, is at `i (i + 1) / 2 + j`.
  public private(set) var lowerTriangle: [Double]

  /// A symmetric matrix from its lower triangle.
  ///
  /// - Throws: `invalidShape` for a negative or too large order, `shapeMismatch` when the number of
  ///   elements is not `order (order + 1) / 2`.
  public init(order: Int, lowerTriangle: [Double]) throws(LinearAlgebraError) {
    guard (0...Int(Int32.max)).contains(order) else { throw .invalidShape(.init(order, order)) }
    guard lowerTriangle.count == order * (order + 1) / 2 else {
      throw .shapeMismatch(expected: .init(order * (order + 1) / 2, 1), found: .init(lowerTriangle.count, 1))
    }
    self.order = order
    self.lowerTriangle = lowerTriangle
  }

  /// The element in a row and a column, which must exist; writing one writes its mirror image.
  public subscript(row: Int, column: Int) -> Double {
    get { lowerTriangle[index(row, column)] }
    set { lowerTriangle[index(row, column)] = newValue }
  }

  /// The same matrix with both triangles.
  ///
  /// - Complexity: O(order²).
  public var full: Matrix {
    var result = Matrix(rows: order, columns: order)
    for row in 0..<order {
      for column in 0..<order { result[row, column] = self[row, column] }
    }
    return result
  }

  private func index(_ row: Int, _ column: Int) -> Int {
    precondition(min(row, column) >= 0 && max(row, column) < order, "element outside the matrix")
    let (high, low) = (max(row, column), min(row, column))
    return high * (high + 1) / 2 + low
  }
}
