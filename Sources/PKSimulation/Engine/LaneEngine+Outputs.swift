import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Looks at the interval of an attempted step, before it is committed: outputs inside it, and peaks.
  mutating func follow(_ attempt: StepAttempt, _ results: inout ChunkResults) {
    if solver.interpolatesSeries {
      writeSeries(attempt, &results)
    } else {
      // At a stop, outputs wait until everything due there has happened.
      let inside = LaneSet(outputsInside(attempt))
      if !inside.isEmpty {
        completeInterpolant(inside, &results)
        queueOutputs(inside, LaneSet(attempt.arrived), &results)
      }
    }
    if followsCycles { followPeaks(attempt, &results) }
  }

  /// Queues the outputs inside an attempted step, of some lanes that have some.
  private mutating func queueOutputs(_ inside: LaneSet, _ arrived: LaneSet, _ results: inout ChunkResults) {
    // Held here: what is read through `self` is retained and released each time.
    let (states, constants, width) = (program.observedStates, program.observedConstants, results.outputCount)
    for lane in inside {
      let end = solver.nextTime[lane]
      let stop = arrived.contains(lane) ? (end - Self.rounding * abs(end)).nextDown : end
      var next = lanes[lane].nextOutput
      lanes[lane].plan.outputTimes.withUnsafeBufferPointer { times in
        while next < times.count, times[next] <= stop {
          var last = next + 1
          while last < times.count, last < next + queue.room, times[last] <= stop { last += 1 }
          let group = UnsafeBufferPointer(rebasing: times[next..<last])
          solver.interpolate(
            states, ofLane: lane, at: group, into: queue.registers.base + program.stateRegister, from: queue.count)
          for time in group {
            queue.add(time, lane: lane, output: next, place: cursors[lane], constants, of: dynamics.registers)
            cursors[lane] += width
            next += 1
          }
          if queue.room == 0 { emptyQueue(&results) }
        }
      }
      lanes[lane].nextOutput = next
      wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
    }
  }

  /// Computes and writes what is in the queue.
  mutating func emptyQueue(_ results: inout ChunkResults) {
    guard queue.count > 0 else { return }
    program.outputs.run(queue.registers)
    let outputs = program.outputs.outputs
    results.predictions.withUnsafeMutableBufferPointer { predictions in
      for column in 0..<queue.count {
        let item = queue.items[column]
        write(item.lane, output: item.output, from: queue.registers, column, outputs, predictions, at: item.place)
      }
    }
    queue.removeAll()
  }

  /// Empties the queue before an event, or the next subject, changes what the errors of waiting outputs are made of.
  mutating func settleErrors(_ results: inout ChunkResults) {
    if residualError != nil || writesErrorArguments { emptyQueue(&results) }
  }

  /// Has the stages evaluated that only the interpolant needs, once a step.
  private mutating func completeInterpolant(_ lanes: LaneSet, _ results: inout ChunkResults) {
    guard !interpolantIsComplete else { return }
    solver.completeInterpolant(&dynamics)
    results.statistics.evaluations += lanes.count * solver.evaluationsPerInterpolant
    interpolantIsComplete = true
  }

  /// Prepares the interpolation of some states in all lanes.
  mutating func prepareInterpolant(of states: [Int], _ lanes: LaneSet, _ results: inout ChunkResults) {
    completeInterpolant(lanes, &results)
    solver.prepareInterpolant(of: states)
  }

  /// The lanes whose next output lies inside the attempted step.
  private mutating func outputsInside(_ attempt: StepAttempt) -> LaneMask {
    let wanted = wanted.base[0]
    let atStop = solver.nextTime - Self.rounding * solver.nextTime.absolute
    return attempt.accepted
      .& ((wanted .< atStop) .| ((wanted .<= solver.nextTime) .& .!attempt.arrived))
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
      let outputs = program.outputs.outputs
      results.predictions.withUnsafeMutableBufferPointer {
        write(lane, output: lanes[lane].nextOutput, from: dynamics.registers, lane, outputs, $0, at: cursors[lane])
      }
      cursors[lane] += results.outputCount
      lanes[lane].nextOutput += 1
      wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
    }
  }

  /// Writes the output registers in a column of a file as one output of a lane's subject.
  func write(
    _ lane: Int, output: Int, from registers: borrowing LaneBuffer, _ column: Int, _ outputs: [Int],
    _ predictions: UnsafeMutableBufferPointer<Double>, at start: Int
  ) {
    var place = start
    if residualError == nil {
      for register in outputs {
        predictions[place] = registers.scalar(register, lane: column)
        place += 1
      }
    } else {
      writeMeasured(lane, output: output, from: registers, column, predictions, at: &place)
    }
    if writesErrorArguments { writeArguments(lane, predictions, at: &place) }
  }

  /// Writes the arguments of the error terms of a lane's subject.
  private func writeArguments(_ lane: Int, _ predictions: UnsafeMutableBufferPointer<Double>, at place: inout Int) {
    for arguments in program.errors {
      for argument in arguments {
        predictions[place] = lanes[lane].constants[argument]
        place += 1
      }
    }
  }

  /// Writes the output registers with residual error.
  private func writeMeasured(
    _ lane: Int, output number: Int, from registers: borrowing LaneBuffer, _ column: Int,
    _ predictions: UnsafeMutableBufferPointer<Double>, at place: inout Int
  ) {
    guard let residualError, let slot = lanes[lane].slot else { return }
    for (output, register) in program.outputs.outputs.enumerated() {
      predictions[place] = residualError.measured(
        registers.scalar(register, lane: column), output: output,
        arguments: lanes[lane].constants[program.errors[output]], subject: firstSubject + slot, index: number)
      place += 1
    }
  }
}
