import PKNumerics
import Testing

/// Every way a matrix can be refused, with the facts it is refused for.
@Suite struct LinearAlgebraErrorTests {
  static let bad = [Double.nan, .infinity, -.infinity]

  @Test func leadingMinors() throws {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 1)) { try Cholesky(of: Matrix([[0]])) }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 2)) { try Cholesky(of: Matrix([[1, 2], [2, 4]])) }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(minor: 3)) {
      try Cholesky(of: SymmetricMatrix(order: 3, lowerTriangle: [2, 0, 2, 0, 0, -1]))
    }
  }

  @Test func singularColumns() throws {
    #expect(throws: LinearAlgebraError.singular(column: 0)) { try LU(of: Matrix([[0, 1], [0, 1]])) }
    #expect(throws: LinearAlgebraError.singular(column: 1)) { try LU(of: Matrix([[1, 2], [2, 4]])) }
    let qr = try QR(of: Matrix([[1, 0], [0, 0], [0, 0]]))
    #expect(throws: LinearAlgebraError.singular(column: 1)) { try qr.solve([1, 2, 3]) }
  }

  @Test func shapes() throws {
    let wide = try Matrix([[1, 2, 3], [4, 5, 6]])
    let notSquare = LinearAlgebraError.notSquare(rows: 2, columns: 3)
    #expect(throws: notSquare) { try Cholesky(of: wide) }
    #expect(throws: notSquare) { try LU(of: wide) }
    #expect(throws: notSquare) { try SymmetricEigen(of: wide) }
    #expect(throws: LinearAlgebraError.shapeMismatch(expected: .init(3, 3), found: .init(2, 3))) { try QR(of: wide) }
    let mismatch = LinearAlgebraError.shapeMismatch(expected: .init(2, 1), found: .init(3, 1))
    let two = Matrix.identity(2)
    #expect(throws: mismatch) { try Cholesky(of: two).solve([1, 2, 3]) }
    #expect(throws: mismatch) { try LU(of: two).solve([1, 2, 3]) }
    #expect(throws: mismatch) { try QR(of: two).solve([1, 2, 3]) }
    #expect(throws: mismatch) { try LeastSquares(fitting: two, to: [1, 2, 3]) }
    #expect(throws: mismatch) { try Cholesky(of: two).correlated([1, 2, 3]) }
  }

  @Test(arguments: bad) func elementsThatAreNotFinite(value: Double) throws {
    let a = try Matrix([[1, 0], [value, 1]])
    let error = LinearAlgebraError.notFinite(row: 1, column: 0)
    #expect(throws: error) { try Cholesky(of: a) }
    #expect(throws: error) { try LU(of: a) }
    #expect(throws: error) { try QR(of: a) }
    #expect(throws: error) { try SymmetricEigen(of: a) }
    #expect(throws: error) { try LeastSquares(fitting: a, to: [1, 2]) }
    let two = Matrix.identity(2)
    #expect(throws: error) { try Cholesky(of: two).solve([1, value]) }
    #expect(throws: error) { try LU(of: two).solve([1, value]) }
    #expect(throws: error) { try QR(of: two).solve([1, value]) }
    #expect(throws: error) { try LeastSquares(fitting: two, to: [1, value]) }
  }

  @Test func onlyTheLowerTriangleOfASymmetricMatrixCounts() throws {
    let a = try Matrix([[2, .nan], [1, 2]])
    #expect(try Cholesky(of: a).factor[0, 1] == 0)
    #expect(try SymmetricEigen(of: a).values.map { $0.rounded() } == [1, 3])
  }

  @Test func overflowIsNotSilent() throws {
    let huge = Double.greatestFiniteMagnitude
    #expect(throws: LinearAlgebraError.self) { try QR(of: Matrix([[huge, 1], [huge, 2]])) }
    #expect(throws: LinearAlgebraError.self) { try LU(of: Matrix([[1, huge], [-1, huge]])) }
  }

  @Test func emptyMatrices() throws {
    let empty = try Matrix([])
    #expect(try Cholesky(of: empty).logDeterminant == 0 && Cholesky(of: empty).solve([]) == [])
    #expect(try LU(of: empty).determinant == 1 && LU(of: empty).solve([]) == [] && LU(of: empty).inverse == empty)
    #expect(try QR(of: empty).solve([]) == [] && SymmetricEigen(of: empty).values.isEmpty)
    #expect(try Cholesky(of: .identity(2)).solve(Matrix(rows: 2, columns: 0, elements: [])).columns == 0)
  }
}
