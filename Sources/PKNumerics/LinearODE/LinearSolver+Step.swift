extension LinearSolver {
  /// Forgets the grids of output times.
  public mutating func forget(_ lanes: LaneMask) {
    for lane in LaneSet(lanes) { grid.forget(lane) }
  }

  /// Takes the coefficients and the state of some lanes from here on.
  public mutating func restart<D: LaneDynamics & ~Copyable>(
    _ lanes: LaneMask, before stop: Lanes, _ dynamics: inout D
  ) {
    var isFinite = true
    var together = lanes
    for lane in LaneSet(lanes) where !keepsPlainModes(lane, &dynamics) {
      takeSystem(lane, &dynamics)
      guard !takesPlainModes(lane) else { continue }
      together.set(lane, to: false)
      isFinite = load(lane) && isFinite
    }
    if together.holdsSomewhere { isFinite = load(together, &dynamics) && isFinite }
    start = start.blended(with: time, where: lanes)
    for i in 0..<dimension { startState.base[i] = startState.base[i].blended(with: state[i], where: lanes) }
    length = length.blended(with: 0.5 / fastest, where: lanes)
    if followsPeaks || !isFinite {
      let rest = nextDerivative
      dynamics.evaluate(at: time, state, into: rest)
      for i in 0..<dimension { derivative[i] = derivative[i].blended(with: rest[i], where: lanes) }
    } else {
      for i in 0..<dimension { derivative[i] = derivative[i].blended(with: 0, where: lanes) }
    }
  }

  /// Takes a lane's coefficients: those of the states only where they may be others than before.
  private mutating func takeSystem<D: LaneDynamics & ~Copyable>(_ lane: Int, _ dynamics: inout D) {
    let version = dynamics.linearVersion(of: lane)
    if version != 0, version == versions[lane] {
      // What holds in another lane is still there.
      for index in matrix.indices { matrix[index] = systems[lane].matrix[index] }
      dynamics.writeLinearInput(of: lane, input: &input)
      return systems[lane].take(input)
    }
    versions[lane] = version
    dynamics.writeLinearSystem(of: lane, matrix: &matrix, input: &input)
    if systems[lane].prepare(matrix, input) {
      grid.forget(lane)
      evenGrid.forget(lane)
      if isPlain { writeModes(lane) } else { table.write(lane, systems[lane].modes, systems[lane].derivatives) }
    }
  }

  /// Goes to the stop, or as far as one change of a slope's sign allows.
  public mutating func attempt<D: LaneDynamics & ~Copyable>(
    to stop: Lanes, active: LaneMask, _ dynamics: inout D
  ) -> StepAttempt {
    let arrives = active .& (followsPeaks ? stop - time .<= 1.5 * length : LaneMask(repeating: true))
    nextTime = (time + length).blended(with: stop, where: arrives).blended(with: time, where: .!active)
    interpolate(allStates, at: nextTime, into: nextState)
    if followsPeaks { dynamics.evaluate(at: nextTime, nextState, into: nextDerivative) }
    length = length.blended(with: 2 * length, where: active)
    var isFinite = LaneMask(repeating: true)
    for i in 0..<dimension { isFinite = isFinite .& (nextState[i].absolute .< .infinity) }
    return StepAttempt(
      accepted: active .& isFinite, arrived: arrives .& isFinite, stuck: active .& .!isFinite)
  }

  /// Makes the attempted step's end the present, in the given lanes.
  public mutating func commit(_ lanes: LaneMask) {
    time = time.blended(with: nextTime, where: lanes)
    for i in 0..<dimension { state[i] = state[i].blended(with: nextState[i], where: lanes) }
    guard followsPeaks else { return }
    for i in 0..<dimension { derivative[i] = derivative[i].blended(with: nextDerivative[i], where: lanes) }
  }
}
