import PKModel
import PKNumerics

extension LaneEngine where Stepper: ~Copyable {
  /// Puts a lane into the steady state that a dose is given in; false when there is none, and the subject failed.
  ///
  /// At the record the state is that of the profile at phase (II − lag) mod II; infusions of earlier doses that have
  /// not ended there run on, and doses that are on their way through the lag arrive.
  mutating func enterSteadyState(
    _ dose: PlannedDose, _ entry: DoseEntry, _ lane: Int, _ results: inout ChunkResults
  ) -> Bool {
    guard let steady = dose.steadyState else { return true }
    let now = solver.time[lane]
    let isMoving = !lanes[lane].slopes.isEmpty
    if isMoving { refreshParameters(lane, atRest: true) }
    defer { if isMoving { refreshParameters(lane) } }
    for compartment in 0..<program.compartmentCount { dynamics.setOff(compartment, lane, false) }
    guard steady.interval < .infinity else {
      return take(steadyState(underInfusion: entry, into: dose.compartment, lane, &results), dose, lane, &results)
    }
    let derivatives = derivativeStates(of: dose.compartment)
    guard let lag = PeriodicInput.divide(entry.lag, by: steady.interval),
      let doses = PeriodicInput(
        entry, compartment: dose.compartment, derivatives: derivatives, interval: steady.interval)
    else {
      let limit = isProfile(entry) ? PeriodicInput.mostProfiles : Int(PeriodicInput.mostOverlapping)
      return take(.failed(.tooManyInputs(time: now, limit: limit)), dose, lane, &results)
    }
    let phase = steady.interval - lag.rest
    let outcome = steadyState(under: doses, at: phase, entry, into: dose.compartment, lane, &results)
    guard take(outcome, dose, lane, &results) else { return false }
    for rest in doses.remaining(at: phase) {
      carryOn(entry, into: dose.compartment, until: now + rest, lane)
    }
    carryOn(entry, doses, since: now + entry.lag - Double(lag.whole) * steady.interval, lane)
    for number in stride(from: lag.whole, to: 0, by: -1) {
      enter(dose.compartment, entry, now + entry.lag - Double(number) * steady.interval, lane)
    }
    return true
  }

  private func isProfile(_ entry: DoseEntry) -> Bool { if case .profile = entry.form { true } else { false } }

  /// Makes an outcome the lane's state, or ends its subject; false for the latter.
  private mutating func take(
    _ outcome: SteadyOutcome, _ dose: PlannedDose, _ lane: Int, _ results: inout ChunkResults
  ) -> Bool {
    switch outcome {
    case .found(let state, let byCycling):
      if byCycling { results.steadyStatesByCycling += 1 }
      settle(lane, in: state, of: dose)
      return true
    case .none(let state):
      fail(lane, .noSteadyState(time: solver.time[lane], state: state), &results, row: dose.row)
    case .failed(let reason): fail(lane, reason, &results, row: dose.row)
    }
    return false
  }

  /// The state at a phase of the steady state under doses, as if nothing else had ever been given.
  private mutating func steadyState(
    under doses: PeriodicInput, at phase: Double, _ entry: DoseEntry, into compartment: Int, _ lane: Int,
    _ results: inout ChunkResults
  ) -> SteadyOutcome {
    let infusions = doses.infusions(before: phase)
    if solvesLinearSystems {
      let system = linearSystem(of: lane)
      guard var state = system.state(under: doses, at: phase) else { return .none(state: unsteadyState(system)) }
      shift(&state, by: entry, system.speed(state, doses, infusions: infusions))
      return .found(state, byCycling: false)
    }
    var orbit = makeOrbit(lane)
    var outcome = orbit.state(under: doses, at: phase, from: initialState(of: lane))
    results.statistics = results.statistics + orbit.statistics
    if case .found(var state, let byCycling) = outcome {
      let speed = orbit.speed(of: state, infusions: infusions, at: phase, doses)
      shift(&state, by: entry, speed)
      outcome = .found(state, byCycling: byCycling)
    }
    return outcome
  }

  /// The state under an infusion without end, as if nothing else had ever been given.
  private mutating func steadyState(
    underInfusion entry: DoseEntry, into compartment: Int, _ lane: Int, _ results: inout ChunkResults
  ) -> SteadyOutcome {
    let derivatives = derivativeStates(of: compartment)
    if solvesLinearSystems {
      let system = linearSystem(of: lane)
      guard
        let doses = PeriodicInput(entry, compartment: compartment, derivatives: derivatives, interval: .infinity)
      else { return .none(state: compartment) }
      guard let state = system.state(underInfusion: doses.rates) else { return .none(state: unsteadyState(system)) }
      return .found(state, byCycling: false)
    }
    var orbit = makeOrbit(lane)
    let start = initialState(of: lane)
    let outcome = orbit.state(underInfusion: entry, into: compartment, derivatives: derivatives, from: start)
    results.statistics = results.statistics + orbit.statistics
    return outcome
  }

  private func makeOrbit(_ lane: Int) -> PeriodicOrbit<Stepper> {
    PeriodicOrbit(
      program, constants: lanes[lane].constants, solver: makeSolver(PeriodicOrbit<Stepper>.inner(tolerances)),
      directions: program.routeSensitivities.count, tolerances: tolerances, stepLimit: stepLimit)
  }

  /// The record's time is fixed, and the phase there moves against the lag: so do the derivatives.
  private func shift(_ state: inout [Double], by entry: DoseEntry, _ speed: [Double]) {
    guard let moves = entry.sensitivity?.start else { return }
    for (direction, move) in moves.enumerated() where move != 0 {
      for index in 0..<baseCount { state[derivativeState(of: index, by: direction)] -= speed[index] * move }
    }
  }

  /// The compartment that keeps a linear system from a steady state.
  private func unsteadyState(_ system: LinearSteadyState) -> Int {
    (system.persistentState ?? 0) % max(1, baseCount)
  }

  /// How many compartments there are without their derivatives.
  var baseCount: Int { program.compartmentCount / (program.routeSensitivities.count + 1) }

  private func derivativeStates(of compartment: Int) -> [Int] {
    program.routeSensitivities.indices.map { derivativeState(of: compartment, by: $0) }
  }

  private func initialState(of lane: Int) -> [Double] {
    program.initialStates.map { lanes[lane].constants[$0] }
  }

  /// The coefficients of a lane's linear dynamics without its infusions, of compartments and their derivatives.
  private mutating func linearSystem(of lane: Int) -> LinearSteadyState {
    let (all, n) = (program.dimension, program.compartmentCount)
    let base = program.routeSensitivities.isEmpty ? n : baseCount
    var coefficients = [Double](repeating: 0, count: all * base)
    var input = [Double](repeating: 0, count: all)
    dynamics.writeLinearSystem(of: lane, matrix: &coefficients, input: &input)
    var matrix = Matrix(rows: n, columns: n)
    for j in 0..<base {
      for i in 0..<n { matrix[i, j] = coefficients[i + j * all] }
      for first in stride(from: base, to: n, by: base) {
        for i in 0..<base { matrix[first + i, first + j] = coefficients[i + j * all] }
      }
    }
    return LinearSteadyState(
      matrix: matrix, input: (0..<n).map { input[$0] - dynamics.rates.base[$0][lane] },
      modes: program.linear.flatMap { ModalPropagator($0.structure, coefficients) })
  }

  private mutating func settle(_ lane: Int, in state: [Double], of dose: PlannedDose) {
    let adds = dose.steadyState?.adds == true
    if !adds { forget(lane) }
    for (i, value) in state.enumerated() { solver.state[i][lane] = adds ? solver.state[i][lane] + value : value }
  }

  /// Lets an infusion go on that began before now.
  private mutating func carryOn(_ entry: DoseEntry, into compartment: Int, until end: Double, _ lane: Int) {
    guard case .infusion(let rate, _) = entry.form else { return }
    lanes[lane].schedule(
      PendingEvent(
        time: end, kind: .infusionEnd(rate: rate, compartment: compartment), sensitivity: entry.sensitivity))
    sumInfusions(into: compartment, lane)
  }

  /// Lets doses go on to enter by their profile: those before one that arrives at a time.
  private mutating func carryOn(_ entry: DoseEntry, _ doses: PeriodicInput, since arrival: Double, _ lane: Int) {
    guard case .profile(let shape, let moves) = entry.form, let profile = doses.profile,
      let compartment = doses.bolus.first?.state
    else { return }
    for number in stride(from: profile.earlier + 1, to: 0, by: -1) {
      continueProfile(shape, moves, compartment, from: arrival - Double(number) * doses.interval, lane)
    }
  }

  /// Ends infusions and what is under way in a lane; an event that is about to happen still will.
  mutating func forget(_ lane: Int) {
    lanes[lane].pending.removeAll { !$0.isOnset }
    for i in 0..<program.compartmentCount { dynamics.rates.base[i][lane] = 0 }
    dynamics.profiles.removeAll(lane)
    solver.holdErrors(to: 1, lane)
  }
}
