extension LinearSolver {
  /// Takes the coefficients and the state of some lanes from here on.
  public mutating func restart<D: LaneDynamics & ~Copyable>(
    _ lanes: LaneMask, before stop: Lanes, _ dynamics: inout D
  ) {
    let n = dimension
    for lane in LaneSet(lanes) {
      dynamics.writeLinearSystem(of: lane, matrix: &matrix, input: &input)
      systems[lane].prepare(structure, matrix, input, at: time[lane], state: (0..<n).map { state[$0][lane] })
      load(lane)
    }
    start = start.blended(with: time, where: lanes)
    for i in 0..<n { startState.base[i] = startState.base[i].blended(with: state[i], where: lanes) }
    let rest = nextDerivative
    dynamics.evaluate(at: time, state, into: rest)
    for i in 0..<n { derivative[i] = derivative[i].blended(with: rest[i], where: lanes) }
    length = length.blended(with: 0.5 / fastest, where: lanes)
  }

  /// Goes to the stop, or as far as one change of a slope's sign allows.
  public mutating func attempt<D: LaneDynamics & ~Copyable>(
    to stop: Lanes, active: LaneMask, _ dynamics: inout D
  ) -> StepAttempt {
    let arrives = active .& (followsPeaks ? stop - time .<= 1.5 * length : LaneMask(repeating: true))
    nextTime = (time + length).blended(with: stop, where: arrives).blended(with: time, where: .!active)
    interpolate(allStates, at: nextTime, into: nextState)
    dynamics.evaluate(at: nextTime, nextState, into: nextDerivative)
    length = length.blended(with: 2 * length, where: active)
    var isFinite = LaneMask(repeating: true)
    for i in 0..<dimension { isFinite = isFinite .& (nextState[i].absolute .< .infinity) }
    return StepAttempt(
      accepted: active .& isFinite, arrived: arrives .& isFinite, stuck: active .& .!isFinite)
  }

  /// Makes the attempted step's end the present, in the given lanes.
  public mutating func commit(_ lanes: LaneMask) {
    time = time.blended(with: nextTime, where: lanes)
    for i in 0..<dimension {
      state[i] = state[i].blended(with: nextState[i], where: lanes)
      derivative[i] = derivative[i].blended(with: nextDerivative[i], where: lanes)
    }
  }

  /// Writes a lane's coefficients: modes times the state and the input seen along them.
  private mutating func load(_ lane: Int) {
    let (n, core) = (dimension, structure.core)
    let m = core.count
    let system = systems[lane]
    needsExponential[lane] = !system.hasModes
    var norm = 0.0
    for j in 0..<m {
      let value = system.hasModes ? system.modes.values[j] : 0
      rates.base[j][lane] = value
      norm = max(norm, system.hasModes ? abs(value) : abs(system.matrix[core[j] + core[j] * n]))
    }
    fastest[lane] = max(norm, .leastNormalMagnitude)
    hasInput[lane] = system.hasModes && core.contains { system.input[$0] != 0 }
    for j in 0..<m {
      var along = 0.0
      var driven = 0.0
      for (i, state) in core.enumerated() where system.hasModes {
        along += system.modes.inverse[j + i * m] * self.state[state][lane]
        driven += system.modes.inverse[j + i * m] * system.input[state]
      }
      for (i, state) in core.enumerated() {
        let component = system.hasModes ? system.modes.vectors[i + j * m] : 0
        exponentialPart.base[state * m + j][lane] = component * along
        firstPart.base[state * m + j][lane] = component * driven
      }
      for integral in structure.integrals {
        var component = 0.0
        for (i, state) in core.enumerated() where system.hasModes {
          component += system.matrix[integral + state * n] * system.modes.vectors[i + j * m]
        }
        firstPart.base[integral * m + j][lane] = component * along
        secondPart.base[integral * m + j][lane] = component * driven
      }
    }
    for integral in structure.integrals { slopePart.base[integral][lane] = system.input[integral] }
  }
}
