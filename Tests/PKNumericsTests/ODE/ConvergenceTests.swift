import Foundation
import PKNumerics
import PKTestSupport
import Testing

/// Order: the error falls with the step as the method's order says, within ±0.25.
@Suite struct ConvergenceTests {
  static let methods: [ButcherTableau] = [.tsit5]

  /// A problem whose solution is known everywhere, and the largest step at which its error behaves.
  struct Known: Sendable, CustomTestStringConvertible {
    let problem: InitialValueProblem
    let step: Double
    let solution: @Sendable (Double) -> [Double]
    var testDescription: String { problem.name }
  }

  static let oscillator = Known(
    problem: InitialValueProblem("y'' = -y", from: [1, 0], to: 10, []) { _, y, f in
      f[0] = y[1]
      f[1] = -1 * y[0]
    },
    step: 0.25, solution: { [cos($0), -sin($0)] })
  static let swing = Known(
    problem: InitialValueProblem("y' = y cos t", from: [1], to: 10, []) { t, y, f in f[0] = y[0] * t.map(cos) },
    step: 0.2, solution: { [exp(sin($0))] })
  /// An ellipse of eccentricity 0.3; the solution is by Kepler's equation.
  static let orbit = Known(
    problem: Detest.orbits[1].until(6), step: 0.25,
    solution: { t in
      let e = 0.3
      let anomaly = (0..<60).reduce(t) { x, _ in x - (x - e * sin(x) - t) / (1 - e * cos(x)) }
      let (s, d) = ((1 - e * e).squareRoot(), 1 / (1 - e * cos(anomaly)))
      return [cos(anomaly) - e, s * sin(anomaly), -sin(anomaly) * d, s * cos(anomaly) * d]
    })
  static let problems = [oscillator, swing, orbit]

  @Test(arguments: methods, problems) func solutionConverges(_ method: ButcherTableau, _ known: Known) {
    let slope = ConvergenceSlope(from: known.step, halvings: 5) { Self.errorOnTheWay(method, known, h: $0, at: [1]) }
    #expect((slope.slope - Double(method.order)).magnitude < 0.25, "\(slope)")
  }

  /// Between the steps too: an interpolant one order below the method costs no order.
  @Test(arguments: methods, problems) func denseOutputConverges(_ method: ButcherTableau, _ known: Known) {
    let order = min(method.order, method.interpolantOrder + 1)
    let slope = ConvergenceSlope(from: known.step, halvings: 5) {
      Self.errorOnTheWay(method, known, h: $0, at: [0.25, 0.5, 0.75])
    }
    #expect((slope.slope - Double(order)).magnitude < 0.25, "\(slope)")
  }

  /// The error of one step from the exact solution is of one order more than what adds up on the way.
  @Test(arguments: methods) func oneStepHasOneOrderMore(_ method: ButcherTableau) {
    let end = ConvergenceSlope(from: 0.5, halvings: 5) {
      Self.errorOnTheWay(method, Self.oscillator, h: $0, at: [1], steps: 1)
    }
    #expect((end.slope - Double(method.order + 1)).magnitude < 0.25, "\(end)")
    for theta in [0.2, 0.5, 0.8] {
      let inside = ConvergenceSlope(from: 0.25, halvings: 5) {
        Self.errorOnTheWay(method, Self.oscillator, h: $0, at: [theta], steps: 1)
      }
      #expect((inside.slope - Double(method.interpolantOrder + 1)).magnitude < 0.25, "θ = \(theta): \(inside)")
    }
  }

  /// The largest error at the given shares of every step, with steps of one size.
  private static func errorOnTheWay(
    _ method: ButcherTableau, _ known: Known, h: Double, at shares: [Double], steps: Int? = nil
  ) -> Double {
    var problem = known.problem
    // No error is too large, so the solver steps from stop to stop.
    var solver = problem.solver(method, tolerances: Tolerances(relative: 1e9, absolute: 1e9))
    let all = LaneMask(repeating: true)
    solver.restart(all, before: Lanes(repeating: problem.end), &problem)
    solver.step = Lanes(repeating: 1e9)
    let states = LaneBuffer(count: problem.dimension)
    let everything = Array(0..<problem.dimension)
    var worst = 0.0
    for step in 0..<(steps ?? Int((problem.end / h).rounded())) {
      let attempt = solver.attempt(to: Lanes(repeating: Double(step + 1) * h), active: all, &problem)
      solver.prepareInterpolant(of: everything)
      for share in shares {
        let time = (Double(step) + share) * h
        solver.interpolate(everything, at: Lanes(repeating: time), into: states.base)
        let inside = share == 1 ? copy(solver.nextState, problem.dimension) : copy(states.base, problem.dimension)
        for (value, exact) in zip(inside, known.solution(time)) { worst = max(worst, (value - exact).magnitude) }
      }
      solver.commit(attempt.arrived)
    }
    return worst
  }

  private static func copy(_ states: UnsafePointer<Lanes>, _ count: Int) -> [Double] {
    (0..<count).map { states[$0][0] }
  }
}
