import PKNumerics
import PKTestSupport
import Testing

/// Allocation: no method allocates in a step, a restart, an interpolation, or when it changes over.
@Suite struct StiffAllocationTests {
  /// A fast and a slow part, without closures, whose contexts would be allocations of the test's own.
  struct Relaxation: LaneDynamics {
    var dimension: Int { 3 }
    var coupledDimension: Int { 2 }
    var isDifferentiable: Bool { true }

    mutating func evaluate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
    ) {
      derivative[0] = -1e5 * (state[0] - state[1])
      derivative[1] = -0.01 * state[1]
      derivative[2] = state[0]
    }

    mutating func differentiate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into jacobian: UnsafeMutablePointer<Lanes>,
      _ timeDerivative: UnsafeMutablePointer<Lanes>
    ) {
      jacobian.update(repeating: Lanes(repeating: 0), count: 6)
      jacobian[0] = Lanes(repeating: -1e5)
      jacobian[3] = Lanes(repeating: 1e5)
      jacobian[4] = Lanes(repeating: -0.01)
      jacobian[2] = Lanes(repeating: 1)
      timeDerivative.update(repeating: Lanes(repeating: 0), count: 3)
    }
  }

  @Test(arguments: ODEMethod.allCases) func aStepAllocatesNothing(_ method: ODEMethod) throws {
    // Without optimisation loops over arrays allocate: the compiler's doing, not the solver's.
    #if !DEBUG
      guard allocationsAreCounted else { return }
      let outcome = try method.run(
        Count(), dimension: 3, tolerances: Tolerances(relative: 1e-6, absolute: 1e-8))
      #expect(outcome.allocations == 0)
      #expect(outcome.time > 0)
      if method == .switching { #expect(outcome.wasStiff) }
    #endif
  }

  struct Count: SolverTask {
    func run<S: TestedSolver & ~Copyable>(
      _ solver: consuming S
    ) throws(SolverError) -> (allocations: Int, time: Double, wasStiff: Bool) {
      var solver = solver
      var dynamics = Relaxation()
      let inner = LaneBuffer(count: 3)
      let states = [0, 1, 2]
      let all = LaneMask(repeating: true)
      let stop = Lanes(repeating: 1e9)
      solver.state[0] = [1, 2, 3, 4, 5, 6, 7, 8]
      solver.state[1] = Lanes(repeating: 1)
      solver.restart(all, before: stop, &dynamics)
      var wasStiff = false
      let before = allocationCount
      for round in 0..<300 {
        let attempt = solver.attempt(to: stop, active: all, &dynamics)
        solver.completeInterpolant(&dynamics)
        solver.prepareInterpolant(of: states)
        solver.interpolate(states, at: 0.5 * (solver.time + solver.nextTime), into: inner.base)
        _ = solver.work(of: attempt, active: all)
        solver.commit(attempt.accepted)
        wasStiff = wasStiff || solver.stiffLanes.holdsSomewhere
        if round % 50 == 0 { solver.restart(all, before: stop, &dynamics) }
      }
      return (allocationCount - before, solver.time[0], wasStiff)
    }
  }
}
