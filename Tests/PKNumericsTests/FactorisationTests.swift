import PKNumerics
import Testing

/// What every factorisation promises: its factors multiply to the matrix, its solutions solve.
@Suite struct FactorisationTests {
  static let orders = [1, 2, 3, 7, 20, 33]

  @Test(arguments: orders) func choleskyFactorsMultiplyToTheMatrix(order: Int) throws {
    let a = try MatrixFixtures.positiveDefinite(order, seed: 1)
    let cholesky = try Cholesky(of: a)
    let product = try cholesky.factor.multiplied(by: cholesky.factor.transposed)
    #expect(product.distance(to: a) < 1e-14 * Double(order * order))
    for column in 0..<order {
      #expect((0..<column).allSatisfy { cholesky.factor[$0, column] == 0 } && cholesky.factor[column, column] > 0)
    }
  }

  @Test(arguments: orders) func solutionsSolve(order: Int) throws {
    let a = try MatrixFixtures.positiveDefinite(order, seed: 2)
    let x = try MatrixFixtures.random(order, 3, seed: 3)
    let b = try a.multiplied(by: x)
    for solution in [try Cholesky(of: a).solve(b), try LU(of: a).solve(b), try QR(of: a).solve(b)] {
      #expect(solution.distance(to: x) < 1e-13 * Double(order * order))
    }
  }

  @Test(arguments: orders) func determinantsAgree(order: Int) throws {
    let a = try MatrixFixtures.positiveDefinite(order, seed: 4)
    let expected = try Cholesky(of: a).logDeterminant
    let lu = try LU(of: a)
    let eigen = try SymmetricEigen(of: a)
    #expect((lu.logDeterminant.logarithm - expected).magnitude < 1e-12 * Double(order))
    #expect(lu.logDeterminant.sign == 1 && (lu.determinant / LaneMath.exp(expected) - 1).magnitude < 1e-10)
    #expect((eigen.values.reduce(0) { $0 + LaneMath.log($1) } - expected).magnitude < 1e-10)
  }

  @Test func determinantsOfKnownMatrices() throws {
    #expect(try LU(of: Matrix([[0, 1], [1, 0]])).determinant == -1)
    #expect(try LU(of: Matrix([[2, 0, 0], [0, 0, -3], [0, 5, 0]])).determinant == 30)
    #expect(try LU(of: Matrix([[-2, 0], [0, 3]])).logDeterminant.sign == -1)
    #expect(try LU(of: .diagonal([Double](repeating: 1e300, count: 3))).determinant == .infinity)
  }

  @Test(arguments: [(1, 1), (5, 3), (20, 7), (30, 30), (4, 0)])
  func orthogonalAndTriangularFactors(rows: Int, columns: Int) throws {
    let a = try MatrixFixtures.random(rows, columns, seed: 5)
    let qr = try QR(of: a)
    let q = qr.orthonormal
    #expect(try q.transposed.multiplied(by: q).distance(to: .identity(columns)) < 1e-14 * Double(rows))
    #expect(try q.multiplied(by: qr.upper).distance(to: a) < 1e-14 * Double(rows))
    // The whole Qᵀ preserves lengths, column by column, and turns A into R above zeros.
    let rotated = try qr.applyingTranspose(to: a)
    for column in 0..<columns {
      for row in 0..<rows {
        let expected = row < columns ? qr.upper[row, column] : 0
        #expect((rotated[row, column] - expected).magnitude < 1e-14 * Double(rows))
      }
    }
  }

  @Test(arguments: orders) func eigenvectorsDiagonalise(order: Int) throws {
    let a = try MatrixFixtures.positiveDefinite(order, seed: 6)
    let eigen = try SymmetricEigen(of: a)
    let v = eigen.vectors
    #expect(try v.transposed.multiplied(by: v).distance(to: .identity(order)) < 1e-14 * Double(order))
    let rebuilt = try v.multiplied(by: .diagonal(eigen.values)).multiplied(by: v.transposed)
    #expect(rebuilt.distance(to: a) < 1e-13 * Double(order * order))
    #expect(eigen.values == eigen.values.sorted())
  }

  @Test func eigenvaluesOfTheSecondDifference() throws {
    // 2 − 2 cos(kπ / (n + 1)), the textbook spectrum of tridiag(−1, 2, −1).
    let n = 12
    var a = Matrix.diagonal([Double](repeating: 2, count: n))
    for i in 1..<n { a[i, i - 1] = -1 }  // The upper triangle is not read.
    let values = try SymmetricEigen(of: a).values
    for (k, value) in values.enumerated() {
      let half = Double(k + 1) * Double.pi / Double(2 * (n + 1))
      #expect((value - 4 * sine(half) * sine(half)).magnitude < 1e-14)
    }
  }

  @Test func inverseOfTheHilbertMatrixHasIntegerElements() throws {
    // Condition number 5 · 10⁵ at order 5; the corner of the inverse is 25 (Choi 1983).
    let hilbert = try MatrixFixtures.hilbert(5)
    let inverse = try LU(of: hilbert).inverse
    #expect((inverse[0, 0] - 25).magnitude < 1e-9 && (inverse[4, 4] - 44100).magnitude < 1e-5)
    #expect(try hilbert.multiplied(by: inverse).distance(to: .identity(5)) < 1e-10)
  }

  /// The sine of a small angle by its series, so that the test needs no C library.
  private func sine(_ x: Double) -> Double {
    var (sum, term) = (0.0, x)
    for k in 1...20 {
      sum += term
      term *= -x * x / Double(2 * k * (2 * k + 1))
    }
    return sum
  }
}
