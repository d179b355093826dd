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
  private let count: Int
  private let directions: Int
  /// Both together.
  private let compartments: Int
  /// How well the steady state is to be known; the solver's own tolerances are tighter.
  let tolerances: Tolerances
  let stepLimit: Int
  var statistics = SolverStatistics()

  private static var mostNewtonSteps: Int { 50 }
  private static var mostPeriods: Int { 2_000 }

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
  /// - Parameter start: where the search begins: all states of the program's compartments.
  mutating func state(under doses: PeriodicInput, at phase: Double, from start: [Double]) -> SteadyOutcome {
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
  mutating func speed(of state: [Double], infusions: Int, _ doses: PeriodicInput) -> [Double] {
    load([state])
    setRates(doses, infusions)
    let target = LaneBuffer(count: solver.dimension)
    dynamics.evaluate(at: Lanes(repeating: 0), solver.state, into: target.base)
    return (0..<compartments).map { target.base[$0][0] }
  }

  // MARK: - Newton's method

  /// A fixed point and the map's derivative there; nil when there is none to be found, or one that small deviations
  /// leave.
  ///
  /// - Parameter input: what a period is, given how many Newton steps were refused.
  private mutating func newton(
    _ start: [Double], _ input: (Int) -> PeriodicInput?
  ) throws(SolverError) -> ([Double], Matrix)? {
    var x = start
    var refused = 0
    for _ in 0..<Self.mostNewtonSteps {
      guard let doses = input(refused) else { return nil }
      let (end, map) = try linearised(at: x, doses)
      if let step = Self.solve(map, (0..<count).map { end[$0] - x[$0] }) {
        var next = x
        for state in 0..<count { next[state] += step[state] }
        if size(from: x, to: next) <= 1, LinearSteadyState.fades(map) { return (next, map) }
        if (0..<count).allSatisfy({ next[$0] >= min(0, end[$0]) - tolerances.absolute }) {
          x = next
          continue
        }
      }
      for state in 0..<count { x[state] = end[state] }
      refused += 1
    }
    return nil
  }

  /// Adds the derivatives of a fixed point: they obey the map's own derivative, and start from 0.
  ///
  /// Since the map is known to a few digits only, the solution is refined.
  private mutating func differentiated(
    _ fixed: [Double], _ map: Matrix, _ doses: PeriodicInput
  ) throws(SolverError) -> [Double] {
    var state = fixed
    guard directions > 0 else { return state }
    for index in count..<compartments { state[index] = 0 }
    for _ in 0..<12 {
      let end = try advance([state], doses, until: doses.interval)[0]
      var isDone = true
      for first in stride(from: count, to: compartments, by: count) {
        guard let step = Self.solve(map, (first..<first + count).map { end[$0] - state[$0] }) else { return state }
        for (place, change) in step.enumerated() {
          if !(abs(change) <= 1e-3 * tolerances.relative * abs(state[first + place])) { isDone = false }
          state[first + place] += change
        }
      }
      if isDone { break }
    }
    return state
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

  /// The end of a period that begins at a state, and how the compartments at the end depend on those at the start.
  private mutating func linearised(
    at x: [Double], _ doses: PeriodicInput
  ) throws(SolverError) -> (end: [Double], map: Matrix) {
    let n = count
    let given = max(
      (doses.bolus.first?.size ?? 0), (doses.rates.first?.size ?? 0) * doses.interval, tolerances.absolute)
    let steps = (0..<count).map { 1e-4 * (abs(x[$0]) > 1e-6 * given ? abs(x[$0]) : given) }
    var end: [Double] = []
    var map = Matrix(rows: n, columns: n)
    let neighbours = Lanes.scalarCount - 1
    for first in stride(from: 0, to: max(n, 1), by: neighbours) {
      let columns = first..<min(first + neighbours, n)
      var starts = [x]
      for column in columns {
        var start = x
        start[column] += steps[column]
        starts.append(start)
      }
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
    var worst = 0
    for _ in 0..<Self.mostPeriods {
      let end = try advance([x], doses, until: doses.interval)[0]
      let now = size(from: x, to: end)
      let ratio = now / last
      worst = (0..<count).max { relative(x, end, $0) < relative(x, end, $1) } ?? worst
      x = end
      if now == 0 || (ratio < 1 && now / (1 - ratio) <= 1) { return .settled(x) }
      last = now
    }
    return .restless(worst)
  }

  /// The largest change of a state, in units of what it is to be known to.
  private func size(from start: [Double], to end: [Double]) -> Double {
    (0..<count).reduce(0) { max($0, relative(start, end, $1)) }
  }

  private func relative(_ start: [Double], _ end: [Double], _ i: Int) -> Double {
    abs(end[i] - start[i]) / (tolerances.absolute + tolerances.relative * abs(end[i]))
  }

  // MARK: - Periods

  /// Carries up to eight states along, from phase 0 with its dose to a phase.
  private mutating func advance(
    _ starts: [[Double]], _ doses: PeriodicInput, until phase: Double
  ) throws(SolverError) -> [[Double]] {
    load(starts)
    for share in doses.bolus { solver.state[share.state] += share.size }
    var active = LaneMask(repeating: false)
    for lane in starts.indices { active[lane] = true }
    solver.forget(active)
    for stretch in doses.stretches(until: phase) where stretch.duration > 0 {
      setRates(doses, stretch.infusions)
      try solve(active, until: stretch.duration)
      if stretch.endsInfusion { for share in doses.jumps { solver.state[share.state] += share.size } }
    }
    return starts.indices.map { lane in (0..<compartments).map { solver.state[$0][lane] } }
  }

  private mutating func load(_ starts: [[Double]]) {
    for state in 0..<solver.dimension { solver.state[state] = Lanes(repeating: 0) }
    for (lane, start) in starts.enumerated() {
      for (state, value) in start.enumerated() { solver.state[state][lane] = value }
    }
  }

  private mutating func setRates(_ doses: PeriodicInput, _ infusions: Int) {
    for i in 0..<compartments { dynamics.rates.base[i] = Lanes(repeating: 0) }
    for share in doses.rates { dynamics.rates.base[share.state] = Lanes(repeating: share.size * Double(infusions)) }
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
