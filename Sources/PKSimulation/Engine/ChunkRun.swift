import PKLanguage
import PKModel
import PKNumerics

/// An engine with its memory, whatever its method: what runs subjects, one piece of work after another.
///
/// Functions and no protocol: those of a generic type behind a protocol are compiled for no method in particular, which
/// costs half the speed.
struct SubjectRunner {
  /// Sets the typical values and residual error parameters of what runs from here on.
  let setParameters: (_ thetas: [Double], _ sigmas: [Double]) -> Void
  /// Runs subjects, given by their plans, and writes what they give.
  let run: (_ count: Int, _ results: inout ChunkResults, _ plan: (Int) -> SubjectPlan) -> Void

  init<Stepper: LaneStepper & ~Copyable>(_ engine: consuming LaneEngine<Stepper>) {
    var engine = engine
    setParameters = { thetas, sigmas in engine.setParameters(thetas: thetas, sigmas: sigmas) }
    run = { count, results, plan in engine.run(count: count, &results, plan: plan) }
  }
}

/// Makes an engine with the method that the settings ask for.
func makeRunner(
  _ program: Program, of model: CheckedModel, settings: SimulationSettings, arm: Int = 0, firstSubject: Int = 0,
  writesErrorArguments: Bool = false
) -> SubjectRunner {
  func runner<Stepper: LaneStepper & ~Copyable>(
    solvesLinearSystems: Bool = false, _ makeSolver: @escaping (Tolerances) -> Stepper
  ) -> SubjectRunner {
    SubjectRunner(
      LaneEngine(
        program, of: model, settings: settings, arm: arm, firstSubject: firstSubject,
        solvesLinearSystems: solvesLinearSystems, writesErrorArguments: writesErrorArguments, makeSolver: makeSolver))
  }
  let dimension = program.dimension
  if let linear = program.linear, settings.method == .automatic {
    let followsPeaks = !program.areas.isEmpty
    return runner(solvesLinearSystems: true) { _ in LinearSolver(linear.structure, followsPeaks: followsPeaks) }
  }
  guard settings.method != .explicit else {
    return runner { RungeKuttaSolver(dimension: dimension, tolerances: $0) }
  }
  return runner { SwitchingSolver(dimension: dimension, tolerances: $0) }
}

/// Runs subjects through a program with the method that the settings ask for.
func runChunk(
  _ program: Program, of model: CheckedModel, settings: SimulationSettings, arm: Int = 0, firstSubject: Int,
  count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan
) {
  makeRunner(program, of: model, settings: settings, arm: arm, firstSubject: firstSubject)
    .run(count, &results, plan)
}
