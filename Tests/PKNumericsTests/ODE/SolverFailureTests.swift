import Foundation
import PKNumerics
import Testing

/// What cannot be solved ends with a reason, soon, and never hangs.
@Suite struct SolverFailureTests {
  private func failure(_ problem: InitialValueProblem, to end: Double, stepLimit: Int = 20_000) -> SolverError? {
    var problem = problem
    var solver = problem.solver(tolerances: Tolerances(relative: 1e-6, absolute: 1e-8))
    do throws(SolverError) {
      _ = try solver.solve(to: end, stepLimit: stepLimit, &problem)
      return nil
    } catch {
      return error
    }
  }

  /// y' = y² ends at t = 1.
  @Test func aSolutionThatBlowsUp() {
    let problem = InitialValueProblem("y' = y²", from: [1], []) { _, y, f in f[0] = y[0] * y[0] }
    guard case .stepTooSmall(let time, let step)? = failure(problem, to: 2) else {
      Issue.record("no failure, or another: \(String(describing: failure(problem, to: 2)))")
      return
    }
    #expect((time - 1).magnitude < 1e-6 && step.magnitude < 1e-12)
  }

  @Test func aStiffSystemRunsOutOfSteps() {
    let problem = InitialValueProblem("stiff", from: [2], []) { t, y, f in f[0] = -1e6 * (y[0] - t.map(cos)) }
    #expect(
      { if case .tooManySteps(_, limit: 2_000)? = failure(problem, to: 1, stepLimit: 2_000) { true } else { false } }())
  }

  @Test(arguments: [Double.nan, .infinity]) func aDerivativeThatIsNoNumberAtTheStart(_ value: Double) {
    let problem = InitialValueProblem("none", from: [1, 1], []) { _, y, f in
      f[0] = y[0]
      f[1] = Lanes(repeating: value)
    }
    #expect(failure(problem, to: 1) == .notFinite(time: 0, state: 1))
  }

  @Test func aDerivativeThatIsNoNumberFromSomewhereOn() {
    let problem = InitialValueProblem("root", from: [1], []) { t, _, f in f[0] = (1 - t).squareRoot() }
    guard case .stepTooSmall(let time, _)? = failure(problem, to: 2) else {
      Issue.record("no failure, or another")
      return
    }
    #expect(time <= 1 && time > 0.99)
  }

  @Test func aJumpInTheDerivativeIsPassed() throws {
    var problem = InitialValueProblem("jump", from: [0], to: 2, [3]) { t, _, f in
      f[0] = Lanes(repeating: 1).replacing(with: 2, where: t .> Lanes(repeating: 1))
    }
    var solver = problem.solver(tolerances: Tolerances(relative: 1e-8, absolute: 1e-8))
    let statistics = try solver.solve(to: 2, &problem)
    // The estimate of the step across the jump is of no order, so only the size of the error is held.
    #expect(problem.error(of: solver.state) < 1e-5)
    #expect(statistics.rejected > 0 && statistics.steps < 200)
  }

  @Test func backwardsIsRefusedOrDone() {
    let problem = InitialValueProblem("decay", from: [1], []) { _, y, f in f[0] = -50 * y[0] }
    // The way back is not taken: the point is that it ends.
    _ = failure(problem, to: -10)
  }
}
