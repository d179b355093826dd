import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Begins the interval up to a lane's next stop: the next event, or the next time at which a comparison of the
  /// equations switches.
  ///
  /// What such comparisons say inside it is decided here, once.
  ///
  /// - Returns: the stop; ∞ when no event follows.
  mutating func beginInterval(_ lane: Int) -> Double {
    var stop = lanes[lane].nextStop
    guard !program.switches.isEmpty, stop < .infinity else { return stop }
    let now = solver.time[lane]
    for slot in program.switches {
      let time = lanes[lane].constants[slot]
      if time > now, time < stop { stop = time }
    }
    lanes[lane].interval = now + 0.5 * (stop - now)
    refreshParameters(lane)
    return stop
  }
}
