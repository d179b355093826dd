import PKModel
import PKNumerics

/// Outputs where the solver gives a subject's states at many times at once: eight times of one subject are computed
/// together, instead of one time of eight subjects.
extension LaneEngine where Stepper: ~Copyable {
  /// How many groups of eight times are computed at once.
  static var seriesGroups: Int { 8 }

  /// Writes the outputs inside an attempted step.
  mutating func writeSeries(_ attempt: StepAttempt, _ results: inout ChunkResults) {
    let inside = LaneSet(attempt.accepted .& (wanted.base[0] .<= solver.nextTime))
    guard !inside.isEmpty else { return }
    ends.base[0] = solver.nextTime
    let arrived = LaneSet(attempt.arrived)
    for lane in inside {
      let last = Self.lastOutputTime(ends.scalar(0, lane: lane), isStop: arrived.contains(lane))
      guard lanes[lane].nextOutputTime <= last else { continue }
      let weighs = loadWeights(lane)
      if !weighs { loadConstants(lane) }
      results.predictions.withUnsafeMutableBufferPointer { predictions in
        while lanes[lane].nextOutputTime <= last {
          let times = UnsafeBufferPointer(start: lanes[lane].nextOutputPlace, count: lanes[lane].outputsLeft)
          if weighs, let written = writeEvenSums(lane, times, upTo: last, predictions) {
            lanes[lane].nextOutputPlace += written
            continue
          }
          let end = Self.end(of: times, upTo: last, atMost: 8 * Self.seriesGroups)
          let some = UnsafeBufferPointer(rebasing: times[..<end])
          if !(weighs && writeSums(lane, some, predictions)) {
            if weighs { loadConstants(lane) }
            writeSeries(lane, some, predictions)
          }
          lanes[lane].nextOutputPlace += some.count
        }
      }
      wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
    }
  }

  /// Writes what the tape of the outputs reads of a subject and keeps still.
  private mutating func loadConstants(_ lane: Int) {
    for place in 0..<observedConstants.count {
      let register = observedConstants[place]
      seriesRegisters.base[register] = Lanes(repeating: dynamics.registers.scalar(register, lane: lane))
    }
  }

  /// Finds how a subject's outputs are weighted sums of its states; false where they are no such sums.
  private mutating func loadWeights(_ lane: Int) -> Bool {
    guard writesPlainly, let sums = outputSums else { return false }
    for place in outputWeights.indices { outputWeights[place] = 0 }
    for sum in sums { outputWeights[sum.row * solver.dimension + sum.column] = lanes[lane].constants[sum.slot] }
    return true
  }

  /// Writes outputs that are weighted sums of the states, without running the tape: false where the solver has no sums.
  private mutating func writeSums(
    _ lane: Int, _ times: UnsafeBufferPointer<Double>, _ predictions: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    guard solver.interpolate(sums: outputWeights, ofLane: lane, at: times, into: series.base) else { return false }
    let (place, outputs) = (cursors[lane], outputRegisters.count)
    precondition(place + times.count * outputs <= predictions.count, "there is no room for the predictions")
    cursors[lane] = place + times.count * outputs
    let (file, width) = (series.numbers, Lanes.scalarCount)
    if outputs == 1, let base = predictions.baseAddress {
      (base + place).update(from: file, count: times.count)
      return true
    }
    for output in 0..<outputs {
      for number in 0..<times.count {
        let group = number / width * outputs + output
        predictions[place + number * outputs + output] = file[group * width + number % width]
      }
    }
    return true
  }

  /// From how many evenly spaced times on their spacing is made use of.
  private static var fewestEven: Int { 16 }

  /// Writes outputs that are weighted sums of the states at evenly spaced times.
  ///
  /// - Returns: at how many times; nil, with nothing written, where too few are evenly spaced or the solver has no such sums.
  private mutating func writeEvenSums(
    _ lane: Int, _ times: UnsafeBufferPointer<Double>, upTo last: Double,
    _ predictions: UnsafeMutableBufferPointer<Double>
  ) -> Int? {
    let run = lanes[lane].evenOutputs
    guard run.count >= Self.fewestEven else { return nil }
    let count = Self.end(of: times, upTo: last, atMost: run.count)
    guard count >= Self.fewestEven else { return nil }
    let (place, outputs) = (cursors[lane], outputRegisters.count)
    precondition(place + count * outputs <= predictions.count, "there is no room for the predictions")
    guard let base = predictions.baseAddress,
      solver.interpolate(
        sums: outputWeights, ofLane: lane, at: UnsafeBufferPointer(rebasing: times[..<count]), spacing: run.spacing,
        into: base + place)
    else { return nil }
    cursors[lane] = place + count * outputs
    return count
  }

  /// How many times are computed at once: beyond the first one, of which it is known, those up to a time.
  private static func end(of times: UnsafeBufferPointer<Double>, upTo last: Double, atMost most: Int) -> Int {
    var (low, high) = (1, min(most, times.count))
    if times[high - 1] <= last { return high }
    while low < high {
      let middle = low + (high - low) / 2
      if times[middle] <= last { low = middle + 1 } else { high = middle }
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
    let (states, count) = (r + program.stateRegister, observed.count)
    var group = series.base
    for first in stride(from: 0, to: times.count, by: 8) {
      let width = min(8, times.count - first)
      for place in 0..<count { states[observed[place]] = group[place] }
      if observesTime { for place in 0..<width { r[time].set(place, to: times[first + place]) } }
      tape.run(seriesRegisters)
      if writesPlainly {
        writeGroup(lane, width, predictions)
      } else {
        writeGroupFully(lane, lanes[lane].nextOutput + first, width, predictions)
      }
      group += count
    }
  }

  /// Writes the outputs of one subject at up to eight times.
  @inline(__always)
  private mutating func writeGroup(_ lane: Int, _ width: Int, _ predictions: UnsafeMutableBufferPointer<Double>) {
    let (place, outputs) = (cursors[lane], outputRegisters.count)
    cursors[lane] = place + width * outputs
    precondition(place + width * outputs <= predictions.count, "there is no room for the predictions")
    if outputs == 1, width == 8, let base = predictions.baseAddress {
      UnsafeMutableRawPointer(base + place).storeBytes(of: seriesRegisters.base[outputRegisters[0]], as: Lanes.self)
      return
    }
    for output in 0..<outputs {
      let register = outputRegisters[output]
      for number in 0..<width {
        predictions[place + number * outputs + output] = seriesRegisters.scalar(register, lane: number)
      }
    }
  }

  /// The same with what is written besides, or with residual error.
  private mutating func writeGroupFully(
    _ lane: Int, _ first: Int, _ width: Int, _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    var place = cursors[lane]
    for number in 0..<width {
      if !addsResidualError {
        for output in 0..<outputRegisters.count {
          predictions[place] = seriesRegisters.scalar(outputRegisters[output], lane: number)
          place += 1
        }
      } else {
        writeMeasured(lane, first + number, from: seriesRegisters.numbers, number, at: &place, predictions)
      }
      if writesErrorArguments { writeArguments(lane, at: &place, predictions) }
    }
    cursors[lane] = place
  }
}
