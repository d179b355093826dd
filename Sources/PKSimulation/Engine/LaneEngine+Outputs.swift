import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Looks at the interval of an attempted step, before it is committed: outputs inside it, and peaks.
  mutating func follow(_ attempt: StepAttempt, _ results: inout ChunkResults) {
    if solver.interpolatesSeries {
      writeSeries(attempt, &results)
    } else {
      let inside = outputsInside(attempt)
      if !inside.isEmpty {
        judgeInterpolant(inside, &results)
        prepareInterpolant(of: observedStates, inside, &results)
        results.predictions.withUnsafeMutableBufferPointer { writeOutputs(inside, $0) }
      }
    }
    if followsCycles { followPeaks(attempt, &results) }
  }

  /// The lanes whose next output lies inside the attempted step, each in its place.
  private mutating func outputsInside(_ attempt: StepAttempt) -> LaneSet {
    var inside = LaneSet(attempt.accepted .& (wanted.base[0] .<= solver.nextTime))
    guard !inside.isEmpty else { return inside }
    starts.base[0] = solver.time
    ends.base[0] = solver.nextTime
    let arrived = LaneSet(attempt.arrived)
    for lane in inside {
      let last = Self.lastOutputTime(ends.scalar(0, lane: lane), isStop: arrived.contains(lane))
      guard lanes[lane].nextOutputTime <= last else {
        inside.remove(lane)
        continue
      }
      places[lane] = OutputPlace(time: lanes[lane].nextOutputPlace, last: last, target: cursors[lane])
    }
    return inside
  }

  /// The last time at which an output belongs to a step: at a stop, outputs wait until everything due there has happened.
  static func lastOutputTime(_ end: Double, isStop: Bool) -> Double {
    isStop ? (end - rounding * abs(end)).nextDown : end
  }

  /// Writes the outputs inside an attempted step, one of each lane at a time.
  private mutating func writeOutputs(_ inside: LaneSet, _ predictions: UnsafeMutableBufferPointer<Double>) {
    // Held here: what is read through `self` is retained and released each time.
    let (tape, states, observesTime) = (program.outputs, observedStates, program.observesTime)
    let (time, registers) = (program.timeRegister, dynamics.registers.base + program.stateRegister)
    let addsUp = writesPlainly && outputSums != nil
    var inside = inside
    if addsUp { for lane in inside where writeSums(lane, states, predictions) { inside.remove(lane) } }
    while !inside.isEmpty {
      let times = places.times
      solver.interpolate(states, at: times, into: registers)
      if isCoarse.holdsSomewhere { stepAside(to: times, inside, registers) }
      if addsUp {
        addUp(registers)
      } else {
        if observesTime { dynamics.registers.base[time] = times }
        tape.run(dynamics.registers)
      }
      for lane in inside {
        if addsUp { writeSums(lane, predictions) } else { writeOutput(lane, predictions) }
        places[lane].time += 1
        if places[lane].time.pointee > places[lane].last {
          inside.remove(lane)
          leave(lane)
        }
      }
    }
  }

  /// Writes a lane's outputs inside the attempted step where they are weighted sums of the states; false where the solver
  /// leaves that to its caller.
  @inline(__always)
  private mutating func writeSums(
    _ lane: Int, _ states: [Int], _ predictions: UnsafeMutableBufferPointer<Double>
  ) -> Bool {
    let target = places[lane].target
    // All that are left of a subject have room behind.
    precondition(target + lanes[lane].outputsLeft * sums.count <= predictions.count, "there is no room")
    guard !isCoarse[lane], let base = predictions.baseAddress else { return false }
    let count = solver.interpolate(
      states, sums: sums.count, weights: weights, ofLane: lane, at: places[lane].time, upTo: places[lane].last,
      into: base + target)
    guard count > 0 else { return false }
    places[lane].time += count
    places[lane].target = target + count * sums.count
    leave(lane)
    return true
  }

  /// Computes outputs that are weighted sums of the states, without running the tape.
  @inline(__always)
  private mutating func addUp(_ states: UnsafePointer<Lanes>) {
    for output in 0..<sums.count {
      var sum = weights.base[output * observed.count] * states[observed[0]]
      for place in 1..<max(1, observed.count) {
        sum += weights.base[output * observed.count + place] * states[observed[place]]
      }
      sums.base[output] = sum
    }
  }

  /// The same for the present state of one lane.
  private mutating func addUp(_ lane: Int) {
    let states = solver.state
    func term(_ output: Int, _ place: Int) -> Double {
      let state = UnsafeRawPointer(states + observed[place]).load(fromByteOffset: 8 * lane, as: Double.self)
      return weights.scalar(output * observed.count + place, lane: lane) * state
    }
    for output in 0..<sums.count {
      var sum = term(output, 0)
      for place in 1..<max(1, observed.count) { sum += term(output, place) }
      sums.setScalar(output, lane: lane, to: sum)
    }
  }

  @inline(__always)
  private mutating func writeSums(_ lane: Int, _ predictions: UnsafeMutableBufferPointer<Double>) {
    let place = places[lane].target
    for output in 0..<sums.count { predictions[place + output] = sums.scalar(output, lane: lane) }
    places[lane].target = place + sums.count
  }

  /// Takes the weights of a lane's states in the outputs.
  mutating func takeWeights(_ lane: Int) {
    for sum in outputSums ?? [] {
      guard let place = observedStates.firstIndex(of: sum.column) else { continue }
      weights.setScalar(sum.row * observed.count + place, lane: lane, to: lanes[lane].constants[sum.slot])
    }
  }

  /// Notes that no more outputs of a lane are inside the attempted step: it stays at the start.
  private mutating func leave(_ lane: Int) {
    lanes[lane].nextOutputPlace = places[lane].time
    cursors[lane] = places[lane].target
    wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
    places[lane].time = UnsafePointer(starts.numbers + lane)
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
  private mutating func stepAside(to times: Lanes, _ inside: LaneSet, _ target: UnsafeMutablePointer<Lanes>) {
    let coarse = inside.intersection(isCoarse)
    guard !coarse.isEmpty else { return }
    // The dynamics work on the registers where the other lanes' states are.
    for state in observedStates { inner.base[state] = target[state] }
    solver.stepAside(to: times, &dynamics, into: exact.base)
    for state in observedStates {
      target[state] = inner.base[state]
      for lane in coarse { target[state].set(lane, to: exact.base[state][lane]) }
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
      places[lane] = OutputPlace(time: lanes[lane].nextOutputPlace, target: cursors[lane])
      if writesPlainly, outputSums != nil {
        addUp(lane)
        results.predictions.withUnsafeMutableBufferPointer { writeSums(lane, $0) }
      } else {
        dynamics.load(solver.time, solver.state)
        program.outputs.run(dynamics.registers)
        results.predictions.withUnsafeMutableBufferPointer { writeOutput(lane, $0) }
      }
      places[lane].time += 1
      leave(lane)
    }
  }

  /// Writes the output registers of a lane in their place.
  private mutating func writeOutput(_ lane: Int, _ predictions: UnsafeMutableBufferPointer<Double>) {
    var place = places[lane].target
    if !addsResidualError {
      for output in 0..<outputRegisters.count {
        predictions[place] = dynamics.registers.scalar(outputRegisters[output], lane: lane)
        place += 1
      }
    } else {
      let number = lanes[lane].number(of: places[lane].time)
      writeMeasured(lane, number, from: dynamics.registers.numbers, lane, at: &place, predictions)
    }
    if writesErrorArguments { writeArguments(lane, at: &place, predictions) }
    places[lane].target = place
  }

  /// Writes the arguments of the error terms of a lane's next output.
  mutating func writeArguments(_ lane: Int, at place: inout Int, _ predictions: UnsafeMutableBufferPointer<Double>) {
    for argument in 0..<errorArguments.count {
      predictions[place] = lanes[lane].constants[errorArguments[argument]]
      place += 1
    }
  }

  /// Writes the output registers of a lane as one of its outputs with residual error; they are those of one lane of a
  /// file.
  mutating func writeMeasured(
    _ lane: Int, _ number: Int, from file: UnsafePointer<Double>, _ column: Int, at place: inout Int,
    _ predictions: UnsafeMutableBufferPointer<Double>
  ) {
    guard let residualError, let slot = lanes[lane].slot else { return }
    for (output, register) in program.outputs.outputs.enumerated() {
      predictions[place] = residualError.measured(
        file[Lanes.scalarCount * register + column], output: output,
        arguments: lanes[lane].constants[program.errors[output]], subject: firstSubject + slot,
        index: number)
      place += 1
    }
  }
}
