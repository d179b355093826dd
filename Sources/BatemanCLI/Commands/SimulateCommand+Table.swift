import ArgumentParser
import Bateman

extension SimulateCommand {
  /// The patients of a table: predictions at its rows, to a file or to standard output.
  func simulateTable(at path: String, with model: Model) async throws {
    let dataset = try TableFile.dataset(at: path, keeping: arms.keptColumns, rules: try reading.rules()).dataset
    let simulation = try DatasetSimulation(
      of: model, dataset: dataset, replicates: population.typical ? nil : population.subjects,
      covariateRule: arms.covariateRule ?? .nocb,
      settings: solver.settings(seed: population.seed, addsResidualError: results.residualError))
    let isTypical = population.typical || population.subjects == nil
    if !results.quiet { note(simulation, isTypical: isTypical, status: model.source.status) }
    var run = try TableSimulation(simulation, of: model.source, results: results)
    try await run.run()
    solver.report(run.statistics, subjects: dataset.subjects.count * simulation.replicates)
    if run.steadyStatesByCycling > 0, !results.quiet {
      Terminal.note(
        "note: \(run.steadyStatesByCycling) steady states were reached by repeating doses, not by Newton's method")
    }
    let failures = run.failures.sorted { $0.subject < $1.subject }.map { failure in
      let (copy, subject) = failure.subject.quotientAndRemainder(dividingBy: dataset.subjects.count)
      return PatientFailure(
        failure, patient: dataset.subjects[subject].id, replicate: simulation.replicates > 1 ? copy + 1 : nil,
        in: model.source)
    }
    var report = PredictionReport(simulation, model: model.source, isTypical: isTypical)
    report.take(failures)
    if results.json {
      try StandardOutput.write(json: report)
    } else if let output = results.output {
      try StandardOutput.write(report.text(writtenTo: output))
    }
    try FailureNote(failures, isInJSON: results.json).throwIfNeeded()
  }

  /// What the user should know beforehand, on standard error.
  private func note(_ simulation: DatasetSimulation, isTypical: Bool, status: ModelStatus) {
    if isTypical, !population.typical {
      Terminal.note("note: predictions are of typical patients; --subjects 1 gives each its own random effects")
    }
    if status == .surrogate {
      Terminal.note("note: the model is a surrogate: the drug's own kinetics are not published")
    }
    if simulation.dataset.timeUnit == nil {
      Terminal.note("note: the table's TIME has no unit, and is taken to be in the model's")
    }
  }

  /// Options that say something of virtual patients say nothing of a table's.
  func validateTable() throws {
    let unused: [(name: String, isGiven: Bool)] = [
      ("--covariate", !population.fixed.isEmpty), ("--covariates", !population.distributed.isEmpty),
      ("--until", times.until != nil), ("--every", times.every != nil), ("--times", times.times != nil),
      ("--exposure", results.exposure != nil), ("--events", results.events != nil),
    ]
    if let (name, _) = unused.first(where: \.isGiven) {
      throw ValidationError("\(name) has no meaning with --data: patients and times are those of the table.")
    }
    if results.json, results.output == nil {
      throw ValidationError("--json leaves no room for predictions on standard output: name a file with --output.")
    }
  }
}
