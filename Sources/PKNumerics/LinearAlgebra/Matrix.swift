/// A dense matrix of doubles, stored by columns as LAPACK stores it.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int

  /// The number of columns.
  public let columns: Int

  /// The elements, column after column: element (i, j) is at `i + j · rows`.
  public internal(set) var elements: [Double]

  /// A matrix from its elements, column after column.
  ///
  /// - Throws: `invalidShape` for a negative or too large size, `shapeMismatch` when the number of
  ///   elements is not `rows · columns`.
  public init(rows: Int, columns: Int, elements: [Double]) throws(LinearAlgebraError) {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, rows <= Int(Int32.max), columns <= Int(Int32.max) else {
      throw .invalidShape(.init(rows, columns))
    }
    guard elements.count == count else {
      throw .shapeMismatch(expected: .init(rows, columns), found: .init(elements.count, 1))
    }
    self.init(unchecked: elements, rows: rows, columns: columns)
  }

  /// A matrix of zeros; a negative number of rows or columns counts as 0.
  public init(rows: Int, columns: Int) {
    let (rows, columns) = (max(rows, 0), max(columns, 0))
    self.init(unchecked: [Double](repeating: 0, count: rows * columns), rows: rows, columns: columns)
  }

  /// A matrix from its rows, all of one length.
  ///
  /// - Throws: `shapeMismatch` for the first row of another length than row 0.
  public init(_ rows: [[Double]]) throws(LinearAlgebraError) {
    let columns = rows.first?.count ?? 0
    for row in rows where row.count != columns {
      throw .shapeMismatch(expected: .init(1, columns), found: .init(1, row.count))
    }
    let elements = (0..<columns).flatMap { column in rows.map { $0[column] } }
    try self.init(rows: rows.count, columns: columns, elements: elements)
  }

  /// A matrix of one column.
  public init(column: [Double]) {
    self.init(unchecked: column, rows: column.count, columns: 1)
  }

  /// The identity of the given order; a negative order counts as 0.
  public static func identity(_ order: Int) -> Matrix {
    diagonal([Double](repeating: 1, count: max(order, 0)))
  }

  /// A square matrix with the given diagonal, zero elsewhere.
  public static func diagonal(_ diagonal: [Double]) -> Matrix {
    var matrix = Matrix(rows: diagonal.count, columns: diagonal.count)
    for (i, element) in diagonal.enumerated() { matrix[i, i] = element }
    return matrix
  }

  /// The element in a row and a column, which must exist.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows, "row outside the matrix")
      return elements[row + column * rows]
    }
    set {
      precondition(row >= 0 && row < rows, "row outside the matrix")
      elements[row + column * rows] = newValue
    }
  }

  /// Whether there are as many rows as columns.
  public var isSquare: Bool { rows == columns }

  var shape: LinearAlgebraError.Shape { .init(rows, columns) }

  init(unchecked elements: [Double], rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

}
