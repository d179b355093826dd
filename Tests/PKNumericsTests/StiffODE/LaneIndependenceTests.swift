import Foundation
import PKNumerics
import Testing

/// What a lane gives does not depend, to the last bit, on the other lanes: stiff beside not stiff, each with its own
/// stop.
@Suite struct LaneIndependenceTests {
  /// Relaxation towards cos t at a rate of each lane's own: from slow to very stiff.
  struct Relaxation: LaneDynamics {
    var rates: Lanes
    var dimension: Int { 2 }
    var coupledDimension: Int { 1 }
    var isDifferentiable: Bool { true }

    mutating func evaluate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
    ) {
      derivative[0] = -1 * rates * (state[0] - time.map(cos)) - 0.1 * (state[0] * state[0])
      derivative[1] = state[0]
    }

    mutating func differentiate(
      at time: Lanes, _ state: UnsafePointer<Lanes>, into jacobian: UnsafeMutablePointer<Lanes>,
      _ timeDerivative: UnsafeMutablePointer<Lanes>
    ) {
      jacobian[0] = -1 * rates - 0.2 * state[0]
      jacobian[1] = Lanes(repeating: 1)
      timeDerivative[0] = -1 * rates * time.map(sin)
      timeDerivative[1] = Lanes(repeating: 0)
    }
  }

  static let rates: Lanes = [0.1, 1e6, 3, 1e3, 30, 1e4, 300, 1e5]
  static let stops: Lanes = [3, 1, 4, 1.5, 5, 9, 2, 6]

  @Test(arguments: ODEMethod.allCases) func aLaneAloneHasTheSameBits(_ method: ODEMethod) throws {
    let slow = method == .rodas5P || method == .switching ? Self.rates : Self.rates.map { min($0, 1e3) }
    let together = try run(method, slow, Self.stops)
    for lane in 0..<8 {
      let alone = try run(method, Lanes(repeating: slow[lane]), Lanes(repeating: Self.stops[lane]))
      #expect(together.time[lane] == Self.stops[lane])
      #expect(together.states[0][lane] == alone.states[0][0] && together.states[1][lane] == alone.states[1][5])
      #expect(together.inside[0][lane] == alone.inside[0][0] && together.inside[1][lane] == alone.inside[1][5])
      #expect(together.rounds[lane] == alone.rounds[0])
      #expect(together.isStiff[lane] == alone.isStiff[0])
    }
    if method == .switching { #expect(together.isStiff[1] && !together.isStiff[0]) }
  }

  @Test(arguments: ODEMethod.allCases, [Double.nan, .infinity])
  func whatBreaksInOneLaneLeavesTheOthersBits(_ method: ODEMethod, _ bad: Double) throws {
    let slow = Self.rates.map { min($0, 300) }
    var broken = slow
    broken[4] = bad
    let (clean, dirty) = (try run(method, slow, Self.stops), try run(method, broken, Self.stops))
    for lane in 0..<8 where lane != 4 {
      #expect(clean.states[0][lane] == dirty.states[0][lane] && clean.states[1][lane] == dirty.states[1][lane])
      #expect(clean.rounds[lane] == dirty.rounds[lane])
    }
    #expect(dirty.time[4] < Self.stops[4])
  }

  struct Run {
    var time = Lanes(repeating: 0)
    var states: [Lanes] = []
    /// Sums of interpolated states on the way.
    var inside: [Lanes]
    var rounds = Lanes(repeating: 0)
    var isStiff = LaneMask(repeating: false)
  }

  private func run(_ method: ODEMethod, _ rates: Lanes, _ stops: Lanes) throws -> Run {
    try method.run(
      Drive(rates: rates, stops: stops), dimension: 2, tolerances: Tolerances(relative: 1e-6, absolute: 1e-9))
  }

  /// Runs until every lane has arrived or is stuck, and looks inside every step.
  struct Drive: SolverTask {
    let rates: Lanes
    let stops: Lanes

    func run<S: TestedSolver & ~Copyable>(_ solver: consuming S) throws(SolverError) -> Run {
      var solver = solver
      var dynamics = Relaxation(rates: rates)
      let all = LaneMask(repeating: true)
      let zero = Lanes(repeating: 0)
      let inner = LaneBuffer(count: 2)
      var run = Run(inside: [zero, zero])
      solver.state[0] = Lanes(repeating: 2)
      solver.restart(all, before: stops, &dynamics)
      var active = all
      for _ in 0..<5_000 where active.holdsSomewhere {
        let attempt = solver.attempt(to: stops, active: active, &dynamics)
        solver.completeInterpolant(&dynamics)
        solver.prepareInterpolant(of: [0, 1])
        solver.interpolate([0, 1], at: solver.time + 0.3 * (solver.nextTime - solver.time), into: inner.base)
        for i in 0..<2 { run.inside[i] += zero.blended(with: inner[i], where: attempt.accepted) }
        run.rounds += zero.blended(with: 1, where: active)
        solver.commit(attempt.accepted)
        active = active .& .!attempt.arrived .& .!attempt.stuck
      }
      run.time = solver.time
      run.states = [solver.state[0], solver.state[1]]
      run.isStiff = solver.stiffLanes
      return run
    }
  }
}
