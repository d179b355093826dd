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
  /// How many of the states are amounts: the first ones.
  let compartments: Int
  /// How well the steady state is to be known; the solver's own tolerances are tighter.
  let tolerances: Tolerances
  let stepLimit: Int
  var statistics = SolverStatistics()

  private static var mostNewtonSteps: Int { 50 }
  private static var mostPeriods: Int { 2_000 }

  init(
    _ program: Program, constants: [Double], solver: consuming Stepper, tolerances: Tolerances, stepLimit: Int
  ) {
    self.solver = solver
    dynamics = TapeDynamics(program)
    for lane in 0..<Lanes.scalarCount { dynamics.setParameters(constants, of: lane, hoisted: program.hoistedCount) }
    compartments = program.compartmentCount
    self.tolerances = tolerances
    self.stepLimit = stepLimit
  }

  /// The solver's tolerances for a steady state of the given ones.
  static func inner(_ tolerances: Tolerances) -> Tolerances {
    Tolerances(relative: max(1e-3 * tolerances.relative, 1e-13), absolute: 1e-3 * tolerances.absolute)
  }

  /// The state at a phase of the steady state under repeated doses.
  mutating func state(under doses: PeriodicInput, at phase: Double, from start: [Double]) -> SteadyOutcome {
    do throws(SolverError) {
      let (state, byCycling): ([Double], Bool)
      if let found = try newton(start, { _ in doses }) {
        (state, byCycling) = (found, false)
      } else {
        switch try cycle(start, doses) {
        case .settled(let found): (state, byCycling) = (found, true)
        case .restless(let state): return .none(state: state)
        }
      }
      if phase == doses.interval { return .found(state, byCycling: byCycling) }
      return .found(try advance([state], doses, until: phase)[0], byCycling: byCycling)
    } catch {
      return .failed(error)
    }
  }

  /// The state under an infusion without end: a fixed point whatever the period, which doubles where Newton's method
  /// does not apply.
  mutating func state(underInfusion rate: Double, into compartment: Int, from start: [Double]) -> SteadyOutcome {
    func input(_ doublings: Int) -> PeriodicInput? {
      let period = Double(sign: .plus, exponent: doublings, significand: 1)
      return PeriodicInput(.infusion(rate: rate, duration: period), compartment: compartment, interval: period)
    }
    do throws(SolverError) {
      if let found = try newton(start, input) { return .found(found, byCycling: false) }
    } catch {
      // Ever longer periods end at the limit on steps.
    }
    return .none(state: compartment)
  }

  // MARK: - Newton's method

  /// A fixed point; nil when there is none to be found, or one that small deviations leave.
  ///
  /// - Parameter input: what a period is, given how many Newton steps were refused.
  private mutating func newton(
    _ start: [Double], _ input: (Int) -> PeriodicInput?
  ) throws(SolverError) -> [Double]? {
    var x = start
    var refused = 0
    for _ in 0..<Self.mostNewtonSteps {
      guard let doses = input(refused) else { return nil }
      let (end, map) = try linearised(at: x, doses)
      let residual = zip(end, x).map { $0 - $1 }
      if let step = Self.solve(map, residual) {
        let next = zip(x, step).map { $0 + $1 }
        if size(step, next) <= 1, LinearSteadyState.fades(map) { return next }
        let isLegal = next.indices.allSatisfy { next[$0] >= min(0, end[$0]) - tolerances.absolute }
        if isLegal {
          x = next
          continue
        }
      }
      x = end
      refused += 1
    }
    return nil
  }

  /// (I − M)⁻¹·r.
  private static func solve(_ map: Matrix, _ residual: [Double]) -> [Double]? {
    var matrix = map
    for j in 0..<map.columns {
      for i in 0..<map.rows { matrix[i, j] = (i == j ? 1 : 0) - map[i, j] }
    }
    guard let solution = try? LU(of: matrix).solve(residual), solution.allSatisfy(\.isFinite) else { return nil }
    return solution
  }

  /// The end of a period that begins at a state, and how the end depends on the state.
  private mutating func linearised(
    at x: [Double], _ doses: PeriodicInput
  ) throws(SolverError) -> (end: [Double], map: Matrix) {
    let n = compartments
    let given = max(doses.amount, doses.rate * doses.interval, tolerances.absolute)
    let steps = x.map { 1e-4 * (abs($0) > 1e-6 * given ? abs($0) : given) }
    var end: [Double] = []
    var map = Matrix(rows: n, columns: n)
    let neighbours = Lanes.scalarCount - 1
    for first in stride(from: 0, to: max(n, 1), by: neighbours) {
      let columns = first..<min(first + neighbours, n)
      let starts = [x] + columns.map { column in x.enumerated().map { $1 + ($0 == column ? steps[column] : 0) } }
      let ends = try advance(starts, doses, until: doses.interval)
      if first == 0 { end = ends[0] }
      for (place, column) in columns.enumerated() {
        for row in 0..<n { map[row, column] = (ends[place + 1][row] - ends[0][row]) / steps[column] }
      }
    }
    return (end, map)
  }

  // MARK: - Cycling

  private enum Cycling {
    case settled([Double])
    case restless(Int)
  }

  /// Lives through periods until what is left to come, by the rate at which changes shrink, is within the tolerances.
  private mutating func cycle(_ start: [Double], _ doses: PeriodicInput) throws(SolverError) -> Cycling {
    var x = start
    var last = Double.infinity
    var change: [Double] = []
    for _ in 0..<Self.mostPeriods {
      let end = try advance([x], doses, until: doses.interval)[0]
      change = zip(end, x).map { $0 - $1 }
      let now = size(change, end)
      let ratio = now / last
      x = end
      if now == 0 || (ratio < 1 && now / (1 - ratio) <= 1) { return .settled(x) }
      last = now
    }
    return .restless(change.indices.max { relative(change, x, $0) < relative(change, x, $1) } ?? 0)
  }

  /// The largest change of a state, in units of what it is to be known to.
  private func size(_ change: [Double], _ state: [Double]) -> Double {
    change.indices.reduce(0) { max($0, relative(change, state, $1)) }
  }

  private func relative(_ change: [Double], _ state: [Double], _ i: Int) -> Double {
    abs(change[i]) / (tolerances.absolute + tolerances.relative * abs(state[i]))
  }

  // MARK: - Periods

  /// Carries up to eight states along, from phase 0 with its dose to a phase.
  private mutating func advance(
    _ starts: [[Double]], _ doses: PeriodicInput, until phase: Double
  ) throws(SolverError) -> [[Double]] {
    for state in 0..<solver.dimension { solver.state[state] = Lanes(repeating: 0) }
    for (lane, start) in starts.enumerated() {
      for (state, value) in start.enumerated() { solver.state[state][lane] = value }
      solver.state[doses.compartment][lane] += doses.amount
    }
    var active = LaneMask(repeating: false)
    for lane in starts.indices { active[lane] = true }
    for stretch in doses.stretches(until: phase) where stretch.duration > 0 {
      for i in 0..<compartments { dynamics.rates.base[i] = Lanes(repeating: 0) }
      dynamics.rates.base[doses.compartment] = Lanes(repeating: stretch.rate)
      try solve(active, until: stretch.duration)
    }
    return starts.indices.map { lane in (0..<compartments).map { solver.state[$0][lane] } }
  }

  /// Runs the solver from time 0 to an end, in some lanes.
  private mutating func solve(_ lanes: LaneMask, until end: Double) throws(SolverError) {
    var active = lanes
    let stop = Lanes(repeating: end)
    solver.time = Lanes(repeating: 0)
    solver.restart(active, before: stop, &dynamics)
    var steps = 0
    while active.holdsSomewhere {
      let attempt = solver.attempt(to: stop, active: active, &dynamics)
      statistics = statistics + solver.work(of: attempt, active: active)
      if let lane = LaneSet(attempt.stuck .& active).first(where: { _ in true }) {
        throw .stepTooSmall(time: solver.time[lane], step: solver.nextTime[lane] - solver.time[lane])
      }
      solver.commit(attempt.accepted)
      active = active .& .!attempt.arrived
      steps += 1
      if steps > stepLimit { throw .tooManySteps(time: solver.time[0], limit: stepLimit) }
    }
  }
}
