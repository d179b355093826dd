import PKNumerics
import Testing

/// Every way a matrix can be refused, with the facts it is refused for.
@Suite struct LinearAlgebraErrorTests {
  static let bad = [Double.nan, .infinity, -.infinity]

  @Test func leadingMinors() throws {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) { try Cholesky(Matrix([[0]])) }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) { try Cholesky(Matrix([[1, 2], [2, 4]])) }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 3)) {
      try Cholesky(SymmetricMatrix(order: 3, lowerTriangle: [2, 0, 2, 0, 0, -1]))
    }
  }

  @Test func singularColumns() throws {
    #expect(throws: LinearAlgebraError.singular(column: 0)) { try LU(Matrix([[0, 1], [0, 1]])) }
    #expect(throws: LinearAlgebraError.singular(column: 1)) { try LU(Matrix([[1, 2], [2, 4]])) }
    let qr = try QR(Matrix([[1, 0], [0, 0], [0, 0]]))
    #expect(throws: LinearAlgebraError.singular(column: 1)) { try qr.solve([1, 2, 3]) }
  }

  @Test func shapes() throws {
    let wide = try Matrix([[1, 2, 3], [4, 5, 6]])
    let notSquare = LinearAlgebraError.notSquare(rows: 2, columns: 3)
    #expect(throws: notSquare) { try Cholesky(wide) }
    #expect(throws: notSquare) { try LU(wide) }
    #expect(throws: notSquare) { try SymmetricEigen(wide) }
    #expect(throws: LinearAlgebraError.shapeMismatch(expected: .init(3, 3), found: .init(2, 3))) { try QR(wide) }
    let mismatch = LinearAlgebraError.shapeMismatch(expected: .init(2, 1), found: .init(3, 1))
    let two = Matrix.identity(2)
    #expect(throws: mismatch) { try Cholesky(two).solve([1, 2, 3]) }
    #expect(throws: mismatch) { try LU(two).solve([1, 2, 3]) }
    #expect(throws: mismatch) { try QR(two).solve([1, 2, 3]) }
    #expect(throws: mismatch) { try LeastSquares(two, [1, 2, 3]) }
    #expect(throws: mismatch) { try Cholesky(two).correlated([1, 2, 3]) }
  }

  @Test(arguments: bad) func elementsThatAreNotFinite(value: Double) throws {
    let a = try Matrix([[1, 0], [value, 1]])
    let error = LinearAlgebraError.notFinite(row: 1, column: 0)
    #expect(throws: error) { try Cholesky(a) }
    #expect(throws: error) { try LU(a) }
    #expect(throws: error) { try QR(a) }
    #expect(throws: error) { try SymmetricEigen(a) }
    #expect(throws: error) { try LeastSquares(a, [1, 2]) }
    let two = Matrix.identity(2)
    #expect(throws: error) { try Cholesky(two).solve([1, value]) }
    #expect(throws: error) { try LU(two).solve([1, value]) }
    #expect(throws: error) { try QR(two).solve([1, value]) }
    #expect(throws: error) { try LeastSquares(two, [1, value]) }
  }

  @Test func onlyTheLowerTriangleOfASymmetricMatrixCounts() throws {
    let a = try Matrix([[2, .nan], [1, 2]])
    #expect(try Cholesky(a).lower[0, 1] == 0)
    #expect(try SymmetricEigen(a).values.map { $0.rounded() } == [1, 3])
  }

  @Test func overflowIsNotSilent() throws {
    let huge = Double.greatestFiniteMagnitude
    #expect(throws: LinearAlgebraError.self) { try QR(Matrix([[huge, 1], [huge, 2]])) }
    #expect(throws: LinearAlgebraError.self) { try LU(Matrix([[1, huge], [-1, huge]])) }
  }

  @Test func emptyMatrices() throws {
    let empty = try Matrix([])
    #expect(try Cholesky(empty).logDeterminant == 0 && Cholesky(empty).solve([]) == [])
    #expect(try LU(empty).determinant == 1 && LU(empty).solve([]) == [] && LU(empty).inverse == empty)
    #expect(try QR(empty).solve([]) == [] && SymmetricEigen(empty).values.isEmpty)
    #expect(try Cholesky(.identity(2)).solve(Matrix(rows: 2, columns: 0, elements: [])).columns == 0)
  }
}
