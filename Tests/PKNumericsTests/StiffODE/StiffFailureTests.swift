import Foundation
import PKNumerics
import Testing

/// What cannot be solved ends with a reason, soon, with every method.
@Suite struct StiffFailureTests {
  static let stiffMethods = [ODEMethod.rodas5P, .switching]

  /// y' = y² ends at t = 1.
  @Test(arguments: ODEMethod.allCases) func aSolutionThatBlowsUp(_ method: ODEMethod) {
    let problem = StiffProblem("y' = y²", from: [1], to: 2, []) { _, y, f in
      f[0] = y[0] * y[0]
    } jacobian: { _, y, j in
      j[0] = 2 * y[0]
    }
    guard case .stepTooSmall(let time, _)? = failure(method, problem) else {
      Issue.record("no failure, or another: \(String(describing: failure(method, problem)))")
      return
    }
    #expect((time - 1).magnitude < 1e-6)
  }

  @Test(arguments: ODEMethod.allCases) func aDerivativeThatIsNoNumberFromSomewhereOn(_ method: ODEMethod) {
    let problem = StiffProblem("root", from: [1], to: 2, []) { t, _, f in
      f[0] = (1 - t).squareRoot()
    } jacobian: { _, _, j in
      j[0] = Lanes(repeating: 0)
    }
    guard case .stepTooSmall(let time, _)? = failure(method, problem) else {
      Issue.record("no failure, or another")
      return
    }
    #expect(time <= 1 && time > 0.99)
  }

  /// A Jacobian that is no number: no stiff step is accepted, and the explicit method does what it can.
  @Test func aJacobianThatIsNoNumber() {
    let problem = StiffProblem("none", from: [1], to: 1, []) { _, y, f in
      f[0] = -1 * y[0]
    } jacobian: { _, _, j in
      j[0] = Lanes(repeating: .nan)
    }
    guard case .stepTooSmall(let time, _)? = failure(.rodas5P, problem) else {
      Issue.record("no failure, or another")
      return
    }
    #expect(time == 0)
    #expect(failure(.switching, problem) == nil)
  }

  /// A system that does not say what its derivatives are is not for the stiff method.
  @Test func noDerivatives() {
    var problem = InitialValueProblem("decay", from: [1], []) { _, y, f in f[0] = -1 * y[0] }
    var solver = RosenbrockSolver(dimension: 1, tolerances: Tolerances(relative: 1e-6, absolute: 1e-8))
    solver.state[0] = Lanes(repeating: 1)
    #expect(throws: SolverError.self) { try solver.solve(to: 1, &problem) }
  }

  @Test(arguments: ODEMethod.allCases) func aJumpInTheDerivativeIsPassed(_ method: ODEMethod) {
    let problem = StiffProblem("jump", from: [0], to: 2, [3]) { t, _, f in
      f[0] = Lanes(repeating: 1).replacing(with: 2, where: t .> Lanes(repeating: 1))
    } jacobian: { _, _, j in
      j[0] = Lanes(repeating: 0)
    }
    #expect(failure(method, problem) == nil)
  }

  /// A stiff lane that must not go far: exact stops, one after another.
  @Test(arguments: stiffMethods) func stopsAreExact(_ method: ODEMethod) throws {
    let times = try method.run(
      Stops(problem: StiffProblems.vanDerPol[0]), dimension: 2, tolerances: Tolerances(relative: 1e-5, absolute: 1e-8))
    #expect(times == (1...40).map { Double($0) * 0.05 })
  }

  struct Stops: SolverTask {
    let problem: StiffProblem

    func run<S: TestedSolver & ~Copyable>(_ solver: consuming S) throws(SolverError) -> [Double] {
      var solver = solver
      var problem = problem
      solver.begin(problem)
      var times: [Double] = []
      for stop in 1...40 {
        _ = try solver.solve(to: Double(stop) * 0.05, &problem)
        times.append(solver.time[3])
      }
      return times
    }
  }

  private func failure(_ method: ODEMethod, _ problem: StiffProblem) -> SolverError? {
    do throws(SolverError) {
      try method.run(
        Whole(problem: problem), dimension: problem.dimension, tolerances: Tolerances(relative: 1e-6, absolute: 1e-8))
      return nil
    } catch {
      return error
    }
  }

  struct Whole: SolverTask {
    let problem: StiffProblem

    func run<S: TestedSolver & ~Copyable>(_ solver: consuming S) throws(SolverError) {
      var solver = solver
      var problem = problem
      solver.begin(problem)
      _ = try solver.solve(to: problem.end, stepLimit: 20_000, &problem)
    }
  }
}
