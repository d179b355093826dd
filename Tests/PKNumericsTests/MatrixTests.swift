import PKNumerics
import Testing

@Suite struct MatrixTests {
  @Test func layoutIsByColumns() throws {
    let matrix = try Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.elements == [1, 4, 2, 5, 3, 6])
    #expect(matrix[1, 2] == 6 && matrix.transposed[2, 1] == 6)
    #expect(matrix.transposed.transposed == matrix)
  }

  @Test func productsOfKnownMatrices() throws {
    let a = try Matrix([[1, 2], [3, 4], [5, 6]])
    #expect(try a.multiplied(by: Matrix([[1, 0, 2], [0, 1, 3]])) == Matrix([[1, 2, 8], [3, 4, 18], [5, 6, 28]]))
    #expect(try a.multiplied(by: [1, -1]) == [-1, -1, -1])
    #expect(try a.multiplied(by: .identity(2)) == a)
  }

  @Test func wrongShapesAreErrors() throws {
    #expect(throws: LinearAlgebraError.shapeMismatch(expected: .init(1, 2), found: .init(1, 1))) {
      try Matrix([[1, 2], [3]])
    }
    #expect(throws: LinearAlgebraError.shapeMismatch(expected: .init(2, 2), found: .init(3, 1))) {
      try Matrix(rows: 2, columns: 2, elements: [1, 2, 3])
    }
    #expect(throws: LinearAlgebraError.invalidShape(.init(-1, 2))) {
      try Matrix(rows: -1, columns: 2, elements: [])
    }
    #expect(throws: LinearAlgebraError.invalidShape(.init(.max, 2))) {
      try Matrix(rows: .max, columns: 2, elements: [])
    }
    let a = try Matrix([[1, 2]])
    #expect(throws: LinearAlgebraError.shapeMismatch(expected: .init(2, 1), found: .init(3, 1))) {
      try a.multiplied(by: [1, 2, 3])
    }
  }

  @Test func emptyMatrices() throws {
    let empty = try Matrix([])
    #expect(empty.rows == 0 && empty.columns == 0)
    #expect(try empty.multiplied(by: empty) == empty)
    #expect(try Matrix(rows: 3, columns: 0, elements: []).multiplied(by: []) == [0, 0, 0])
    #expect(Matrix.identity(-3) == empty)
  }

  @Test func symmetricMatrixReadsItsLowerTriangleByRows() throws {
    var matrix = try SymmetricMatrix(order: 3, lowerTriangle: [1, 2, 3, 4, 5, 6])
    #expect(try matrix.full == Matrix([[1, 2, 4], [2, 3, 5], [4, 5, 6]]))
    matrix[0, 2] = 9
    #expect(matrix[2, 0] == 9)
    #expect(throws: LinearAlgebraError.shapeMismatch(expected: .init(6, 1), found: .init(5, 1))) {
      try SymmetricMatrix(order: 3, lowerTriangle: [1, 2, 3, 4, 5])
    }
    #expect(throws: LinearAlgebraError.invalidShape(.init(-1, -1))) {
      try SymmetricMatrix(order: -1, lowerTriangle: [])
    }
  }
}
