import PKLanguage
import PKModel
import PKNumerics

/// Runs subjects through a program with the method that fits it: in closed form where it is linear.
func runChunk(
  _ program: Program, of model: CheckedModel, settings: SimulationSettings, arm: Int = 0, firstSubject: Int,
  count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan
) {
  if let linear = program.linear, settings.method == .automatic {
    let followsPeaks = program.dimension > program.compartmentCount
    var engine = LaneEngine(
      program, of: model, solver: LinearSolver(linear.structure, followsPeaks: followsPeaks), settings: settings,
      arm: arm, firstSubject: firstSubject)
    engine.run(count: count, &results, plan: plan)
  } else {
    var engine = LaneEngine(
      program, of: model, solver: RungeKuttaSolver(dimension: program.dimension, tolerances: settings.tolerances),
      settings: settings, arm: arm, firstSubject: firstSubject)
    engine.run(count: count, &results, plan: plan)
  }
}
