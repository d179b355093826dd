import PKNumerics

/// Matrices for the tests of linear algebra.
enum MatrixFixtures {
  /// Elements normal and independent, a function of the seed alone.
  static func random(_ rows: Int, _ columns: Int, seed: UInt64) throws(LinearAlgebraError) -> Matrix {
    let stream = RandomStream(seed: seed, stream: 0, subject: 0)
    return try Matrix(rows: rows, columns: columns, elements: (0..<(rows * columns)).map(stream.normal))
  }

  /// A Aᵀ + I for a random A: symmetric, eigenvalues at least 1.
  static func positiveDefinite(_ order: Int, seed: UInt64) throws(LinearAlgebraError) -> Matrix {
    let a = try random(order, order, seed: seed)
    var product = try a.multiplied(by: a.transposed)
    for i in 0..<order { product[i, i] += 1 }
    return product
  }

  /// The Hilbert matrix 1 / (i + j + 1), which is nearly singular from order 10 on.
  static func hilbert(_ order: Int) throws(LinearAlgebraError) -> Matrix {
    try Matrix((0..<order).map { i in (0..<order).map { 1 / Double(i + $0 + 1) } })
  }
}

extension Matrix {
  /// The largest difference between elements of two matrices of one shape.
  func distance(to other: Matrix) -> Double {
    guard rows == other.rows, columns == other.columns else { return .infinity }
    return zip(elements, other.elements).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }
}
