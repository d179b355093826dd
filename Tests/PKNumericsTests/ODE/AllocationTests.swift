import PKNumerics
import PKTestSupport
import Testing

/// Allocation: a step, an interpolation, a restart allocate nothing.
@Suite struct AllocationTests {
  /// The dynamics without a closure, whose context would be an allocation of the test's own.
  struct Rotation: LaneDynamics {
    var dimension: Int { 2 }

    mutating func evaluate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
    ) {
      derivative[0] = state[1]
      derivative[1] = -1 * state[0]
    }
  }

  @Test func theCounterCounts() {
    guard allocationsAreCounted else { return }
    // What the runtime makes when something is first used is none of the solver's: here and below all is used once before.
    _ = LaneBuffer(count: 3).count
    let before = allocationCount
    let buffer = LaneBuffer(count: 3)
    let after = allocationCount
    #expect(after - before == 1)
    #expect(buffer.count == 3)
  }

  @Test func aStepAllocatesNothing() {
    guard allocationsAreCounted else { return }
    var rotation = Rotation()
    var solver = RungeKuttaSolver(dimension: 2, tolerances: Tolerances(relative: 1e-6, absolute: 1e-8))
    let inner = LaneBuffer(count: 2)
    let states = [0, 1]
    let all = LaneMask(repeating: true)
    let stop = Lanes(repeating: 1e9)
    solver.state[0] = [1, 2, 3, 4, 5, 6, 7, 8]
    solver.restart(all, before: stop, &rotation)
    let first = solver.attempt(to: stop, active: all, &rotation)
    #if !DEBUG
      solver.prepareInterpolant(of: states)
      solver.interpolate(states, at: solver.time, into: inner.base)
    #endif
    solver.commit(first.accepted)
    let before = allocationCount
    for round in 0..<300 {
      let attempt = solver.attempt(to: stop, active: all, &rotation)
      // Without optimisation the loop over an array allocates: the compiler's doing, not the solver's.
      #if !DEBUG
        solver.prepareInterpolant(of: states)
        for _ in 0..<4 { solver.interpolate(states, at: 0.5 * (solver.time + solver.nextTime), into: inner.base) }
      #endif
      solver.commit(attempt.accepted)
      if round % 50 == 0 { solver.restart(all, before: stop, &rotation) }
    }
    let after = allocationCount
    #expect(after - before == 0)
    #expect(solver.time[0] > 10)
  }
}
