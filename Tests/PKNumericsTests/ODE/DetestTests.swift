import Foundation
import PKNumerics
import PKTestSupport
import Testing

/// What every method has to show on DETEST: errors that follow the tolerance, and work that stays in proportion.
@Suite struct DetestTests {
  static let methods: [ButcherTableau] = [.tsit5]

  /// The error at the end stays within a bound that orbits need: they multiply early errors by up to 200.
  @Test(arguments: methods, Detest.problems)
  func errorFollowsTheTolerance(_ method: ButcherTableau, _ problem: InitialValueProblem) throws {
    let coarse = try solve(problem, method, tolerance: 1e-3)
    #expect(coarse.error <= 600 * 1e-3)
    for tolerance in [1e-5, 1e-7, 1e-9] {
      let error = try solve(problem, method, tolerance: tolerance).error
      #expect(error <= 200 * tolerance, "\(error / tolerance) times the tolerance of \(tolerance)")
    }
    let fine = try solve(problem, method, tolerance: 1e-9)
    #expect(fine.error <= 1e-5 * coarse.error, "six decades of tolerance are worth less than five of error")
  }

  /// A hundredth of the tolerance costs 100^(1/p) times the steps, and up to a quarter more.
  @Test(arguments: methods) func workFollowsTheOrder(_ method: ButcherTableau) throws {
    let coarse = try evaluations(method, tolerance: 1e-7)
    let fine = try evaluations(method, tolerance: 1e-9)
    let expected = pow(100, 1 / Double(method.order))
    #expect(Double(fine) / Double(coarse) < 1.25 * expected)
    #expect(Double(fine) / Double(coarse) > 0.8 * expected)
  }

  /// Statistics: the work on all problems together; a change of more than 5 % is to be explained.
  @Test func workIsWhatItWas() throws {
    let work = try evaluations(.tsit5, tolerance: 1e-7)
    #expect(isClose(Double(work), 14_900, relative: 0.05), "\(work) evaluations")
  }

  private func evaluations(_ method: ButcherTableau, tolerance: Double) throws -> Int {
    try Detest.problems.reduce(0) { try $0 + solve($1, method, tolerance: tolerance).statistics.evaluations }
  }

  private func solve(
    _ problem: InitialValueProblem, _ method: ButcherTableau, tolerance: Double
  ) throws -> (error: Double, statistics: SolverStatistics) {
    var own = problem
    var solver = own.solver(method, tolerances: Tolerances(relative: tolerance, absolute: tolerance))
    let statistics = try solver.solve(to: own.end, &own)
    return (own.error(of: solver.state), statistics)
  }
}
