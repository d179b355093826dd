import PKNumerics
import Testing

/// A classical problem of least squares with its published minimum.
///
/// J. J. Moré, B. S. Garbow and K. E. Hillstrom, ACM Trans. Math. Softw. 7 (1981) 17.
struct LeastSquaresProblem: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let start: [Double]
  let leastSum: Double
  let minimum: [Double]
  let evaluate: @Sendable ([Double]) -> ([Double], [[Double]])

  static let all = [
    LeastSquaresProblem(
      testDescription: "Rosenbrock (1)", start: [-1.2, 1], leastSum: 0, minimum: [1, 1],
      evaluate: { x in ([10 * (x[1] - x[0] * x[0]), 1 - x[0]], [[-20 * x[0], 10], [-1, 0]]) }),
    LeastSquaresProblem(
      testDescription: "Freudenstein and Roth (2), local minimum", start: [0.5, -2], leastSum: 48.98425367924003,
      minimum: [11.412778987, -0.8968052533],
      evaluate: { x in
        let y = x[1]
        return (
          [-13 + x[0] + ((5 - y) * y - 2) * y, -29 + x[0] + ((y + 1) * y - 14) * y],
          [[1, 10 * y - 3 * y * y - 2], [1, 3 * y * y + 2 * y - 14]]
        )
      }),
    LeastSquaresProblem(
      testDescription: "Powell's singular (13)", start: [3, -1, 0, 1], leastSum: 0, minimum: [0, 0, 0, 0],
      evaluate: { x in
        let (a, b) = (x[1] - 2 * x[2], x[0] - x[3])
        let (five, ten) = (5.0.squareRoot(), 10.0.squareRoot())
        return (
          [x[0] + 10 * x[1], five * (x[2] - x[3]), a * a, ten * b * b],
          [[1, 10, 0, 0], [0, 0, five, -five], [0, 2 * a, -4 * a, 0], [2 * ten * b, 0, 0, -2 * ten * b]]
        )
      }),
    LeastSquaresProblem(
      testDescription: "Bard (8)", start: [1, 1, 1], leastSum: 8.21487730657899e-3,
      minimum: [0.0824105597, 1.1330360932, 2.3436951786],
      evaluate: { x in
        let y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39]
        let rows = (1...15).map { i -> (Double, [Double]) in
          let (u, v) = (Double(i), Double(16 - i))
          let w = min(u, v)
          let below = v * x[1] + w * x[2]
          return (y[i - 1] - (x[0] + u / below), [-1, u * v / (below * below), u * w / (below * below)])
        }
        return (rows.map(\.0), rows.map(\.1))
      }),
  ]
}

@Suite("Levenberg and Marquardt")
struct LevenbergMarquardtTests {
  @Test("reaches the published minima", arguments: LeastSquaresProblem.all)
  func minima(problem: LeastSquaresProblem) throws {
    let found = try #require(
      try LevenbergMarquardt().minimize(from: problem.start) { x in
        let (residuals, rows) = problem.evaluate(x)
        return (try? Matrix(rows)).map { .init(residuals: residuals, jacobian: $0) }
      })
    #expect(found.converged)
    #expect(abs(found.sumOfSquares - problem.leastSum) <= 1e-10 * max(problem.leastSum, 1e-6))
    for (found, expected) in zip(found.point, problem.minimum) {
      // Powell's Jacobian is singular at its minimum: the last digits of x do not count there.
      #expect(abs(found - expected) < (problem.leastSum == 0 && expected == 0 ? 1e-3 : 1e-6))
    }
  }

  /// The units of a parameter do not change the path: y = a·e^(−k·t), with k per hour and per day.
  @Test("steps do not depend on the parameters' units")
  func units() throws {
    let times = [0.5, 1, 2, 4, 8, 12]
    let values = [9.1, 8.3, 6.8, 4.4, 2.0, 0.95]
    func fit(_ scale: Double) throws -> LeastSquaresMinimum? {
      try LevenbergMarquardt().minimize(from: [8, 0.1 * scale]) { x in
        let curve = times.map { LaneMath.exp(-x[1] / scale * $0) }
        let rows = zip(times, curve).map { [$1, -x[0] * $0 / scale * $1] }
        let residuals = zip(curve, values).map { x[0] * $0 - $1 }
        return (try? Matrix(rows)).map { .init(residuals: residuals, jacobian: $0) }
      }
    }
    let hours = try #require(try fit(1))
    let days = try #require(try fit(24))
    #expect(hours.iterations == days.iterations)
    #expect(abs(days.point[1] / hours.point[1] / 24 - 1) < 1e-10)
    let covariance = try hours.inverseInformation()
    #expect(covariance[0, 0] > 0 && covariance[1, 1] > 0)
  }

  @Test("avoids points without a value, and says nothing of a start without one")
  func undefined() throws {
    // r = √x − 2: the first full step from 100 leads below zero.
    func evaluate(_ x: [Double]) -> LevenbergMarquardt.Evaluation? {
      guard x[0] > 0, let row = try? Matrix([[0.5 / x[0].squareRoot()]]) else { return nil }
      return .init(residuals: [x[0].squareRoot() - 2], jacobian: row)
    }
    let found = try #require(try LevenbergMarquardt().minimize(from: [100], evaluate))
    #expect(abs(found.point[0] - 4) < 1e-9)
    #expect(try LevenbergMarquardt().minimize(from: [-1], evaluate) == nil)
  }
}
