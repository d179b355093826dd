import PKNumerics
import Testing

@Suite struct LeastSquaresTests {
  @Test(arguments: [(6, 2), (20, 5), (50, 12)])
  func residualsAreOrthogonalToTheColumns(rows: Int, columns: Int) throws {
    let a = try MatrixFixtures.random(rows, columns, seed: 11)
    let b = try MatrixFixtures.random(rows, 1, seed: 12).elements
    let fit = try LeastSquares(fitting: a, to: b)
    let residuals = zip(b, try a.multiplied(by: fit.solution)).map { $0 - $1 }
    #expect(try a.transposed.multiplied(by: residuals).allSatisfy { $0.magnitude < 1e-12 })
    #expect(fit.rank == columns)
    #expect((fit.residualSumOfSquares - residuals.reduce(0) { $0 + $1 * $1 }).magnitude < 1e-12)
    let byReflections = try QR(of: a).solve(b)
    #expect(zip(fit.solution, byReflections).allSatisfy { ($0 - $1).magnitude < 1e-12 })
  }

  @Test func dependentColumnsGiveTheShortestSolution() throws {
    // Both columns are (1, 2, 3): x₁ + x₂ = 1 fits exactly, and (½, ½) is the shortest.
    let fit = try LeastSquares(fitting: Matrix([[1, 1], [2, 2], [3, 3]]), to: [1, 2, 3])
    #expect(fit.rank == 1 && fit.singularValues[1] < 1e-14)
    #expect(fit.solution.allSatisfy { ($0 - 0.5).magnitude < 1e-14 })
    #expect(fit.residualSumOfSquares < 1e-28)
  }

  @Test func fewerEquationsThanUnknownsGiveTheShortestSolution() throws {
    let fit = try LeastSquares(fitting: Matrix([[3, 4]]), to: [25])
    #expect(fit.rank == 1 && (fit.solution[0] - 3).magnitude < 1e-14 && (fit.solution[1] - 4).magnitude < 1e-14)
  }

  @Test func zeroMatrixHasRankZero() throws {
    let fit = try LeastSquares(fitting: Matrix([[0, 0], [0, 0]]), to: [3, 4])
    #expect(fit.rank == 0 && fit.solution == [0, 0] && fit.residualSumOfSquares == 25)
  }

  @Test func emptyProblems() throws {
    let none = try LeastSquares(fitting: Matrix(rows: 2, columns: 0, elements: []), to: [3, 4])
    #expect(none.solution.isEmpty && none.rank == 0 && none.residualSumOfSquares == 25)
    let free = try LeastSquares(fitting: Matrix(rows: 0, columns: 2, elements: []), to: [])
    #expect(free.solution == [0, 0] && free.residualSumOfSquares == 0)
  }
}
