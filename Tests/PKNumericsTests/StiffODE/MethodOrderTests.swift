import Foundation
import PKNumerics
import PKTestSupport
import Testing

/// Order: on every method of the list the error falls with the step as the order says, within ±0.25.
@Suite struct MethodOrderTests {
  /// A problem whose solution is known everywhere, and the largest step at which the errors of a method behave.
  struct Known: Sendable, CustomTestStringConvertible {
    let problem: StiffProblem
    let step: @Sendable (ODEMethod) -> Double
    let solution: @Sendable (Double) -> [Double]
    var testDescription: String { problem.name }
  }

  static let logistic = Known(
    problem: StiffProblem("logistic", from: [0.01], to: 16, []) { _, y, f in
      f[0] = y[0] * (1 - y[0])
    } jacobian: { _, y, j in
      j[0] = 1 - 2 * y[0]
    },
    step: { $0 == .dormandPrince8 ? 2 : 0.5 }, solution: { [1 / (1 + 99 * exp(-$0))] })
  /// y'' = −y/4 as a system; its Jacobian does not change.
  static let oscillator = Known(
    problem: StiffProblem("oscillator", from: [1, 0], to: 16, []) { _, y, f in
      f[0] = y[1]
      f[1] = -1 * y[0]
    } jacobian: { _, _, j in
      j[1] = Lanes(repeating: -1)
      j[2] = Lanes(repeating: 1)
    },
    step: { $0 == .dormandPrince8 ? 4 : 0.25 }, solution: { [cos($0), -sin($0)] })
  /// Depends on time, so that it holds ∂f/∂t to account; two states that do not commute.
  static let driven = Known(
    problem: StiffProblem(
      "driven", from: [1, 1], to: 8, [],
      timeDerivative: { t, y, f in
        f[0] = -1 * t.map(sin) * y[0]
        f[1] = y[1] * y[1] * t.map { -sin($0) }
      }
    ) { t, y, f in
      f[0] = t.map(cos) * y[0]
      f[1] = y[1] * y[1] * t.map { cos($0) - 1.5 }
    } jacobian: { t, y, j in
      j[0] = t.map(cos)
      j[3] = 2 * y[1] * t.map { cos($0) - 1.5 }
    },
    step: { $0 == .dormandPrince8 ? 1 : 0.125 }, solution: { [exp(sin($0)), 1 / (1 - sin($0) + 1.5 * $0)] })

  @Test(arguments: ODEMethod.allCases, [logistic, driven])
  func solutionConverges(_ method: ODEMethod, _ known: Known) throws {
    let slope = try slope(method, known, shares: [1], from: known.step(method))
    #expect((slope.slope - Double(method.order)).magnitude < 0.25, "\(slope)")
  }

  /// On y'' = −y the stiff method gains an order; the others do not.
  @Test(arguments: ODEMethod.allCases) func oscillatorConverges(_ method: ODEMethod) throws {
    let slope = try slope(method, Self.oscillator, shares: [1], from: Self.oscillator.step(method))
    #expect(slope.slope > Double(method.order) - 0.25, "\(slope)")
  }

  /// Between the steps too: an interpolant one order below the method costs no order.
  @Test(arguments: ODEMethod.allCases, [logistic, driven])
  func denseOutputConverges(_ method: ODEMethod, _ known: Known) throws {
    let order = min(method.order, method.interpolantOrder + 1)
    let slope = try slope(method, known, shares: [0.25, 0.5, 0.75], from: known.step(method))
    #expect((slope.slope - Double(order)).magnitude < 0.25, "\(slope)")
  }

  /// One step, from the exact solution: its inside is of the interpolant's order and one more.
  @Test(arguments: ODEMethod.allCases, [0.2, 0.5, 0.8])
  func insideOfOneStepConverges(_ method: ODEMethod, _ share: Double) throws {
    let first = method == .dormandPrince8 ? 2 : 0.5
    let slope = try slope(method, Self.oscillator, shares: [share], from: first, steps: 1)
    #expect((slope.slope - Double(method.interpolantOrder + 1)).magnitude < 0.25, "\(slope)")
  }

  private func slope(
    _ method: ODEMethod, _ known: Known, shares: [Double], from first: Double, steps: Int? = nil
  ) throws -> ConvergenceSlope {
    var failure: SolverError?
    let slope = ConvergenceSlope(from: first, halvings: 5) { h in
      do throws(SolverError) {
        // No error is too large, so the solver steps from stop to stop.
        return try method.run(
          FixedSteps(known: known, h: h, shares: shares, steps: steps), dimension: known.problem.dimension,
          tolerances: Tolerances(relative: 1e9, absolute: 1e9))
      } catch {
        failure = error
        return .nan
      }
    }
    if let failure { throw failure }
    return slope
  }

  /// The largest error at the given shares of every step, with steps of one size.
  struct FixedSteps: SolverTask {
    let known: Known
    let h: Double
    let shares: [Double]
    let steps: Int?

    func run<S: TestedSolver & ~Copyable>(_ solver: consuming S) throws(SolverError) -> Double {
      var solver = solver
      var problem = known.problem
      let all = LaneMask(repeating: true)
      let states = LaneBuffer(count: problem.dimension)
      let everything = Array(0..<problem.dimension)
      var worst = 0.0
      solver.begin(problem)
      solver.restart(all, before: Lanes(repeating: problem.end), &problem)
      solver.step = Lanes(repeating: 1e9)
      for step in 0..<(steps ?? Int((problem.end / h).rounded())) {
        let attempt = solver.attempt(to: Lanes(repeating: Double(step + 1) * h), active: all, &problem)
        solver.completeInterpolant(&problem)
        solver.prepareInterpolant(of: everything)
        for share in shares {
          let time = (Double(step) + share) * h
          solver.interpolate(everything, at: Lanes(repeating: time), into: states.base)
          let found = share == 1 ? UnsafePointer(solver.nextState) : UnsafePointer(states.base)
          for (index, exact) in known.solution(time).enumerated() {
            worst = max(worst, (found[index][0] - exact).magnitude)
          }
        }
        solver.commit(attempt.arrived)
      }
      return worst
    }
  }
}
