import PKLanguage
import PKModel
import PKNumerics

/// Runs subjects through a program with the method that the settings ask for.
func runChunk(
  _ program: Program, of model: CheckedModel, settings: SimulationSettings, arm: Int = 0, firstSubject: Int,
  count: Int, into results: inout ChunkResults, plan: (Int) -> SubjectPlan
) {
  if let linear = program.linear, settings.method == .automatic {
    var engine = LaneEngine(
      program, of: model, settings: settings, arm: arm, firstSubject: firstSubject, solvesLinearSystems: true
    ) { _ in LinearSolver(linear.structure, followsPeaks: !program.areas.isEmpty) }
    engine.run(count: count, &results, plan: plan)
  } else if settings.method == .explicit {
    var engine = LaneEngine(program, of: model, settings: settings, arm: arm, firstSubject: firstSubject) {
      RungeKuttaSolver(dimension: program.dimension, tolerances: $0)
    }
    engine.run(count: count, &results, plan: plan)
  } else {
    var engine = LaneEngine(program, of: model, settings: settings, arm: arm, firstSubject: firstSubject) {
      SwitchingSolver(dimension: program.dimension, tolerances: $0)
    }
    engine.run(count: count, &results, plan: plan)
  }
}
