import PKLanguage
import PKModel
import PKNumerics

/// Runs subjects through a program, eight at a time, one a lane; a lane that is done takes the next subject.
///
/// Lanes share nothing but the instruction stream, so what a subject gives does not depend on its neighbours.
struct LaneEngine<Stepper: LaneStepper & ~Copyable>: ~Copyable {
  let program: Program
  /// Whether cycles are followed: the program's further states are the areas under its outputs.
  let followsCycles: Bool
  let stepLimit: Int
  let tolerances: Tolerances
  /// Makes one more solver of the same kind, for steady states.
  let makeSolver: (Tolerances) -> Stepper
  /// How often the solver's interpolant evaluates the dynamics.
  let evaluationsPerInterpolant: Int
  /// Whether the solver takes the dynamics as a linear system.
  let solvesLinearSystems: Bool
  /// The number of the subject in the first slot: random numbers go by subject.
  let firstSubject: Int
  let residualError: ResidualError?
  /// Whether there is one: looking into it counts references.
  let addsResidualError: Bool
  /// Whether the arguments of the error terms are written with the outputs.
  let writesErrorArguments: Bool
  /// Whether nothing but the outputs is written.
  let writesPlainly: Bool

  var solver: Stepper
  var dynamics: TapeDynamics
  /// The prologue's own register file.
  let parameters: LaneBuffer
  /// States inside a step, and their derivatives.
  let inner: LaneBuffer
  let innerDerivative: LaneBuffer
  /// States inside a step by a step of their own.
  let exact: LaneBuffer
  var peaks: PeakTracker

  let lanes = LaneArray(repeating: LaneState())
  var active = LaneMask(repeating: false)
  /// When each lane must stop.
  var stops = Lanes(repeating: 0)
  /// When each lane's next output is wanted: one value, in memory so that lanes are written one by one.
  let wanted = LaneBuffer(count: 1)
  /// The start and the end of the attempted step where outputs are inside it; in memory, too.
  let starts = LaneBuffer(count: 1)
  let ends = LaneBuffer(count: 1)
  /// The weights of the observed states in the outputs, where these are such sums, and their sums.
  let weights: LaneBuffer
  let sums: LaneBuffer
  /// Where in an attempted step each lane's next output is.
  let places: LaneArray<OutputPlace>
  /// Lanes whose time or state jumped, so that the solver must begin anew there.
  var jumped = LaneMask(repeating: false)
  var stepCounts = Lanes(repeating: 0)
  /// Whether the stages that only the interpolant needs were evaluated for the attempted step.
  var interpolantIsComplete = false
  /// Where the interpolant of the attempted step is coarser than the step, among lanes with outputs inside.
  var isCoarse = LaneMask(repeating: false)
  /// Where each lane's next predictions go.
  let cursors = LaneArray(repeating: 0)
  let allStates: [Int]
  /// The states that outputs read, the registers of what keeps still that they read, and those of the outputs.
  let observedStates: [Int]
  let observed: IndexList
  let observedConstants: IndexList
  let outputRegisters: IndexList
  /// The places of the error terms' arguments among the constants.
  let errorArguments: IndexList
  /// The registers of one subject at eight times, and its states at as many times as are computed at once.
  let seriesRegisters: LaneBuffer
  let series: LaneBuffer
  /// Where outputs are sums of states with weights that keep still, the weights; by output and state.
  let outputSums: [LinearSlots.Entry]?
  var outputWeights: [Double]
  /// The cumulative hazard at which each event happens; ∞ where it does not, or has happened.
  let thresholds: LaneBuffer
  /// For each border of the program whether its comparison holds, as 1 or 0.
  let truths: LaneBuffer
  /// How far a cumulative hazard may shrink by the solver's error.
  let shrinkage: Tolerances
  /// What the program's states are called.
  let stateNames: [String]

  init(
    _ program: Program, of model: CheckedModel, settings: SimulationSettings, arm: Int = 0, firstSubject: Int = 0,
    solvesLinearSystems: Bool = false, writesErrorArguments: Bool = false, makeSolver: @escaping (Tolerances) -> Stepper
  ) {
    self.program = program
    self.firstSubject = firstSubject
    self.writesErrorArguments = writesErrorArguments
    stepLimit = settings.stepLimit
    followsCycles = !program.areas.isEmpty
    shrinkage = settings.tolerances
    thresholds = LaneBuffer(count: program.hazards.count)
    truths = LaneBuffer(count: program.borders?.count ?? 0)
    wanted[0] = Lanes(repeating: .infinity)
    let start = starts.numbers
    places = LaneArray { OutputPlace(time: UnsafePointer(start + $0)) }
    let outputs = program.outputs.outputs.count
    weights = LaneBuffer(count: outputs * program.observedStates.count)
    sums = LaneBuffer(count: outputs)
    stateNames = model.stateNames(of: program)
    addsResidualError = settings.addsResidualError
    writesPlainly = !settings.addsResidualError && !writesErrorArguments
    residualError =
      settings.addsResidualError
      ? ResidualError(seed: settings.seed, outputs: model.outputs, replicate: arm) : nil
    solver = makeSolver(settings.tolerances)
    evaluationsPerInterpolant = solver.evaluationsPerInterpolant
    tolerances = settings.tolerances
    self.makeSolver = makeSolver
    self.solvesLinearSystems = solvesLinearSystems
    dynamics = TapeDynamics(program)
    parameters = LaneBuffer(count: program.prologue.registerCount)
    allStates = Array(0..<program.dimension)
    observedStates = program.observedStates
    observed = IndexList(program.observedStates)
    observedConstants = IndexList(program.observedConstants)
    outputRegisters = IndexList(program.outputs.outputs)
    errorArguments = IndexList(program.errors.flatMap { Array($0) })
    let isSeries = solver.interpolatesSeries
    seriesRegisters = LaneBuffer(count: isSeries ? program.registerCount : 0)
    let width = max(program.observedStates.count, outputs)
    series = LaneBuffer(count: isSeries ? Self.seriesGroups * width : 0)
    outputSums = program.outputSums
    outputWeights = Array(repeating: 0, count: outputs * program.dimension)
    inner = LaneBuffer(count: program.dimension)
    innerDerivative = LaneBuffer(count: program.dimension)
    exact = LaneBuffer(count: program.dimension)
    peaks = PeakTracker(outputCount: program.outputs.outputs.count)
    program.prologue.prepare(parameters)
    setParameters(thetas: model.thetas.map(\.value), sigmas: model.sigmas.map(\.value))
  }

  /// Sets the typical values and residual error parameters of the subjects that follow.
  func setParameters(thetas: [Double], sigmas: [Double]) {
    for (register, value) in zip(program.parameters.thetas, thetas) { parameters[register] = Lanes(repeating: value) }
    for (register, value) in zip(program.parameters.sigmas, sigmas) { parameters[register] = Lanes(repeating: value) }
  }

  /// Runs `count` subjects, given by their plans, and writes what they give into `results`.
  mutating func run(count: Int, _ results: inout ChunkResults, plan: (Int) -> SubjectPlan) {
    var next = 0
    while true {
      if next < count {
        for lane in LaneSet(.!active) { fill(lane, &next, count, &results, plan) }
      }
      if jumped.holdsSomewhere { restartJumped(&results) }
      guard active.holdsSomewhere else {
        // Where every lane failed at its start, there may be subjects left.
        if next < count { continue } else { break }
      }
      var attempt = solver.attempt(to: stops, active: active, &dynamics)
      interpolantIsComplete = false
      if !program.hazards.isEmpty { watchHazards(&attempt, &results) }
      if let borders = program.borders { watchBorders(borders, &attempt, &results) }
      tally(attempt, &results)
      if attempt.accepted.holdsSomewhere {
        follow(attempt, &results)
        solver.commit(attempt.accepted)
      }
      if attempt.stuck.holdsSomewhere { giveUp(on: attempt.stuck, &results) }
      for lane in LaneSet(attempt.arrived) { arrive(lane, &results) }
    }
  }

  /// Gives an idle lane the next subject that has something to integrate.
  private mutating func fill(
    _ lane: Int, _ next: inout Int, _ count: Int, _ results: inout ChunkResults, _ plan: (Int) -> SubjectPlan
  ) {
    while next < count, !active[lane] {
      begin(lane, slot: next, plan(next))
      cursors[lane] = results.offsets[next]
      next += 1
      arrive(lane, &results)
    }
  }

  /// Counts steps, and stops the lanes that took too many.
  private mutating func tally(_ attempt: StepAttempt, _ results: inout ChunkResults) {
    let one = Lanes(repeating: 1)
    stepCounts += Lanes(repeating: 0).blended(with: one, where: active)
    results.statistics = results.statistics + solver.work(of: attempt, active: active)
    let exhausted = active .& (stepCounts .> Lanes(repeating: Double(stepLimit)))
    guard exhausted.holdsSomewhere else { return }
    for lane in LaneSet(exhausted) {
      fail(lane, .tooManySteps(time: solver.time[lane], limit: stepLimit), &results)
    }
  }

  private mutating func giveUp(on stuck: LaneMask, _ results: inout ChunkResults) {
    for lane in LaneSet(stuck .& active) {
      let time = solver.time[lane]
      // What cannot be computed just ahead tells more than how small the steps became before it.
      let state = allStates.first { !solver.nextState[$0][lane].isFinite }
      let reason = state.map { SolverError.notFinite(time: time, state: $0) }
      fail(lane, reason ?? .stepTooSmall(time: time, step: solver.nextTime[lane] - time), &results)
    }
  }

  /// Ends a lane's subject early; what it has not given stays NaN.
  mutating func fail(
    _ lane: Int, _ reason: SolverError, _ results: inout ChunkResults, row: Int? = nil, attribute: DoseAttribute? = nil
  ) {
    if let slot = lanes[lane].slot {
      let parameters = Array(lanes[lane].constants[program.individuals])
      let name = reason.state.flatMap { stateNames.indices.contains($0) ? stateNames[$0] : nil }
      results.failures.append(
        SubjectFailure(
          subject: slot, reason: reason, row: row, stateName: name, attribute: attribute, parameters: parameters,
          amounts: (0..<baseCount).map { solver.state[$0][lane] }))
    }
    retire(lane)
  }

  /// Makes a lane idle.
  mutating func retire(_ lane: Int) {
    lanes[lane].slot = nil
    active.set(lane, to: false)
    jumped.set(lane, to: false)
    wanted.setScalar(0, lane: lane, to: .infinity)
  }

  /// Begins anew where something jumped, and looks at the outputs just after.
  private mutating func restartJumped(_ results: inout ChunkResults) {
    solver.restart(jumped, before: stops, &dynamics)
    results.statistics.evaluations += LaneSet(jumped).count
    for lane in LaneSet(jumped) {
      for state in 0..<program.dimension where !solver.derivative[state][lane].isFinite {
        fail(lane, .notFinite(time: solver.time[lane], state: state), &results)
        break
      }
    }
    if followsCycles {
      observe(solver.time, solver.state, solver.derivative)
      peaks.restart(jumped, at: solver.time, values: outputValues, slopes: slopeValues)
    }
    jumped = LaneMask(repeating: false)
  }

  /// Computes outputs and their slopes at a time and state; `outputValues` and `slopeValues` read them.
  mutating func observe(_ time: Lanes, _ state: UnsafePointer<Lanes>, _ derivative: UnsafePointer<Lanes>) {
    dynamics.load(time, state)
    for i in 0..<program.compartmentCount {
      dynamics.registers.base[program.derivativeRegister + i] = derivative[i]
    }
    // Slopes first: they may overwrite what the outputs left in scratch registers, so each is copied at once.
    program.slopes.run(dynamics.registers)
    peaks.keepSlopes(program.slopes.outputs, in: dynamics.registers)
    program.outputs.run(dynamics.registers)
    peaks.keepValues(program.outputs.outputs, in: dynamics.registers)
  }

  var outputValues: UnsafeMutablePointer<Lanes> { peaks.values.base }
  var slopeValues: UnsafeMutablePointer<Lanes> { peaks.slopes.base }
}
