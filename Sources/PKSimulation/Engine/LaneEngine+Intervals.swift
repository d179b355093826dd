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
    let moves = lanes[lane].switchTime == now ? lanes[lane].switchMoves : []
    let before = derivativesIfMoved(moves, lane)
    lanes[lane].switchTime = .infinity
    for (number, slot) in program.switches.enumerated() {
      let time = lanes[lane].constants[slot]
      guard time > now, time < stop else { continue }
      stop = time
      lanes[lane].switchTime = time
      lanes[lane].switchMoves = program.switchSensitivities.map { lanes[lane].constants[$0.lowerBound + number] }
    }
    lanes[lane].interval = now + 0.5 * (stop - now)
    refreshParameters(lane)
    if let before { moveSensitivities(moves, from: before, lane) }
    return stop
  }
}
