import PKModel
import PKNumerics

/// Outputs where the solver gives a subject's states at many times at once: eight times of one subject are computed
/// together, instead of one time of eight subjects.
extension LaneEngine where Stepper: ~Copyable {
  /// How many groups of eight times are computed at once.
  static var seriesGroups: Int { 8 }

  /// Writes the outputs inside an attempted step.
  mutating func writeSeries(_ attempt: StepAttempt, _ results: inout ChunkResults) {
    for lane in LaneSet(attempt.accepted .& (wanted.base[0] .<= solver.nextTime)) {
      let times = lanes[lane].plan.outputTimes
      let end = solver.nextTime[lane]
      // At a stop, outputs wait until everything due there has happened.
      let stop = attempt.arrived[lane] ? (end - Self.rounding * abs(end)).nextDown : end
      var next = lanes[lane].nextOutput
      guard next < times.count, times[next] <= stop else { continue }
      for register in program.observedConstants {
        seriesRegisters.base[register] = Lanes(repeating: dynamics.registers.scalar(register, lane: lane))
      }
      times.withUnsafeBufferPointer { times in
        results.predictions.withUnsafeMutableBufferPointer { predictions in
          while next < times.count, times[next] <= stop {
            var last = next + 1
            while last < times.count, last < next + 8 * Self.seriesGroups, times[last] <= stop { last += 1 }
            writeSeries(lane, UnsafeBufferPointer(rebasing: times[next..<last]), predictions)
            next = last
          }
        }
      }
      wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
    }
  }

  /// Writes the outputs of one subject at some times.
  private mutating func writeSeries(
    _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    // Held here: what is read through `self` is retained and released each time.
    let (tape, states) = (program.outputs, program.observedStates)
    solver.interpolate(states, ofLane: lane, at: times, into: series.base)
    let r = seriesRegisters.base
    for first in stride(from: 0, to: times.count, by: 8) {
      let group = series.base + first / 8 * states.count
      for (place, state) in states.enumerated() { r[program.stateRegister + state] = group[place] }
      if program.observesTime {
        for place in 0..<min(8, times.count - first) { r[program.timeRegister][place] = times[first + place] }
      }
      tape.run(seriesRegisters)
      writeGroup(lane, count: min(8, times.count - first), tape.outputs, predictions)
    }
  }

  /// Writes the outputs of one subject at up to eight times.
  private mutating func writeGroup(
    _ lane: Int, count: Int, _ outputs: [Int], _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    var place = cursors[lane]
    for number in 0..<count {
      if residualError == nil {
        for register in outputs {
          predictions[place] = seriesRegisters.scalar(register, lane: number)
          place += 1
        }
      } else {
        writeMeasured(lane, from: seriesRegisters.base, number, at: &place, predictions)
      }
      if writesErrorArguments { writeArguments(lane, at: &place, predictions) }
      lanes[lane].nextOutput += 1
    }
    cursors[lane] = place
  }
}
