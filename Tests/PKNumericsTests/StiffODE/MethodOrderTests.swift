import Foundation
import PKNumerics
import PKTestSupport
import Testing

/// Order: on every method of the list the error falls with the step as the order says, within ±0.25.
@Suite struct MethodOrderTests {
  /// A problem whose solution is known everywhere.
  struct Known: Sendable {
    let problem: StiffProblem
    let solution: @Sendable (Double) -> [Double]
  }

  static let oscillator = Known(
    problem: StiffProblem("oscillator", from: [1, 0], to: 16, []) { _, y, f in
      f[0] = y[1]
      f[1] = -1 * y[0]
    } jacobian: { _, _, j in
      j[1] = Lanes(repeating: -1)
      j[2] = Lanes(repeating: 1)
    },
    solution: { [cos($0), -sin($0)] })
  /// Depends on time, so that it holds ∂f/∂t to account.
  static let swing = Known(
    problem: StiffProblem(
      "y' = y cos t", from: [1], to: 10, [], timeDerivative: { t, y, f in f[0] = -1 * (y[0] * t.map(sin)) }
    ) { t, y, f in
      f[0] = y[0] * t.map(cos)
    } jacobian: { t, _, j in
      j[0] = t.map(cos)
    },
    solution: { [exp(sin($0))] })
  /// Winds from radius ½ to the circle of radius 1; its Jacobian changes and is of no special form.
  static let spiral = Known(
    problem: StiffProblem("spiral", from: [0.5, 0], to: 16, []) { _, y, f in
      let growth = 1 - y[0] * y[0] - y[1] * y[1]
      f[0] = y[0] * growth - y[1]
      f[1] = y[1] * growth + y[0]
    } jacobian: { _, y, j in
      let growth = 1 - y[0] * y[0] - y[1] * y[1]
      let mixed = 2 * (y[0] * y[1])
      j[0] = growth - 2 * (y[0] * y[0])
      j[1] = 1 - mixed
      j[2] = -1 - mixed
      j[3] = growth - 2 * (y[1] * y[1])
    },
    solution: { t in
      let radius = 1 / (1 + 3 * exp(-2 * t)).squareRoot()
      return [radius * cos(t), radius * sin(t)]
    })

  /// A method, a problem, and the largest step: from there the errors fall regularly, and stay above rounding.
  ///
  /// The stiff method is of one order more on the oscillator, which is linear.
  struct Trial: Sendable, CustomTestStringConvertible {
    let method: ODEMethod
    let known: Known
    let step: Double
    var testDescription: String { "\(method.rawValue), \(known.problem.name)" }
  }

  static let trials = [
    Trial(method: .tsitouras5, known: oscillator, step: 0.25), Trial(method: .tsitouras5, known: swing, step: 0.2),
    Trial(method: .dormandPrince8, known: oscillator, step: 4), Trial(method: .dormandPrince8, known: spiral, step: 2),
    Trial(method: .rodas5P, known: swing, step: 0.25), Trial(method: .rodas5P, known: spiral, step: 0.16),
    Trial(method: .switching, known: oscillator, step: 0.25), Trial(method: .switching, known: swing, step: 0.2),
  ]

  @Test func everyMethodIsTried() {
    #expect(ODEMethod.allCases.allSatisfy { method in Self.trials.count { $0.method == method } >= 2 })
  }

  @Test(arguments: trials) func solutionConverges(_ trial: Trial) throws {
    let slope = try slope(trial.method, trial.known, shares: [1], from: trial.step)
    #expect((slope.slope - Double(trial.method.order)).magnitude < 0.25, "\(slope)")
  }

  /// Between the steps too: an interpolant one order below the method costs no order.
  @Test(arguments: trials) func denseOutputConverges(_ trial: Trial) throws {
    let order = min(trial.method.order, trial.method.interpolantOrder + 1)
    let slope = try slope(trial.method, trial.known, shares: [0.25, 0.5, 0.75], from: trial.step)
    #expect((slope.slope - Double(order)).magnitude < 0.25, "\(slope)")
  }

  /// One step, from the exact solution: its inside is of the interpolant's order and one more.
  @Test(arguments: ODEMethod.allCases, [0.5, 0.8])
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
