import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Puts a subject into a lane, at its start.
  mutating func begin(_ lane: Int, slot: Int, _ plan: SubjectPlan) {
    lanes[lane].slot = slot
    lanes[lane].nextEvent = 0
    lanes[lane].pending.removeAll(keepingCapacity: true)
    lanes[lane].doseCount = 0
    lanes[lane].doseTime = .infinity
    lanes[lane].slopes = []
    lanes[lane].cycle = nil
    solver.time[lane] = plan.start
    lanes[lane].plan = plan
    lanes[lane].nextOutputPlace = lanes[lane].outputLine
    stepCounts.set(lane, to: 0)
    active.set(lane, to: true)
    lanes[lane].interval = plan.start
    lanes[lane].switchTime = .infinity
    var own = LaneMask(repeating: false)
    own[lane] = true
    solver.forget(own)
    dynamics.profiles.removeAll(lane)
    lanes[lane].isNearOnset = false
    if !program.hazards.isEmpty {
      lanes[lane].eventTimes = Array(repeating: .infinity, count: program.hazards.count)
    }
    for event in 0..<program.hazards.count {
      solver.state[program.hazards.lowerBound + event][lane] = 0
      thresholds.base[event][lane] = plan.thresholds.isEmpty ? .infinity : plan.thresholds[event]
    }
    for border in 0..<truths.count { truths.setScalar(border, lane: lane, to: 0) }
    refreshParameters(lane)
    resetStates(lane)
  }

  /// Lets everything happen that is due in a lane: what is pending first, then what is planned.
  mutating func arrive(_ lane: Int, _ results: inout ChunkResults) {
    var crossed: Int?
    while active[lane] {
      if isDue(lanes[lane].nextPendingTime, lane) {
        let first = lanes[lane].pending.removeLast()
        if case .crossing(let border) = first.kind { crossed = border } else { crossed = nil }
        apply(first, lane, &results)
      } else if isDue(lanes[lane].nextEventTime, lane) {
        writeOutputs(lane, applied: lanes[lane].nextEvent, &results)
        let event = lanes[lane].plan.events[lanes[lane].nextEvent]
        lanes[lane].nextEvent += 1
        crossed = nil
        apply(event, lane, &results)
      } else {
        break
      }
    }
    guard active[lane] else { return }
    settleBorders(lane, exceptFor: crossed)
    writeOutputs(lane, applied: .max, &results)
    let stop = beginInterval(lane)
    stops.set(lane, to: stop)
    wanted.setScalar(0, lane: lane, to: lanes[lane].nextOutputTime)
    jumped.set(lane, to: true)
    if stop == .infinity { retire(lane) }
  }

  private mutating func apply(_ event: PlannedEvent, _ lane: Int, _ results: inout ChunkResults) {
    switch event.kind {
    case .dose(let dose): give(dose, lane, first: event.time, number: 0, &results)
    case .parameters(let covariates, let occasion):
      lanes[lane].plan.covariates = covariates
      lanes[lane].plan.occasion = occasion
      lanes[lane].slopes = []
      refreshParameters(lane)
    case .trend(let slopes):
      lanes[lane].slopes = slopes
      lanes[lane].trendStart = event.time
      refreshParameters(lane)
    case .reset:
      // What has happened to a patient is no amount: events, and the hazard gathered so far, stay.
      forget(lane)
      if !lanes[lane].slopes.isEmpty { refreshParameters(lane) }
      resetStates(lane)
    case .switching(let compartment, let isOn):
      if isOn { switchOn(compartment, lane) } else { switchOff(compartment, lane) }
    case .cycle(let next):
      closeCycle(lane, &results)
      openCycle(lane, next)
    case .end:
      writeOutputs(lane, applied: .max, &results)
      retire(lane)
    }
  }

  private mutating func apply(_ event: PendingEvent, _ lane: Int, _ results: inout ChunkResults) {
    switch event.kind {
    case .arrival(let form, let compartment): start(form, compartment, event, lane)
    case .infusionEnd(let rate, let compartment):
      moveSensitivities(by: rate, event.sensitivity?.end, compartment, lane)
      sumInfusions(into: compartment, lane)
    case .additional(let dose, let first, let number): give(dose, lane, first: first, number: number, &results)
    case .profile(let shape, let moves, let compartment, let start):
      continueProfile(shape, moves, compartment, from: start, lane)
    case .crossing(let border): cross(border, lane)
    case .milestone: passMilestone(lane)
    case .onset(let index):
      lanes[lane].eventTimes[index] = event.time
      refreshParameters(lane)
    }
  }

  /// Times that are closer than this share of them are one: about 64 units in the last place.
  ///
  /// The third dose every 0.1 h after 0 is one of 0.3 h, though 3 × 0.1 is more by rounding.
  static var rounding: Double { 0x1p-46 }

  /// Whether a time has come: one that is later by no more than rounding has.
  mutating func isDue(_ time: Double, _ lane: Int) -> Bool {
    let now = solver.time[lane]
    return time <= now + Self.rounding * abs(now)
  }

  /// Runs the prologue for a lane's present covariates, random effects and dose count.
  ///
  /// Covariates that move are taken as they are now; for a steady state, as if they did not move.
  mutating func refreshParameters(_ lane: Int, atRest: Bool = false) {
    let layout = program.parameters
    let now = solver.time[lane]
    for (register, value) in zip(layout.covariates, lanes[lane].covariates(at: now)) {
      parameters[register] = Lanes(repeating: value)
    }
    parameters[layout.covariateTime] = Lanes(repeating: now)
    for (index, register) in layout.covariateSlopes.enumerated() {
      let slope = atRest || lanes[lane].slopes.isEmpty ? 0 : lanes[lane].slopes[index]
      parameters[register] = Lanes(repeating: slope)
    }
    let first = lanes[lane].plan.occasion * layout.etas.count
    for (number, register) in layout.etas.enumerated() {
      parameters[register] = Lanes(repeating: lanes[lane].plan.etas[first + number])
    }
    parameters[layout.occasion] = Lanes(repeating: Double(max(1, lanes[lane].doseCount)))
    parameters[layout.interval] = Lanes(repeating: lanes[lane].interval)
    for (border, register) in layout.truths.enumerated() {
      parameters[register] = Lanes(repeating: truths.scalar(border, lane: lane))
    }
    parameters[layout.doseTime] = Lanes(repeating: lanes[lane].doseTime)
    for (index, time) in lanes[lane].eventTimes.enumerated() {
      parameters[layout.events.lowerBound + index] = Lanes(repeating: time < .infinity ? 1 : 0)
      parameters[layout.eventTimes.lowerBound + index] = Lanes(repeating: time)
    }
    program.prologue.run(parameters)
    lanes[lane].constants.removeAll(keepingCapacity: true)
    for register in program.prologue.outputs { lanes[lane].constants.append(parameters[register][lane]) }
    dynamics.setParameters(lanes[lane].constants, of: lane, hoisted: program.hoistedCount)
    takeWeights(lane)
  }

  private mutating func resetStates(_ lane: Int) {
    for compartment in 0..<program.compartmentCount { dynamics.setOff(compartment, lane, false) }
    for (state, slot) in program.initialStates.enumerated() {
      solver.state[state][lane] = lanes[lane].constants[slot]
      dynamics.rates.base[state][lane] = 0
    }
    for state in program.areas { solver.state[state][lane] = 0 }
  }
}
