/// Why a matrix could not be built, factorised or solved with: facts, no prose.
///
/// Rows and columns count from 0; the order of a leading minor is its number of rows.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// A square matrix was needed.
  case notSquare(rows: Int, columns: Int)
  /// Two shapes that must agree do not.
  case shapeMismatch(expected: Shape, found: Shape)
  /// A negative number of rows or columns, or more than LAPACK can count.
  case invalidShape(Shape)
  /// An element is infinite or NaN.
  case notFinite(row: Int, column: Int)
  /// The triangular factor has a zero on its diagonal in this column.
  case singular(column: Int)
  /// The leading minor of this order is not positive.
  case notPositiveDefinite(minor: Int)
  /// The iteration for eigenvalues or singular values stopped with so many values not found.
  case noConvergence(missing: Int)

  /// The numbers of rows and columns.
  public struct Shape: Equatable, Sendable {
    /// The number of rows.
    public var rows: Int
    /// The number of columns.
    public var columns: Int

    /// A shape of the given numbers of rows and columns.
    public init(_ rows: Int, _ columns: Int) {
      self.rows = rows
      self.columns = columns
    }
  }
}
