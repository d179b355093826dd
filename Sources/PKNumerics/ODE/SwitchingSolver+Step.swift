extension SwitchingSolver {
  /// Begins anew in some lanes, whose time, state or equations the caller has changed; each keeps its method.
  public mutating func restart<D: LaneDynamics & ~Copyable>(
    _ lanes: LaneMask, before stop: Lanes, _ dynamics: inout D
  ) {
    explicit.restart(lanes, before: stop, &dynamics)
    stiff.steps.begin(lanes, with: explicit.steps.next)
  }

  /// Attempts one step in every active lane, by the lane's method, no further than its stop.
  public mutating func attempt<D: LaneDynamics & ~Copyable>(
    to stop: Lanes, active: LaneMask, _ dynamics: inout D
  ) -> StepAttempt {
    steppedStiffly = active .& stiffLanes
    guard steppedStiffly.holdsSomewhere else {
      steppedExplicitly = true
      var outcome = explicit.attempt(to: stop, active: active, &dynamics)
      watchForStiffness(&outcome, dynamics)
      return outcome
    }
    let easy = active .& .!stiffLanes
    steppedExplicitly = easy.holdsSomewhere
    var outcome = StepAttempt(
      accepted: .init(repeating: false), arrived: .init(repeating: false), stuck: .init(repeating: false))
    if steppedExplicitly {
      outcome = explicit.attempt(to: stop, active: easy, &dynamics)
      watchForStiffness(&outcome, dynamics)
    }
    let other = attemptStiffly(to: stop, &dynamics)
    return StepAttempt(
      accepted: outcome.accepted .| other.accepted, arrived: outcome.arrived .| other.arrived,
      stuck: outcome.stuck .| other.stuck)
  }

  /// Holds the errors of a lane's explicit steps to a share of the tolerances.
  public mutating func holdErrors(to share: Double, _ lane: Int) { explicit.holdErrors(to: share, lane) }

  /// Makes the attempted step's end the present, in the given lanes.
  public mutating func commit(_ lanes: LaneMask) { explicit.commit(lanes) }

  /// Forgets in some lanes what was learnt of their stiffness.
  public mutating func forget(_ lanes: LaneMask) {
    stiffLanes = stiffLanes .& .!lanes
    suspicion = suspicion.blended(with: 0, where: lanes)
    patience = patience.blended(with: Self.firstPatience, where: lanes)
    ease = ease.blended(with: 0, where: lanes)
    explicit.forget(lanes)
    stiff.forget(lanes)
  }

  /// Attempts a step in the stiff lanes, and puts its end where the caller looks for it.
  private mutating func attemptStiffly<D: LaneDynamics & ~Copyable>(
    to stop: Lanes, _ dynamics: inout D
  ) -> StepAttempt {
    let (n, lanes) = (dimension, steppedStiffly)
    stiff.time = time
    stiff.state.update(from: state, count: n)
    stiff.derivative.update(from: derivative, count: n)
    let outcome = stiff.attempt(to: stop, active: lanes, &dynamics)
    explicit.nextTime = explicit.nextTime.blended(with: stiff.nextTime, where: lanes)
    explicit.steps.take(stiff.steps, where: lanes)
    for i in 0..<n {
      nextState[i] = nextState[i].blended(with: stiff.nextState[i], where: lanes)
      nextDerivative[i] = nextDerivative[i].blended(with: stiff.nextDerivative[i], where: lanes)
    }
    watchForEase(outcome.accepted, of: dynamics.leadingDimension)
    return outcome
  }
}
