import PKModel
import PKNumerics

/// Doses: what they are, when they arrive, and the infusions that run.
extension LaneEngine where Stepper: ~Copyable {
  /// Gives a dose now: what it is and when it arrives is decided by the parameters of this moment.
  mutating func give(
    _ dose: PlannedDose, _ lane: Int, first: Double, number: Int, _ results: inout ChunkResults
  ) {
    let now = solver.time[lane]
    if lanes[lane].doseCount == 0 || now > lanes[lane].doseTime { lanes[lane].doseCount += 1 }
    lanes[lane].doseTime = now
    if program.readsDoseClock || !lanes[lane].slopes.isEmpty { refreshParameters(lane) }
    guard canGive(dose, lane, &results) else { return }
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
  private mutating func entry(of dose: PlannedDose, _ lane: Int) -> DoseEntry {
    let slots = dose.route.map { program.routes[$0] }
    func attribute(_ slot: Int?) -> Double? { slot.map { lanes[lane].constants[$0] } }
    let amount = dose.amount * (attribute(slots?.bioavailability) ?? 1)
    let lag = max(0, attribute(slots?.lag) ?? 0)
    if dose.steadyState?.interval == .infinity {
      // An infusion without end has a rate and no amount.
      let rate: Double? = if case .rate(let given) = dose.input { given } else { attribute(slots?.rate) }
      return DoseEntry(
        form: .infusion(rate: rate ?? 0, duration: .infinity), lag: lag, sensitivity: rateSensitivity(of: dose, lane))
    }
    if let entry = profile(of: dose, amount: amount, lag: lag, lane) { return entry }
    let duration: Double? =
      switch dose.input {
      case .bolus: nil
      case .rate(let rate): amount / rate
      case .duration(let duration): duration
      case .modelledRate: attribute(slots?.rate).map { amount / $0 }
      case .modelledDuration: attribute(slots?.duration)
      }
    let sensitivity = dose.sensitivity(
      lanes[lane].constants, slots, program.routeSensitivities, duration: duration)
    guard let duration, duration > 0 else {
      return DoseEntry(form: .bolus(amount), lag: lag, sensitivity: sensitivity)
    }
    let form = DoseEntry.Form.infusion(rate: amount / duration, duration: duration)
    return DoseEntry(form: form, lag: lag, sensitivity: sensitivity)
  }

  /// How the rate of an infusion without end depends on the directions.
  private mutating func rateSensitivity(of dose: PlannedDose, _ lane: Int) -> InputSensitivity? {
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

  mutating func start(_ form: DoseEntry.Form, _ compartment: Int, _ event: PendingEvent, _ lane: Int) {
    switchOn(compartment, lane)
    switch form {
    case .bolus(let amount):
      let before = derivativesIfMoved(event.sensitivity?.start, lane)
      solver.state[compartment][lane] += amount
      settleBorders(lane)
      jumpSensitivities(event.sensitivity, into: compartment, from: before, lane)
    case .infusion(let rate, let duration): startInfusion(rate, compartment, duration, event, lane)
    case .profile(let shape, let moves): startProfile(shape, moves, compartment, event, lane)
    }
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
    // In the order in which they end: the next one is the last.
    for index in lanes[lane].pending.indices.reversed() {
      if case .infusionEnd(let rate, compartment) = lanes[lane].pending[index].kind { total += rate }
    }
    dynamics.rates.setScalar(compartment, lane: lane, to: total)
    if !program.routeSensitivities.isEmpty { sumInfusionDerivatives(into: compartment, lane) }
  }

  private mutating func sumInfusionDerivatives(into compartment: Int, _ lane: Int) {
    for direction in program.routeSensitivities.indices {
      var total = 0.0
      for index in lanes[lane].pending.indices.reversed() {
        guard case .infusionEnd(_, compartment) = lanes[lane].pending[index].kind else { continue }
        total += lanes[lane].pending[index].sensitivity?.size[direction] ?? 0
      }
      dynamics.rates.setScalar(derivativeState(of: compartment, by: direction), lane: lane, to: total)
    }
  }
}
