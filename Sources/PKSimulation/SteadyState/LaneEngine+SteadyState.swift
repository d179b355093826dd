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
    for compartment in 0..<program.compartmentCount { dynamics.setOff(compartment, lane, false) }
    var doses: PeriodicInput?
    var underWay = (whole: 0, rest: 0.0)
    if steady.interval < .infinity {
      doses = PeriodicInput(entry.form, compartment: dose.compartment, interval: steady.interval)
      guard let lags = PeriodicInput.divide(entry.lag, by: steady.interval), doses != nil else {
        fail(lane, .noSteadyState(time: now, state: dose.compartment), &results, row: dose.row)
        return false
      }
      underWay = lags
    }
    let phase = steady.interval - underWay.rest
    let outcome = steadyState(doses, entry, at: phase, into: dose.compartment, lane, &results)
    switch outcome {
    case .found(let state, let byCycling):
      if byCycling { results.steadyStatesByCycling += 1 }
      settle(lane, in: state, adding: steady.adds)
    case .none(let state):
      fail(lane, .noSteadyState(time: now, state: state), &results, row: dose.row)
      return false
    case .failed(let reason):
      fail(lane, reason, &results, row: dose.row)
      return false
    }
    guard let doses else { return true }
    for rest in doses.remaining(at: phase) {
      let event = PendingEvent(
        time: now, kind: .arrival(entry.form, compartment: dose.compartment), sensitivity: entry.sensitivity)
      startInfusion(doses.rate, dose.compartment, rest, event, lane)
    }
    for number in stride(from: underWay.whole, to: 0, by: -1) {
      enter(dose.compartment, entry, now + entry.lag - Double(number) * steady.interval, lane)
    }
    return true
  }

  /// The state at a phase of the steady state under a dose, as if nothing else had ever been given.
  private mutating func steadyState(
    _ doses: PeriodicInput?, _ entry: DoseEntry, at phase: Double, into compartment: Int, _ lane: Int,
    _ results: inout ChunkResults
  ) -> SteadyOutcome {
    var rate = 0.0
    if case .infusion(let given, _) = entry.form { rate = given }
    if solvesLinearSystems {
      let system = linearSystem(of: lane)
      let state =
        if let doses { system.state(under: doses, at: phase) } else {
          system.state(underInfusion: rate, into: compartment)
        }
      if let state { return .found(state, byCycling: false) }
      return .none(state: system.persistentState ?? compartment)
    }
    var orbit = PeriodicOrbit(
      program, constants: lanes[lane].constants, solver: makeSolver(PeriodicOrbit<Stepper>.inner(tolerances)),
      tolerances: tolerances, stepLimit: stepLimit)
    let start = program.initialStates.map { lanes[lane].constants[$0] }
    let outcome =
      if let doses { orbit.state(under: doses, at: phase, from: start) } else {
        orbit.state(underInfusion: rate, into: compartment, from: start)
      }
    results.statistics = results.statistics + orbit.statistics
    return outcome
  }

  /// The coefficients of a lane's linear dynamics without its infusions.
  private mutating func linearSystem(of lane: Int) -> LinearSteadyState {
    let (all, n) = (program.dimension, program.compartmentCount)
    var coefficients = [Double](repeating: 0, count: all * all)
    var input = [Double](repeating: 0, count: all)
    dynamics.writeLinearSystem(of: lane, matrix: &coefficients, input: &input)
    var matrix = Matrix(rows: n, columns: n)
    for j in 0..<n { for i in 0..<n { matrix[i, j] = coefficients[i + j * all] } }
    return LinearSteadyState(matrix: matrix, input: (0..<n).map { input[$0] - dynamics.rates.base[$0][lane] })
  }

  private mutating func settle(_ lane: Int, in state: [Double], adding: Bool) {
    if !adding { forget(lane) }
    for (i, value) in state.enumerated() { solver.state[i][lane] = adding ? solver.state[i][lane] + value : value }
  }

  /// Ends infusions and what is under way in a lane; an event that is about to happen still will.
  mutating func forget(_ lane: Int) {
    lanes[lane].pending.removeAll { !$0.isOnset }
    for i in 0..<program.compartmentCount { dynamics.rates.base[i][lane] = 0 }
    dynamics.profiles.removeAll(lane)
  }
}
