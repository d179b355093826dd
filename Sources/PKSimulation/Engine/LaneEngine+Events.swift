import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Puts a subject into a lane, at its start.
  mutating func begin(_ lane: Int, slot: Int, _ plan: SubjectPlan) {
    lanes[lane].slot = slot
    lanes[lane].nextEvent = 0
    lanes[lane].nextOutput = 0
    lanes[lane].pending.removeAll(keepingCapacity: true)
    lanes[lane].doseCount = 0
    lanes[lane].doseTime = .infinity
    lanes[lane].cycle = nil
    solver.time[lane] = plan.start
    lanes[lane].plan = plan
    stepCounts[lane] = 0
    active[lane] = true
    lanes[lane].interval = plan.start
    var own = LaneMask(repeating: false)
    own[lane] = true
    solver.forget(own)
    dynamics.profiles.removeAll(lane)
    lanes[lane].isNearOnset = false
    lanes[lane].eventTimes = Array(repeating: .infinity, count: program.hazards.count)
    for event in 0..<program.hazards.count {
      solver.state[program.hazards.lowerBound + event][lane] = 0
      thresholds.base[event][lane] = plan.thresholds.isEmpty ? .infinity : plan.thresholds[event]
    }
    refreshParameters(lane)
    resetStates(lane)
  }

  /// Lets everything happen that is due in a lane: what is pending first, then what is planned.
  mutating func arrive(_ lane: Int, _ results: inout ChunkResults) {
    let now = solver.time[lane]
    while active[lane] {
      if let first = lanes[lane].pending.first, isDue(first.time, lane) {
        lanes[lane].pending.removeFirst()
        apply(first, lane, &results)
      } else if lanes[lane].nextEvent < lanes[lane].plan.events.count,
        lanes[lane].plan.events[lanes[lane].nextEvent].time <= now
      {
        writeOutputs(lane, applied: lanes[lane].nextEvent, &results)
        let event = lanes[lane].plan.events[lanes[lane].nextEvent]
        lanes[lane].nextEvent += 1
        apply(event, lane, &results)
      } else {
        break
      }
    }
    guard active[lane] else { return }
    writeOutputs(lane, applied: .max, &results)
    stops[lane] = beginInterval(lane)
    wanted[lane] = lanes[lane].nextOutputTime
    jumped[lane] = true
    if stops[lane] == .infinity { retire(lane) }
  }

  private mutating func apply(_ event: PlannedEvent, _ lane: Int, _ results: inout ChunkResults) {
    switch event.kind {
    case .dose(let dose): give(dose, lane, first: event.time, number: 0, &results)
    case .parameters(let covariates, let etas):
      lanes[lane].plan.covariates = covariates
      lanes[lane].plan.etas = etas
      refreshParameters(lane)
    case .reset:
      // What has happened to a patient is no amount: events, and the hazard gathered so far, stay.
      forget(lane)
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
    case .milestone: break
    case .onset(let index):
      lanes[lane].eventTimes[index] = event.time
      refreshParameters(lane)
    }
  }

  /// Gives a dose now: what it is and when it arrives is decided by the parameters of this moment.
  private mutating func give(
    _ dose: PlannedDose, _ lane: Int, first: Double, number: Int, _ results: inout ChunkResults
  ) {
    let now = solver.time[lane]
    if lanes[lane].doseCount == 0 || now > lanes[lane].doseTime { lanes[lane].doseCount += 1 }
    lanes[lane].doseTime = now
    if program.readsDoseClock { refreshParameters(lane) }
    let entry = entry(of: dose, lane)
    if number == 0 {
      guard enterSteadyState(dose, entry, lane, &results) else { return }
      if dose.steadyState?.interval == .infinity { return }
    }
    if number < dose.additional {
      // Multiples of the interval, so that the tenth dose is where ten intervals end.
      let time = first + Double(number + 1) * dose.interval
      lanes[lane].schedule(PendingEvent(time: time, kind: .additional(dose, first: first, number: number + 1)))
    }
    enter(dose.compartment, entry, now + entry.lag, lane)
  }

  /// How a dose enters and how much later, by the parameters of this moment.
  private func entry(of dose: PlannedDose, _ lane: Int) -> DoseEntry {
    let slots = dose.route.map { program.routes[$0] }
    func attribute(_ slot: Int?) -> Double? { slot.map { lanes[lane].constants[$0] } }
    let amount = dose.amount * (attribute(slots?.bioavailability) ?? 1)
    let lag = max(0, attribute(slots?.lag) ?? 0)
    if dose.steadyState?.interval == .infinity {
      // An infusion without end has a rate and no amount.
      let rate: Double? = if case .rate(let given) = dose.input { given } else { attribute(slots?.rate) }
      return DoseEntry(form: .infusion(rate: rate ?? 0, duration: .infinity), lag: lag, sensitivity: rateSensitivity(of: dose, lane))
    }
    if let form = profile(of: dose.route, amount: amount, at: solver.time[lane] + lag, lane) {
      return DoseEntry(form: form, lag: lag, sensitivity: nil)
    }
    let duration: Double? =
      switch dose.input {
      case .bolus: nil
      case .rate(let rate): amount / rate
      case .duration(let duration): duration
      case .modelledRate: attribute(slots?.rate).map { amount / $0 }
      case .modelledDuration: attribute(slots?.duration)
      }
    let derivatives = program.routeSensitivities.map { all in dose.route.map { all[$0] } }
    let sensitivity = dose.sensitivity(lanes[lane].constants, slots, derivatives, duration: duration)
    guard let duration, duration > 0 else {
      return DoseEntry(form: .bolus(amount), lag: lag, sensitivity: sensitivity)
    }
    let form = DoseEntry.Form.infusion(rate: amount / duration, duration: duration)
    return DoseEntry(form: form, lag: lag, sensitivity: sensitivity)
  }

  /// How the rate of an infusion without end depends on the directions.
  private func rateSensitivity(of dose: PlannedDose, _ lane: Int) -> InputSensitivity? {
    guard !program.routeSensitivities.isEmpty else { return nil }
    let still = program.routeSensitivities.map { _ in 0.0 }
    guard case .modelledRate = dose.input, let route = dose.route else {
      return InputSensitivity(size: still, start: still, end: still)
    }
    let sizes = program.routeSensitivities.map { all in all[route].rate.map { lanes[lane].constants[$0] } ?? 0 }
    return InputSensitivity(size: sizes, start: still, end: still)
  }

  /// Lets an input happen now, or later when it is lagged.
  mutating func enter(_ compartment: Int, _ entry: DoseEntry, _ time: Double, _ lane: Int) {
    let event = PendingEvent(
      time: time, kind: .arrival(entry.form, compartment: compartment), sensitivity: entry.sensitivity)
    if isDue(time, lane) { start(entry.form, compartment, event, lane) } else { lanes[lane].schedule(event) }
  }

  private mutating func start(_ form: DoseEntry.Form, _ compartment: Int, _ event: PendingEvent, _ lane: Int) {
    switchOn(compartment, lane)
    switch form {
    case .bolus(let amount):
      let before = derivativesIfMoved(event.sensitivity?.start, lane)
      solver.state[compartment][lane] += amount
      jumpSensitivities(event.sensitivity, into: compartment, from: before, lane)
    case .infusion(let rate, let duration): startInfusion(rate, compartment, duration, event, lane)
    case .profile(let shape): startProfile(shape, compartment, at: event.time, lane)
    }
  }

  /// Whether a time has come: one that is later by no more than rounding has.
  private func isDue(_ time: Double, _ lane: Int) -> Bool {
    let now = solver.time[lane]
    return time <= now + 64 * now.ulp
  }

  private mutating func startInfusion(
    _ rate: Double, _ compartment: Int, _ duration: Double, _ event: PendingEvent, _ lane: Int
  ) {
    lanes[lane].schedule(
      PendingEvent(
        time: event.time + duration, kind: .infusionEnd(rate: rate, compartment: compartment),
        sensitivity: event.sensitivity))
    moveSensitivities(by: -rate, event.sensitivity?.start, compartment, lane)
    sumInfusions(into: compartment, lane)
  }

  /// The infusions that still run, added up anew: taking one away would leave a rounding residue.
  mutating func sumInfusions(into compartment: Int, _ lane: Int) {
    var total = 0.0
    var derivatives = program.routeSensitivities.map { _ in 0.0 }
    for event in lanes[lane].pending {
      guard case .infusionEnd(let rate, compartment) = event.kind else { continue }
      total += rate
      for (direction, size) in (event.sensitivity?.size ?? []).enumerated() { derivatives[direction] += size }
    }
    dynamics.rates.base[compartment][lane] = total
    for (direction, rate) in derivatives.enumerated() {
      dynamics.rates.base[derivativeState(of: compartment, by: direction)][lane] = rate
    }
  }

  /// Runs the prologue for a lane's present covariates, random effects and dose count.
  mutating func refreshParameters(_ lane: Int) {
    let layout = program.parameters
    for (register, value) in zip(layout.covariates, lanes[lane].plan.covariates) {
      parameters[register] = Lanes(repeating: value)
    }
    for (register, value) in zip(layout.etas, lanes[lane].plan.etas) { parameters[register] = Lanes(repeating: value) }
    parameters[layout.occasion] = Lanes(repeating: Double(max(1, lanes[lane].doseCount)))
    parameters[layout.interval] = Lanes(repeating: lanes[lane].interval)
    parameters[layout.doseTime] = Lanes(repeating: lanes[lane].doseTime)
    for (index, time) in lanes[lane].eventTimes.enumerated() {
      parameters[layout.events.lowerBound + index] = Lanes(repeating: time < .infinity ? 1 : 0)
      parameters[layout.eventTimes.lowerBound + index] = Lanes(repeating: time)
    }
    program.prologue.run(parameters)
    lanes[lane].constants.removeAll(keepingCapacity: true)
    for register in program.prologue.outputs { lanes[lane].constants.append(parameters[register][lane]) }
    dynamics.setParameters(lanes[lane].constants, of: lane, hoisted: program.hoistedCount)
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
