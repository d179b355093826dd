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
      for place in 0..<observedConstants.count {
        let register = observedConstants[place]
        seriesRegisters.base[register] = Lanes(repeating: dynamics.registers.scalar(register, lane: lane))
      }
      times.withUnsafeBufferPointer { times in
        results.predictions.withUnsafeMutableBufferPointer { predictions in
          while next < times.count, times[next] <= stop {
            let last = Self.end(of: times, from: next, upTo: stop)
            writeSeries(lane, UnsafeBufferPointer(rebasing: times[next..<last]), predictions)
            next = last
          }
        }
      }
      wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
    }
  }

  /// Where the times end that are computed at once: beyond the first one, of which it is known, those up to a time.
  private static func end(of times: UnsafeBufferPointer<Double>, from first: Int, upTo stop: Double) -> Int {
    var (low, high) = (first + 1, min(first + 8 * seriesGroups, times.count))
    if times[high - 1] <= stop { return high }
    while low < high {
      let middle = low + (high - low) / 2
      if times[middle] <= stop { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Writes the outputs of one subject at some times.
  private mutating func writeSeries(
    _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    solver.interpolate(observedStates, ofLane: lane, at: times, into: series.base)
    let r = seriesRegisters.base
    // Held here: what is read through `self` is retained and released each time.
    let (tape, time, observesTime) = (program.outputs, program.timeRegister, program.observesTime)
    let firstState = program.stateRegister
    for first in stride(from: 0, to: times.count, by: 8) {
      let group = series.base + first / 8 * observed.count
      for place in 0..<observed.count { r[firstState + observed[place]] = group[place] }
      if observesTime {
        for place in 0..<min(8, times.count - first) { r[time][place] = times[first + place] }
      }
      tape.run(seriesRegisters)
      writeGroup(lane, count: min(8, times.count - first), predictions)
    }
  }

  /// Writes the outputs of one subject at up to eight times.
  private mutating func writeGroup(
    _ lane: Int, count: Int, _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    let outputs = outputRegisters.count
    var place = cursors[lane]
    if !addsResidualError, !writesErrorArguments {
      lanes[lane].nextOutput += count
      cursors[lane] += count * outputs
      if outputs == 1, count == 8, let base = predictions.baseAddress {
        precondition(place + 8 <= predictions.count, "there is no room for the predictions")
        UnsafeMutableRawPointer(base + place).storeBytes(of: seriesRegisters.base[outputRegisters[0]], as: Lanes.self)
        return
      }
      for output in 0..<outputs {
        let register = outputRegisters[output]
        for number in 0..<count {
          predictions[place + number * outputs + output] = seriesRegisters.scalar(register, lane: number)
        }
      }
      return
    }
    for number in 0..<count {
      if !addsResidualError {
        for output in 0..<outputs {
          predictions[place] = seriesRegisters.scalar(outputRegisters[output], lane: number)
          place += 1
        }
      } else {
        writeMeasured(lane, from: seriesRegisters.numbers, number, at: &place, predictions)
      }
      if writesErrorArguments { writeArguments(lane, at: &place, predictions) }
      lanes[lane].nextOutput += 1
    }
    cursors[lane] = place
  }
}
