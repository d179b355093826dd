import Foundation
import PKNumerics
import PKTestSupport
import Testing

/// When the switching solver changes over, and what that is worth.
@Suite struct SwitchingTests {
  /// Two compartments with parallel linear and Michaelis–Menten elimination over 42 days after a bolus of
  /// 420 mg; the longer its tail, the longer the steps that the tolerances allow, until it is stiff.
  static let antibody = StiffProblem("antibody", from: [420, 0], to: 42, []) { _, y, f in
    let concentration = y[0] / 3
    let across = 0.5 * (concentration - y[1] / 3)
    f[0] = -0.2 * concentration - 8 * concentration / (2 + concentration) - across
    f[1] = across
  } jacobian: { _, y, j in
    let room = 2 + y[0] / 3
    j[0] = -0.7 / 3 - 16 / 3 / (room * room)
    j[1] = Lanes(repeating: 0.5 / 3)
    j[2] = Lanes(repeating: 0.5 / 3)
    j[3] = Lanes(repeating: -0.5 / 3)
  }

  /// Not stiff: the same steps, evaluations and bits as the explicit method alone.
  @Test(arguments: [1e-4, 1e-6, 1e-8, 1e-10]) func anEasySystemCostsNothingMore(_ tolerance: Double) throws {
    let tolerances = Tolerances(relative: tolerance, absolute: tolerance)
    var (problem, other) = (Self.antibody, Self.antibody)
    var switching = SwitchingSolver(dimension: 2, tolerances: tolerances)
    var explicit = RungeKuttaSolver(.suited(to: tolerances), dimension: 2, tolerances: tolerances)
    switching.begin(problem)
    explicit.begin(problem)
    let work = try switching.solve(to: problem.end, &problem)
    let least = try explicit.solve(to: other.end, &other)
    #expect(work == least && work.factorizations == 0)
    for i in 0..<2 { #expect(switching.state[i] == explicit.state[i]) }
  }

  /// DETEST is not stiff either; a few of its problems graze the limit, where a change over may cost a little.
  @Test(arguments: [1e-5, 1e-7]) func detestCostsLittleMore(_ tolerance: Double) throws {
    var (all, least) = (0, 0)
    for problem in Detest.problems {
      var (own, other) = (Differenced(problem), problem)
      let tolerances = Tolerances(relative: tolerance, absolute: tolerance)
      var switching = SwitchingSolver(dimension: problem.dimension, tolerances: tolerances)
      for (index, value) in problem.initial.enumerated() { switching.state[index] = Lanes(repeating: value) }
      var explicit = other.solver(.suited(to: tolerances), tolerances: tolerances)
      let work = try switching.solve(to: problem.end, &own)
      let bare = try explicit.solve(to: problem.end, &other)
      // A factorisation and a Jacobian cost about as much as three evaluations of a small system.
      let cost = work.evaluations + 3 * work.factorizations
      #expect(Double(cost) <= 1.2 * Double(bare.evaluations), "\(problem): \(work) against \(bare)")
      all += cost
      least += bare.evaluations
    }
    #expect(Double(all) <= 1.05 * Double(least))
  }

  /// A stiff system is recognised, and takes a small share of what the explicit method alone would.
  @Test(arguments: StiffProblems.all.filter { $0.name != "drug and target" })
  func aStiffSystemIsRecognised(_ problem: StiffProblem) throws {
    var own = problem
    var solver = SwitchingSolver(dimension: problem.dimension, tolerances: problem.tolerances(1e-5))
    solver.begin(problem)
    let work = try solver.solve(to: problem.end, &own)
    #expect(work.factorizations > 0 && work.jacobians == work.factorizations)
    #expect(work.evaluations < 12_000)
    var stiff = RosenbrockSolver(dimension: problem.dimension, tolerances: problem.tolerances(1e-5))
    stiff.begin(problem)
    let bare = try stiff.solve(to: problem.end, &own)
    // Finding out, and the parts that the explicit method does, cost at most as much again and a hundred steps.
    #expect(work.steps + work.rejected <= 2 * (bare.steps + bare.rejected) + 100)
  }

  /// Binding that ends once the drug is gone: the lanes go over and come back.
  @Test func whatIsNoLongerStiffGoesBack() throws {
    var problem = StiffProblem("fading", from: [1, 0], to: 60, []) { t, y, f in
      let rate = t.map { 1e5 * exp(-$0) }
      f[0] = -1 * rate * (y[0] - y[1])
      f[1] = -0.5 * y[1] + 0.1 * t.map(cos)
    } jacobian: { t, _, j in
      let rate = t.map { 1e5 * exp(-$0) }
      j[0] = -1 * rate
      j[2] = rate
      j[3] = Lanes(repeating: -0.5)
    }
    var solver = SwitchingSolver(dimension: 2, tolerances: Tolerances(relative: 1e-4, absolute: 1e-8))
    solver.begin(problem)
    _ = try solver.solve(to: 5, &problem)
    #expect(solver.stiffLanes.holdsEverywhere)
    _ = try solver.solve(to: 60, &problem)
    #expect(!solver.stiffLanes.holdsSomewhere)
  }

  /// Another subject in the lane begins as if nobody had been there.
  @Test func whatIsForgottenLeavesNoTrace() throws {
    let stiff = StiffProblems.robertson
    var (first, second) = (stiff, stiff)
    var used = SwitchingSolver(dimension: 3, tolerances: stiff.tolerances(1e-6))
    used.begin(stiff)
    let work = try used.solve(to: 100, &first)
    #expect(used.stiffLanes.holdsEverywhere)
    used.forget(LaneMask(repeating: true))
    #expect(!used.stiffLanes.holdsSomewhere)
    used.begin(stiff)
    let again = try used.solve(to: 100, &first)
    var fresh = SwitchingSolver(dimension: 3, tolerances: stiff.tolerances(1e-6))
    fresh.begin(stiff)
    _ = try fresh.solve(to: 100, &second)
    #expect(work == again)
    for i in 0..<3 { #expect(used.state[i] == fresh.state[i]) }
  }

  /// A jump of the same subject does not make it forget: the next interval begins with the stiff method.
  @Test func aJumpKeepsTheMethod() throws {
    var problem = StiffProblems.robertson
    let all = LaneMask(repeating: true)
    let stop = Lanes(repeating: 200)
    var solver = SwitchingSolver(dimension: 3, tolerances: problem.tolerances(1e-6))
    solver.begin(problem)
    _ = try solver.solve(to: 100, &problem)
    solver.state[0] += 0.5
    solver.restart(all, before: stop, &problem)
    let attempt = solver.attempt(to: stop, active: all, &problem)
    let work = solver.work(of: attempt, active: all)
    #expect(work.factorizations == 8 && work.evaluations == 8 * RosenbrockTableau.rodas5P.stages)
  }

  /// Without derivatives there is but one method, and stiffness ends as it does there.
  @Test func withoutDerivativesTheExplicitMethodStays() {
    var problem = InitialValueProblem("stiff", from: [2], []) { t, y, f in f[0] = -1e6 * (y[0] - t.map(cos)) }
    var solver = SwitchingSolver(dimension: 1, tolerances: Tolerances(relative: 1e-6, absolute: 1e-8))
    solver.state[0] = Lanes(repeating: 2)
    #expect(throws: SolverError.self) { try solver.solve(to: 1, stepLimit: 2_000, &problem) }
    #expect(!solver.stiffLanes.holdsSomewhere)
  }

  @Test func tightTolerancesGetTheHighOrder() {
    #expect(ButcherTableau.suited(to: Tolerances(relative: 1e-6, absolute: 1e-8)).order == 5)
    #expect(ButcherTableau.suited(to: Tolerances(relative: 1e-10, absolute: 1e-12)).order == 8)
  }
}

/// A problem with derivatives by central differences: good enough to see whether they are asked for.
private struct Differenced: LaneDynamics {
  private var problem: InitialValueProblem

  init(_ problem: InitialValueProblem) { self.problem = problem }

  var dimension: Int { problem.dimension }
  var isDifferentiable: Bool { true }

  mutating func evaluate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into derivative: UnsafeMutablePointer<Lanes>
  ) {
    problem.evaluate(at: time, state, into: derivative)
  }

  mutating func differentiate(
    at time: Lanes, _ state: UnsafePointer<Lanes>, into jacobian: UnsafeMutablePointer<Lanes>,
    _ timeDerivative: UnsafeMutablePointer<Lanes>
  ) {
    let n = dimension
    let y = LaneBuffer(count: n)
    let low = LaneBuffer(count: n)
    let high = LaneBuffer(count: n)
    for i in 0..<n { y[i] = state[i] }
    for j in 0..<n {
      y[j] = state[j] - 1e-6
      problem.evaluate(at: time, y.base, into: low.base)
      y[j] = state[j] + 1e-6
      problem.evaluate(at: time, y.base, into: high.base)
      for i in 0..<n { jacobian[i + j * n] = (high[i] - low[i]) / 2e-6 }
      y[j] = state[j]
    }
    problem.evaluate(at: time - 1e-6, state, into: low.base)
    problem.evaluate(at: time + 1e-6, state, into: high.base)
    for i in 0..<n { timeDerivative[i] = (high[i] - low[i]) / 2e-6 }
  }
}
