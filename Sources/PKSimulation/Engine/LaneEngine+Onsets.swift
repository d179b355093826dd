import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Looks for events that happen inside an attempted step: such a step is given up in its lane, and the next one
  /// goes to the moment of the event.
  ///
  /// An event happens when its cumulative hazard, a state of the system, reaches the subject's threshold. An
  /// interpolant is less accurate than the ends of its step, so the first look gives only a place to step to; from
  /// there the second look, close to an end, gives the time. The state at the event is a step's end, too.
  mutating func watchHazards(_ attempt: inout StepAttempt, _ results: inout ChunkResults) {
    refuseShrinking(&attempt, &results)
    var onset = Lanes(repeating: .infinity)
    var first = Lanes(repeating: 0)
    for (event, state) in program.hazards.enumerated() {
      let crossing = attempt.accepted .& (solver.nextState[state] .>= thresholds.base[event])
      guard crossing.holdsSomewhere else { continue }
      let time = timeWhere(state, reaches: thresholds.base[event], crossing, &results)
      let isEarlier = crossing .& (time .< onset)
      onset = onset.blended(with: time, where: isEarlier)
      first = first.blended(with: Double(event), where: isEarlier)
    }
    let cut = onset .< .infinity
    guard cut.holdsSomewhere else { return }
    for lane in LaneSet(cut) {
      // Time must move, or the event would be due before it is looked for.
      let time = max(onset[lane], solver.time[lane].nextUp)
      stops[lane] = min(stops[lane], time)
      if lanes[lane].isNearOnset { schedule(event: Int(first[lane]), at: time, lane, &results) }
      lanes[lane].isNearOnset.toggle()
    }
    attempt.accepted = attempt.accepted .& .!cut
    attempt.arrived = attempt.arrived .& .!cut
  }

  private mutating func schedule(event: Int, at time: Double, _ lane: Int, _ results: inout ChunkResults) {
    thresholds.base[event][lane] = .infinity
    lanes[lane].schedule(PendingEvent(time: time, kind: .onset(event)))
    guard let slot = lanes[lane].slot else { return }
    results.eventTimes[slot * results.eventCount + event] = time
  }

  /// Ends subjects whose hazard is negative, by more than the solver's error would explain.
  private mutating func refuseShrinking(_ attempt: inout StepAttempt, _ results: inout ChunkResults) {
    for state in program.hazards {
      let (before, after) = (solver.state[state], solver.nextState[state])
      let allowed = shrinkage.absolute + shrinkage.relative * before.absolute
      let shrinks = attempt.accepted .& (after .< before - allowed)
      guard shrinks.holdsSomewhere else { continue }
      for lane in LaneSet(shrinks) { fail(lane, .shrinking(time: solver.time[lane], state: state), &results) }
      attempt.accepted = attempt.accepted .& .!shrinks
      attempt.arrived = attempt.arrived .& .!shrinks
    }
  }

  /// When a growing state reaches a level inside the attempted step, along its interpolant, in the given lanes.
  private mutating func timeWhere(
    _ state: Int, reaches level: Lanes, _ lanes: LaneMask, _ results: inout ChunkResults
  ) -> Lanes {
    prepareInterpolant(of: [state], LaneSet(lanes), &results)
    var bracket = Bracket(
      from: solver.time, to: solver.nextTime, below: solver.state[state] - level,
      above: solver.nextState[state] - level, where: lanes)
    while let middle = bracket.next(orElse: solver.time) {
      solver.interpolate([state], at: middle, into: inner.base)
      bracket.take(inner.base[state] - level, at: middle)
    }
    return bracket.found
  }
}
