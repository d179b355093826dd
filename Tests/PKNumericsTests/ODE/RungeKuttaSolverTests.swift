import Foundation
import PKNumerics
import PKTestSupport
import Testing

/// How lanes are driven: each with its own clock, none of another's business.
@Suite struct RungeKuttaSolverTests {
  static let all = LaneMask(repeating: true)
  static let stops: Lanes = [0.5, 1, 1.5, 2, 3, 5, 8, 13]
  static let tolerances = Tolerances(relative: 1e-7, absolute: 1e-9)

  /// y'' = −y·(1 + y²): nonlinear, and never at rest.
  static let spring = InitialValueProblem("spring", from: [1, 0], []) { _, y, f in
    f[0] = y[1]
    f[1] = Lanes(repeating: 0) - y[0] * (1 + y[0] * y[0])
  }

  @Test func lastStageIsTheNextFirst() {
    var problem = Self.spring
    var solver = problem.solver(tolerances: Self.tolerances)
    solver.restart(Self.all, before: Self.stops, &problem)
    let before = problem.evaluations
    for _ in 0..<5 {
      let attempt = solver.attempt(to: Self.stops, active: Self.all, &problem)
      let expected = LaneBuffer(count: 2)
      problem.evaluate(at: solver.nextTime, solver.nextState, into: expected.base)
      #expect(solver.nextDerivative[0] == expected[0] && solver.nextDerivative[1] == expected[1])
      solver.commit(attempt.accepted)
      #expect(attempt.accepted.holdsEverywhere)
      #expect(solver.derivative[0] == expected[0] && solver.derivative[1] == expected[1])
    }
    // One evaluation in each turn is this test's own.
    #expect(problem.evaluations - before == 5 * (solver.evaluationsPerStep + 1))
    #expect(solver.evaluationsPerStep == ButcherTableau.tsit5.stages - 1)
  }

  @Test func restartLeavesTheOtherLanesAlone() {
    var problem = Self.spring
    var solver = problem.solver(tolerances: Self.tolerances)
    solver.restart(Self.all, before: Self.stops, &problem)
    solver.commit(solver.attempt(to: Self.stops, active: Self.all, &problem).accepted)
    let (derivative, step) = (solver.derivative[1], solver.step)
    var one = LaneMask(repeating: false)
    one[3] = true
    solver.state[0][3] = 5
    solver.restart(one, before: Self.stops, &problem)
    for lane in 0..<8 where lane != 3 {
      #expect(solver.derivative[1][lane] == derivative[lane] && solver.step[lane] == step[lane])
    }
    #expect(solver.derivative[1][3] == -5 * 26)
    #expect(solver.step[3] < step[3])
  }

  /// Each lane arrives at its own stop exactly, with the bits that it has when it runs among copies of itself.
  @Test func everyLaneHasItsOwnStop() {
    let together = run(to: Self.stops)
    for lane in 0..<8 {
      let alone = run(to: Lanes(repeating: Self.stops[lane]))
      #expect(together.time[lane] == Self.stops[lane])
      #expect(together.states[0][lane] == alone.states[0][0] && together.states[1][lane] == alone.states[1][7])
      #expect(together.steps[lane] == alone.steps[0])
    }
  }

  @Test(arguments: [Double.nan, .infinity, 1e300])
  func whatBreaksInOneLaneLeavesTheOthersBits(_ bad: Double) {
    let clean = run(to: Self.stops)
    let dirty = run(to: Self.stops) { $0[0][4] = bad }
    for lane in 0..<8 where lane != 4 {
      #expect(clean.states[0][lane] == dirty.states[0][lane] && clean.states[1][lane] == dirty.states[1][lane])
      #expect(clean.steps[lane] == dirty.steps[lane])
    }
    #expect(!dirty.arrived[4])
  }

  @Test func interpolantMeetsTheStepAtBothEnds() {
    var problem = Self.spring
    var solver = problem.solver(tolerances: Self.tolerances)
    solver.restart(Self.all, before: Self.stops, &problem)
    var active = Self.all
    active[2] = false
    let attempt = solver.attempt(to: Self.stops, active: active, &problem)
    solver.prepareInterpolant(of: [0, 1])
    let states = LaneBuffer(count: 2)
    solver.interpolate([0, 1], at: solver.time, into: states.base)
    #expect(states[0] == solver.state[0] && states[1] == solver.state[1])
    solver.interpolate([0, 1], at: solver.nextTime, into: states.base)
    #expect(!attempt.accepted[2])
    for lane in 0..<8 where lane != 2 {
      #expect(isClose(states[0][lane], solver.nextState[0][lane], relative: 1e-15, absolute: 1e-15))
    }
    // What was not asked for is left alone.
    solver.interpolate([0], at: solver.time, into: states.base)
    #expect(states[0] == solver.state[0] && isClose(states[1][0], solver.nextState[1][0], relative: 1e-14))
    // A lane that takes no step stays where it is.
    #expect(states[0][2] == solver.state[0][2])
  }

  @Test func aSolutionThatIsThereTakesNoStep() throws {
    var problem = Self.spring
    var solver = problem.solver(tolerances: Self.tolerances)
    let statistics = try solver.solve(to: 0, &problem)
    #expect(statistics.steps == 0 && solver.state[0][0] == 1)
  }

  private struct Run {
    var time: Lanes
    var states: [Lanes]
    var steps = Lanes(repeating: 0)
    var arrived = LaneMask(repeating: false)
  }

  /// Runs the spring until every lane has arrived or is stuck.
  private func run(to stops: Lanes, prepare: (UnsafeMutablePointer<Lanes>) -> Void = { _ in }) -> Run {
    var problem = Self.spring
    var solver = problem.solver(tolerances: Self.tolerances)
    prepare(solver.state)
    solver.restart(Self.all, before: stops, &problem)
    var active = Self.all
    var run = Run(time: solver.time, states: [])
    var rounds = 0
    while active.holdsSomewhere, rounds < 5_000 {
      rounds += 1
      let attempt = solver.attempt(to: stops, active: active, &problem)
      run.steps.replace(with: run.steps + 1, where: attempt.accepted)
      solver.commit(attempt.accepted)
      run.arrived = run.arrived .| attempt.arrived
      active = active .& .!attempt.arrived .& .!attempt.stuck
    }
    run.time = solver.time
    run.states = [solver.state[0], solver.state[1]]
    return run
  }
}
