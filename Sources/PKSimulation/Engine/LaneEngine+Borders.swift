import PKModel
import PKNumerics

/// Borders between equations that states cross: found inside a step, stopped at, and gone through with what that does to
/// the derivatives of states.
extension LaneEngine where Stepper: ~Copyable {
  /// Looks for borders that are crossed inside an attempted step: such a step is given up in its lane, and the next one
  /// goes to the border.
  ///
  /// An interpolant is least accurate in the middle of its step: only a crossing close to one of its ends counts; of
  /// others it gives a place to step to, and look again.
  mutating func watchBorders(_ borders: BorderTape, _ attempt: inout StepAttempt, _ results: inout ChunkResults) {
    dynamics.load(solver.nextTime, solver.nextState)
    borders.tape.run(dynamics.registers)
    let ends = (0..<borders.count).map { dynamics.registers.base[borders.height($0)] }
    var (time, first) = (Lanes(repeating: .infinity), Lanes(repeating: 0))
    for (border, end) in ends.enumerated() {
      var crossing = attempt.accepted .& (holds(borders, border, end) .!= (truths.base[border] .!= 0))
      guard crossing.holdsSomewhere else { continue }
      for lane in LaneSet(crossing) where lanes[lane].pending.contains(where: { $0.isCrossing(of: border) }) {
        crossing[lane] = false
      }
      let found = timeOfCrossing(borders, border, end: end, crossing, &results)
      let isEarlier = crossing .& (found .< time)
      time = time.blended(with: found, where: isEarlier)
      first = first.blended(with: Double(border), where: isEarlier)
    }
    let cut = time .< .infinity
    guard cut.holdsSomewhere else { return }
    for lane in LaneSet(cut) { stop(at: time[lane], border: Int(first[lane]), lane) }
    attempt.accepted = attempt.accepted .& .!cut
    attempt.arrived = attempt.arrived .& .!cut
  }

  private func holds(_ borders: BorderTape, _ border: Int, _ height: Lanes) -> LaneMask {
    let zero = Lanes(repeating: 0)
    return borders.includesZero[border] ? height .>= zero : height .> zero
  }

  private mutating func stop(at found: Double, border: Int, _ lane: Int) {
    let (start, end) = (solver.time[lane], solver.nextTime[lane])
    // Time must move, or the crossing would be due before it is looked for.
    let time = max(found, start.nextUp)
    stops[lane] = min(stops[lane], time)
    let margin = 1e-3 * (end - start)
    guard time - start <= margin || end - time <= margin else { return }
    lanes[lane].schedule(PendingEvent(time: time, kind: .crossing(border)))
  }

  private mutating func timeOfCrossing(
    _ borders: BorderTape, _ border: Int, end: Lanes, _ lanes: LaneMask, _ results: inout ChunkResults
  ) -> Lanes {
    guard lanes.holdsSomewhere else { return Lanes(repeating: .infinity) }
    prepareInterpolant(of: allStates, LaneSet(lanes), &results)
    // Upwards, whichever way the border is crossed.
    let sign = Lanes(repeating: 1).blended(with: -1, where: truths.base[border] .!= 0)
    let (tape, register) = (borders.tape, borders.height(border))
    dynamics.load(solver.time, solver.state)
    tape.run(dynamics.registers)
    let below = sign * dynamics.registers.base[register]
    let inside = lanes .& (below .< Lanes(repeating: 0))
    var bracket = Bracket(
      from: solver.time, to: solver.nextTime, below: below, above: sign * end, where: inside)
    while let middle = bracket.next(orElse: solver.time) {
      solver.interpolate(allStates, at: middle, into: inner.base)
      dynamics.load(middle, inner.base)
      tape.run(dynamics.registers)
      bracket.take(sign * dynamics.registers.base[register], at: middle)
    }
    // Where the border was already behind at the start, it is crossed there.
    return bracket.found.blended(with: solver.time, where: .!inside)
  }

  /// Goes through a border now.
  mutating func cross(_ border: Int, _ lane: Int) {
    guard let borders = program.borders else { return }
    let moves = movesOfCrossing(borders, border, lane)
    let before = derivativesIfMoved(moves, lane)
    truths.setScalar(border, lane: lane, to: 1 - truths.scalar(border, lane: lane))
    refreshParameters(lane)
    if let before { moveSensitivities(moves, from: before, lane) }
  }

  /// How the time of a crossing depends on the directions: with height g(t, x, p), −(∂g/∂p + ∂g/∂x·s)/(dg/dt).
  private mutating func movesOfCrossing(_ borders: BorderTape, _ border: Int, _ lane: Int) -> [Double] {
    dynamics.evaluate(at: solver.time, solver.state, into: innerDerivative.base)
    let r = dynamics.registers.base
    for i in 0..<program.compartmentCount { r[program.derivativeRegister + i] = innerDerivative.base[i] }
    borders.tape.run(dynamics.registers)
    let slope = r[borders.slope(border)][lane]
    return program.routeSensitivities.indices.map { direction in
      slope == 0 ? 0 : -r[borders.move(border, by: direction)][lane] / slope
    }
  }

  /// Decides in a lane what holds now, but for a border that was just gone through: there the height is 0.
  mutating func settleBorders(_ lane: Int, exceptFor crossed: Int? = nil) {
    guard let borders = program.borders else { return }
    // One may depend on others: as many rounds as there are decide all.
    for _ in 0..<borders.count {
      dynamics.load(solver.time, solver.state)
      borders.tape.run(dynamics.registers)
      var isSettled = true
      for border in 0..<borders.count where border != crossed {
        let truth = holds(borders, border, dynamics.registers.base[borders.height(border)])[lane] ? 1.0 : 0
        if truth != truths.scalar(border, lane: lane) { isSettled = false }
        truths.setScalar(border, lane: lane, to: truth)
      }
      if isSettled { return }
      refreshParameters(lane)
    }
  }
}

extension PendingEvent {
  /// Whether a border is gone through.
  func isCrossing(of border: Int) -> Bool { if case .crossing(border) = kind { true } else { false } }
}
