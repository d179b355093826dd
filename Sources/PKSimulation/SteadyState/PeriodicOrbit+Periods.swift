import PKNumerics

extension PeriodicOrbit where Stepper: ~Copyable {
  /// Carries up to eight states along, from phase 0 with its dose to a phase.
  mutating func advance(
    _ starts: [[Double]], _ doses: PeriodicInput, until phase: Double
  ) throws(SolverError) -> [[Double]] {
    load(starts)
    for share in doses.bolus { solver.state[share.state] += share.size }
    var active = LaneMask(repeating: false)
    for lane in starts.indices { active[lane] = true }
    solver.forget(active)
    var start = 0.0
    for stretch in doses.stretches(until: phase) where stretch.duration > 0 {
      setRates(doses, stretch.infusions)
      try solve(active, from: start, until: start + stretch.duration)
      start += stretch.duration
      if stretch.endsInfusion { for share in doses.jumps { solver.state[share.state] += share.size } }
    }
    return starts.indices.map { lane in (0..<compartments).map { solver.state[$0][lane] } }
  }

  /// Lets doses enter by their profile: the one of phase 0, and those before it.
  mutating func setProfiles(_ doses: PeriodicInput) {
    guard let profile = doses.profile, let compartment = doses.bolus.first?.state else { return }
    for lane in 0..<Lanes.scalarCount {
      for number in 0...profile.earlier {
        let start = -Double(number) * doses.interval
        dynamics.profiles.add(profile.shape, profile.moves, into: compartment, at: start, lane)
      }
    }
  }

  mutating func load(_ starts: [[Double]]) {
    for state in 0..<solver.dimension { solver.state[state] = Lanes(repeating: 0) }
    for (lane, start) in starts.enumerated() {
      for (state, value) in start.enumerated() { solver.state[state][lane] = value }
    }
  }

  mutating func setRates(_ doses: PeriodicInput, _ infusions: Int) {
    for i in 0..<compartments { dynamics.rates.base[i] = Lanes(repeating: 0) }
    for share in doses.rates { dynamics.rates.base[share.state] = Lanes(repeating: share.size * Double(infusions)) }
  }

  /// Runs the solver from one phase to another, in some lanes.
  private mutating func solve(_ lanes: LaneMask, from start: Double, until end: Double) throws(SolverError) {
    var active = lanes
    let stop = Lanes(repeating: end)
    solver.time = Lanes(repeating: start)
    solver.restart(active, before: stop, &dynamics)
    var steps = 0
    while active.holdsSomewhere {
      let attempt = solver.attempt(to: stop, active: active, &dynamics)
      statistics = statistics + solver.work(of: attempt, active: active)
      if let lane = LaneSet(attempt.stuck .& active).first(where: { _ in true }) {
        throw .stepTooSmall(time: solver.time[lane], step: solver.nextTime[lane] - solver.time[lane])
      }
      solver.commit(attempt.accepted)
      active = active .& .!attempt.arrived
      steps += 1
      if steps > stepLimit { throw .tooManySteps(time: solver.time[0], limit: stepLimit) }
    }
  }
}
