import PKLanguage
import PKModel
import PKNumerics

/// An engine with its memory, whatever its method: what runs subjects, one piece of work after another.
protocol SubjectRunner: AnyObject {
  /// Sets the typical values and residual error parameters of what runs from here on.
  func setParameters(thetas: [Double], sigmas: [Double])

  /// Runs subjects, given by their plans, and writes what they give into `results`.
  func run(count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan)
}

// One class for each method, not a generic one: a generic class would run its engine without specialisation.

private final class ClosedFormRunner: SubjectRunner {
  private var engine: LaneEngine<LinearSolver>

  init(_ engine: consuming LaneEngine<LinearSolver>) { self.engine = engine }

  func setParameters(thetas: [Double], sigmas: [Double]) { engine.setParameters(thetas: thetas, sigmas: sigmas) }

  func run(count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan) {
    engine.run(count: count, &results, plan: plan)
  }
}

private final class ExplicitRunner: SubjectRunner {
  private var engine: LaneEngine<RungeKuttaSolver>

  init(_ engine: consuming LaneEngine<RungeKuttaSolver>) { self.engine = engine }

  func setParameters(thetas: [Double], sigmas: [Double]) { engine.setParameters(thetas: thetas, sigmas: sigmas) }

  func run(count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan) {
    engine.run(count: count, &results, plan: plan)
  }
}

private final class SwitchingRunner: SubjectRunner {
  private var engine: LaneEngine<SwitchingSolver>

  init(_ engine: consuming LaneEngine<SwitchingSolver>) { self.engine = engine }

  func setParameters(thetas: [Double], sigmas: [Double]) { engine.setParameters(thetas: thetas, sigmas: sigmas) }

  func run(count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan) {
    engine.run(count: count, &results, plan: plan)
  }
}

/// Makes an engine with the method that the settings ask for.
func makeRunner(
  _ program: Program, of model: CheckedModel, settings: SimulationSettings, arm: Int = 0, firstSubject: Int = 0,
  writesErrorArguments: Bool = false
) -> any SubjectRunner {
  let dimension = program.dimension
  if let linear = program.linear, settings.method == .automatic {
    let followsPeaks = !program.areas.isEmpty
    return ClosedFormRunner(
      LaneEngine(
        program, of: model, settings: settings, arm: arm, firstSubject: firstSubject, solvesLinearSystems: true,
        writesErrorArguments: writesErrorArguments
      ) { _ in LinearSolver(linear.structure, followsPeaks: followsPeaks) })
  }
  guard settings.method != .explicit else {
    return ExplicitRunner(
      LaneEngine(
        program, of: model, settings: settings, arm: arm, firstSubject: firstSubject,
        writesErrorArguments: writesErrorArguments
      ) { RungeKuttaSolver(dimension: dimension, tolerances: $0) })
  }
  return SwitchingRunner(
    LaneEngine(
      program, of: model, settings: settings, arm: arm, firstSubject: firstSubject,
      writesErrorArguments: writesErrorArguments
    ) { SwitchingSolver(dimension: dimension, tolerances: $0) })
}

/// Runs subjects through a program with the method that the settings ask for.
func runChunk(
  _ program: Program, of model: CheckedModel, settings: SimulationSettings, arm: Int = 0, firstSubject: Int,
  count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan
) {
  makeRunner(program, of: model, settings: settings, arm: arm, firstSubject: firstSubject)
    .run(count: count, into: &results, plan: plan)
}
