import PKModel
import PKNumerics

extension LaneEngine {
  /// Looks at the interval of an attempted step, before it is committed: outputs inside it, and peaks.
  mutating func follow(_ attempt: RungeKuttaSolver.Attempt, _ results: inout ChunkResults) {
    var isPrepared = false
    while true {
      // At a stop, outputs wait until everything due there has happened.
      let inside =
        attempt.accepted .& ((wanted .< solver.nextTime) .| ((wanted .== solver.nextTime) .& .!attempt.arrived))
      guard inside.holdsSomewhere else { break }
      if !isPrepared { solver.prepareInterpolant() }
      isPrepared = true
      let times = solver.time.blended(with: wanted, where: inside)
      solver.interpolate(at: times, into: inner.base)
      dynamics.load(times, inner.base)
      program.outputs.run(dynamics.registers)
      for lane in lanes.indices where inside[lane] { writeOutput(lane, &results) }
    }
    guard followsCycles else { return }
    observe(solver.nextTime, solver.nextState.base, solver.nextDerivative)
    peaks.see(attempt.accepted, at: solver.nextTime)
    for output in 0..<peaks.outputCount {
      let turning = attempt.accepted .& peaks.turned(output)
      guard turning.holdsSomewhere else { continue }
      if !isPrepared { solver.prepareInterpolant() }
      isPrepared = true
      climb(output, turning)
    }
    peaks.advance(attempt.accepted)
  }

  /// Finds the peak of an output inside the attempted step, where its slope turns from up to down.
  ///
  /// Regula falsi with the Illinois modification on the slope along the interpolant; the value at a peak is
  /// insensitive to its place, so eight rounds are ample.
  private mutating func climb(_ output: Int, _ lanes: LaneMask) {
    var (low, high) = (solver.time, solver.nextTime)
    var (slopeLow, slopeHigh) = (peaks.startSlopes[output], peaks.endSlopes[output])
    var middle = low
    for _ in 0..<8 {
      middle = high - slopeHigh * (high - low) / (slopeHigh - slopeLow)
      middle = solver.time.blended(with: middle, where: lanes)
      solver.interpolate(at: middle, into: inner.base)
      dynamics.evaluate(at: middle, inner.base, into: innerDerivative.base)
      observe(middle, inner.base, innerDerivative.base)
      let slope = slopeValues[output]
      let rising = slope .> Lanes(repeating: 0)
      low = low.blended(with: middle, where: rising)
      high = middle.blended(with: high, where: rising)
      // The end that stays is halved, or it would stay for ever.
      slopeHigh = slope.blended(with: 0.5 * slopeHigh, where: rising)
      slopeLow = (0.5 * slopeLow).blended(with: slope, where: rising)
    }
    peaks.see(output, lanes, at: middle)
  }

  /// Writes the outputs that are due in a lane at its present time, given how many planned events were applied.
  mutating func writeOutputs(_ lane: Int, applied: Int, _ results: inout ChunkResults) {
    let now = solver.time[lane]
    while lanes[lane].nextOutputTime <= now {
      let before = lanes[lane].plan.eventsBefore.map { $0[lanes[lane].nextOutput] } ?? .max
      guard before <= applied else { return }
      dynamics.load(solver.time, solver.state.base)
      program.outputs.run(dynamics.registers)
      writeOutput(lane, &results)
    }
  }

  /// Writes the output registers of a lane as its next output.
  private mutating func writeOutput(_ lane: Int, _ results: inout ChunkResults) {
    guard let slot = lanes[lane].slot else { return }
    let start = results.offsets[slot] + lanes[lane].nextOutput * results.outputCount
    for (output, register) in program.outputs.outputs.enumerated() {
      let prediction = dynamics.registers.base[register][lane]
      results.predictions[start + output] =
        residualError?.measured(
          prediction, output: output, arguments: lanes[lane].constants[program.errors[output]],
          subject: firstSubject + slot, index: lanes[lane].nextOutput) ?? prediction
    }
    lanes[lane].nextOutput += 1
    wanted[lane] = lanes[lane].nextOutputTime
  }
}
