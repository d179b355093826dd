import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Looks at the interval of an attempted step, before it is committed: outputs inside it, and peaks.
  mutating func follow(_ attempt: StepAttempt, _ results: inout ChunkResults) {
    if solver.interpolatesSeries {
      writeSeries(attempt, &results)
    } else {
      let ends = outputEnds(attempt)
      let inside = LaneSet(outputsInside(ends))
      if !inside.isEmpty {
        judgeInterpolant(inside, &results)
        prepareInterpolant(of: observedStates, inside, &results)
        results.predictions.withUnsafeMutableBufferPointer { writeOutputs(before: ends, $0) }
      }
    }
    if followsCycles { followPeaks(attempt, &results) }
  }

  /// Writes the outputs inside an attempted step, one of each lane at a time.
  private mutating func writeOutputs(
    before ends: (Lanes, Lanes), _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    // Held here: what is read through `self` is retained and released each time.
    let (tape, states) = (program.outputs, observedStates)
    var inside = outputsInside(ends)
    while inside.holdsSomewhere {
      let times = solver.time.blended(with: wanted.base[0], where: inside)
      solver.interpolate(states, at: times, into: inner.base)
      if isCoarse.holdsSomewhere { stepAside(to: times, inside) }
      dynamics.load(times, inner.base)
      tape.run(dynamics.registers)
      for lane in LaneSet(inside) { writeOutput(lane, predictions) }
      inside = outputsInside(ends)
    }
  }

  /// Finds the lanes whose outputs the interpolant would make worse than the step is.
  private mutating func judgeInterpolant(_ lanes: LaneSet, _ results: inout ChunkResults) {
    isCoarse = LaneMask(repeating: false)
    guard evaluationsPerInterpolant > 0 else { return }
    completeInterpolant(lanes, &results)
    isCoarse = solver.lanesWithCoarseInterpolant(&dynamics)
    results.statistics.evaluations += lanes.count
  }

  /// Computes the states of coarse lanes at an output by a step of their own.
  private mutating func stepAside(to times: Lanes, _ inside: LaneMask) {
    let coarse = isCoarse .& inside
    guard coarse.holdsSomewhere else { return }
    solver.stepAside(to: times, &dynamics, into: exact.base)
    for state in observedStates {
      inner.base[state] = inner.base[state].blended(with: exact.base[state], where: coarse)
    }
  }

  /// Prepares the interpolation of some states, with the stages of the method that only it needs, once a step.
  mutating func prepareInterpolant(of states: [Int], _ lanes: LaneSet, _ results: inout ChunkResults) {
    completeInterpolant(lanes, &results)
    solver.prepareInterpolant(of: states)
  }

  private mutating func completeInterpolant(_ lanes: LaneSet, _ results: inout ChunkResults) {
    guard !interpolantIsComplete else { return }
    solver.completeInterpolant(&dynamics)
    results.statistics.evaluations += lanes.count * evaluationsPerInterpolant
    interpolantIsComplete = true
  }

  /// The times before which, and up to which, outputs are inside an attempted step: at a stop, outputs wait until
  /// everything due there has happened.
  private mutating func outputEnds(_ attempt: StepAttempt) -> (before: Lanes, upTo: Lanes) {
    let end = solver.nextTime
    let never = Lanes(repeating: -.infinity)
    let atStop = end - Self.rounding * end.absolute
    return (
      never.blended(with: atStop, where: attempt.accepted),
      never.blended(with: end, where: attempt.accepted .& .!attempt.arrived)
    )
  }

  /// The lanes whose next output lies inside the attempted step.
  private mutating func outputsInside(_ ends: (before: Lanes, upTo: Lanes)) -> LaneMask {
    let wanted = wanted.base[0]
    return (wanted .< ends.before) .| (wanted .<= ends.upTo)
  }

  private mutating func followPeaks(_ attempt: StepAttempt, _ results: inout ChunkResults) {
    observe(solver.nextTime, solver.nextState, solver.nextDerivative)
    peaks.see(attempt.accepted, at: solver.nextTime)
    var isPrepared = false
    for output in 0..<peaks.outputCount {
      let turning = attempt.accepted .& peaks.turned(output)
      guard turning.holdsSomewhere else { continue }
      if !isPrepared { prepareInterpolant(of: allStates, LaneSet(turning), &results) }
      isPrepared = true
      climb(output, turning)
    }
    peaks.advance(attempt.accepted)
  }

  /// Finds the peak of an output inside the attempted step, where its slope turns from up to down.
  ///
  /// Regula falsi on the slope along the interpolant, with the Illinois modification (Dowell and Jarratt, BIT 11
  /// (1971) 168): an end that stays twice has its slope halved. A lane rests once its peak is known to 10⁻⁹ of the
  /// step, so that what it gives does not depend on how long the others take.
  private mutating func climb(_ output: Int, _ lanes: LaneMask) {
    var (low, high) = (solver.time, solver.nextTime)
    var (slopeLow, slopeHigh) = (peaks.startSlopes[output], peaks.endSlopes[output])
    var left = lanes
    var wasRising = LaneMask(repeating: false)
    let enough = 1e-9 * (high - low)
    for round in 0..<60 where left.holdsSomewhere {
      let middle = solver.time.blended(
        with: high - slopeHigh * (high - low) / (slopeHigh - slopeLow), where: left)
      solver.interpolate(allStates, at: middle, into: inner.base)
      dynamics.evaluate(at: middle, inner.base, into: innerDerivative.base)
      observe(middle, inner.base, innerDerivative.base)
      peaks.see(output, left, at: middle)
      let slope = slopeValues[output]
      let rising = slope .> Lanes(repeating: 0)
      let isInside = (middle - low .> enough) .& (high - middle .> enough)
      if round > 0 {
        slopeHigh = slopeHigh.blended(with: 0.5 * slopeHigh, where: rising .& wasRising)
        slopeLow = slopeLow.blended(with: 0.5 * slopeLow, where: .!rising .& .!wasRising)
      }
      low = low.blended(with: middle, where: rising)
      slopeLow = slopeLow.blended(with: slope, where: rising)
      high = middle.blended(with: high, where: rising)
      slopeHigh = slope.blended(with: slopeHigh, where: rising)
      wasRising = rising
      left = left .& isInside .& (slope .!= Lanes(repeating: 0))
    }
  }

  /// Writes the outputs that are due in a lane at its present time, given how many planned events were applied.
  mutating func writeOutputs(_ lane: Int, applied: Int, _ results: inout ChunkResults) {
    while isDue(lanes[lane].nextOutputTime, lane) {
      let before = lanes[lane].plan.eventsBefore.map { $0[lanes[lane].nextOutput] } ?? .max
      guard before <= applied else { return }
      dynamics.load(solver.time, solver.state)
      program.outputs.run(dynamics.registers)
      results.predictions.withUnsafeMutableBufferPointer { writeOutput(lane, $0) }
    }
  }

  /// Writes the output registers of a lane as its next output.
  private mutating func writeOutput(_ lane: Int, _ predictions: UnsafeMutableBufferPointer<Double>) {
    var place = cursors[lane]
    if !addsResidualError {
      for output in 0..<outputRegisters.count {
        predictions[place] = dynamics.registers.scalar(outputRegisters[output], lane: lane)
        place += 1
      }
    } else {
      writeMeasured(lane, from: dynamics.registers.numbers, lane, at: &place, predictions)
    }
    if writesErrorArguments { writeArguments(lane, at: &place, predictions) }
    cursors[lane] = place
    lanes[lane].nextOutput += 1
    wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
  }

  /// Writes the arguments of the error terms of a lane's next output.
  mutating func writeArguments(_ lane: Int, at place: inout Int, _ predictions: UnsafeMutableBufferPointer<Double>) {
    for argument in 0..<errorArguments.count {
      predictions[place] = lanes[lane].constants[errorArguments[argument]]
      place += 1
    }
  }

  /// Writes the output registers of a lane as its next output with residual error; they are those of one lane of a file.
  mutating func writeMeasured(
    _ lane: Int, from file: UnsafePointer<Double>, _ column: Int, at place: inout Int,
    _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    guard let residualError, let slot = lanes[lane].slot else { return }
    for (output, register) in program.outputs.outputs.enumerated() {
      predictions[place] = residualError.measured(
        file[Lanes.scalarCount * register + column], output: output,
        arguments: lanes[lane].constants[program.errors[output]], subject: firstSubject + slot,
        index: lanes[lane].nextOutput)
      place += 1
    }
  }
}
