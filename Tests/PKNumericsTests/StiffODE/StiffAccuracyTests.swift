import PKNumerics
import Testing

/// Stiff problems at tolerances from 10⁻⁴ to 10⁻¹⁰ reach the solution within 50 times the tolerance.
@Suite struct StiffAccuracyTests {
  #if DEBUG
    static let tolerances = [1e-4, 1e-6]
  #else
    static let tolerances = [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10]
  #endif

  @Test(arguments: StiffProblems.all, tolerances)
  func stiffMethodReachesTheSolution(_ problem: StiffProblem, _ tolerance: Double) throws {
    try hold(
      RosenbrockSolver(dimension: problem.dimension, tolerances: problem.tolerances(tolerance)), problem, tolerance)
  }

  @Test(arguments: StiffProblems.all, tolerances)
  func switchingReachesTheSolution(_ problem: StiffProblem, _ tolerance: Double) throws {
    try hold(
      SwitchingSolver(dimension: problem.dimension, tolerances: problem.tolerances(tolerance)), problem, tolerance)
  }

  private func hold<S: LaneStepper & ~Copyable>(
    _ solver: consuming S, _ problem: StiffProblem, _ tolerance: Double
  ) throws {
    var solver = solver
    var problem = problem
    solver.begin(problem)
    _ = try solver.solve(to: problem.end, &problem)
    let error = problem.relativeError(of: solver.state)
    #expect(error <= 50 * tolerance, "\(error / tolerance) times the tolerance")
    for lane in 1..<8 {
      for i in 0..<problem.dimension { #expect(solver.state[i][lane] == solver.state[i][0]) }
    }
  }
}
