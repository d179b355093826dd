import PKModel
import PKNumerics

/// What a search for a steady state found.
enum SteadyOutcome {
  /// The state at the phase that was asked for, and whether Newton's method had to be given up on the way.
  case found([Double], byCycling: Bool)
  /// There is none: the state that grows without end, or stays.
  case none(state: Int)
  /// The solver could not go on.
  case failed(SolverError)
}

/// Finds steady states of nonlinear dynamics: fixed points of the map from the state before one dose to the state
/// before the next.
///
/// Newton's method on P(x) − x, with ∂P/∂x by differences between neighbours that are carried through the period
/// together with x, one a lane. Where a Newton step leads to negative amounts, one more period is lived through
/// instead; where Newton's method does not end, periods are lived through until nothing changes.
struct PeriodicOrbit<Stepper: LaneStepper & ~Copyable>: ~Copyable {
  var solver: Stepper
  var dynamics: TapeDynamics
  /// How many of the states are compartments; their derivatives by the program's directions follow, block by block.
  let count: Int
  let directions: Int
  /// Both together.
  let compartments: Int
  /// How well the steady state is to be known; the solver's own tolerances are tighter.
  let tolerances: Tolerances
  let stepLimit: Int
  var statistics = SolverStatistics()

  static var mostNewtonSteps: Int { 50 }
  static var mostPeriods: Int { 2_000 }

  init(
    _ program: Program, constants: [Double], solver: consuming Stepper, directions: Int,
    tolerances: Tolerances, stepLimit: Int
  ) {
    self.solver = solver
    dynamics = TapeDynamics(program)
    for lane in 0..<Lanes.scalarCount { dynamics.setParameters(constants, of: lane, hoisted: program.hoistedCount) }
    compartments = program.compartmentCount
    self.directions = directions
    count = program.compartmentCount / (directions + 1)
    self.tolerances = tolerances
    self.stepLimit = stepLimit
  }

  /// The solver's tolerances for a steady state of the given ones.
  static func inner(_ tolerances: Tolerances) -> Tolerances {
    Tolerances(relative: max(1e-3 * tolerances.relative, 1e-13), absolute: 1e-3 * tolerances.absolute)
  }

  /// The state at a phase of the steady state under repeated doses.
  ///
  /// The search begins at `start`: all states of the program's compartments.
  mutating func state(under doses: PeriodicInput, at phase: Double, from start: [Double]) -> SteadyOutcome {
    setProfiles(doses)
    do throws(SolverError) {
      var state: [Double]
      var byCycling = false
      if let (found, map) = try newton(start, { _ in doses }) {
        state = try differentiated(found, map, doses)
      } else {
        switch try cycle(start, doses) {
        case .settled(let found): (state, byCycling) = (found, true)
        case .restless(let state): return .none(state: state)
        }
      }
      if phase < doses.interval { state = try advance([state], doses, until: phase)[0] }
      return .found(state, byCycling: byCycling)
    } catch {
      return .failed(error)
    }
  }

  /// The state under an infusion without end: a fixed point whatever the period, which doubles where Newton's method
  /// does not apply.
  mutating func state(
    underInfusion entry: DoseEntry, into compartment: Int, derivatives: [Int], from start: [Double]
  ) -> SteadyOutcome {
    guard case .infusion(let rate, _) = entry.form else { return .none(state: compartment) }
    func input(_ doublings: Int) -> PeriodicInput? {
      let period = Double(sign: .plus, exponent: doublings, significand: 1)
      var entry = entry
      // The end of an infusion that another one follows at once changes nothing.
      let still = entry.sensitivity.map { $0.size.map { _ in 0.0 } } ?? []
      entry.form = .infusion(rate: rate, duration: period)
      entry.sensitivity?.start = still
      entry.sensitivity?.end = still
      return PeriodicInput(entry, compartment: compartment, derivatives: derivatives, interval: period)
    }
    do throws(SolverError) {
      if let (found, map) = try newton(start, input), let doses = input(0) {
        // The map of the last period tells the steps of the search for derivatives; their end is the same for any.
        return .found(try differentiated(found, map, doses), byCycling: false)
      }
    } catch {
      // Ever longer periods end at the limit on steps.
    }
    return .none(state: compartment)
  }

  /// How fast the states move at a phase.
  mutating func speed(of state: [Double], infusions: Int, at phase: Double, _ doses: PeriodicInput) -> [Double] {
    load([state])
    setRates(doses, infusions)
    let target = LaneBuffer(count: solver.dimension)
    dynamics.evaluate(at: Lanes(repeating: phase), solver.state, into: target.base)
    return (0..<compartments).map { target.base[$0][0] }
  }
}
