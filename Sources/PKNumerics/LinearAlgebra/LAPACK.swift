import CLAPACKE

/// What LAPACK requires of its arguments, checked before it is called.
///
/// LAPACKE's own checks print to standard error and depend on a global flag, so the `_work` entry
/// points, which do not check, are called with arguments that are known to be right.
enum LAPACK {
  /// Columns one after the other.
  static let columnMajor = Int32(LAPACK_COL_MAJOR)

  /// The ASCII code of an option letter.
  static func option(_ letter: Unicode.Scalar) -> CChar { CChar(truncatingIfNeeded: letter.value) }

  static let lower = option("L")
  static let upper = option("U")
  static let plain = option("N")
  static let transposed = option("T")
  static let notUnit = option("N")

  /// A leading dimension, at least 1 also for empty matrices.
  static func leading(_ rows: Int) -> Int32 { Int32(max(rows, 1)) }
}

extension Matrix {
  /// Throws for the first element, column by column, that is infinite or NaN.
  func requireFinite() throws(LinearAlgebraError) {
    if let index = elements.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(row: index % rows, column: index / rows)
    }
  }

  /// Throws unless the matrix is square.
  func requireSquare() throws(LinearAlgebraError) {
    guard isSquare else { throw .notSquare(rows: rows, columns: columns) }
  }

  /// Throws unless the matrix has so many rows, all finite.
  func requireRightHandSide(rows expected: Int) throws(LinearAlgebraError) {
    guard rows == expected else {
      throw .shapeMismatch(expected: .init(expected, columns), found: shape)
    }
    try requireFinite()
  }
}
