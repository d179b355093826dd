import Bateman

/// A study on its way to files and tables.
struct StudyRun {
  private let study: Study
  private let simulation: StudySimulation
  private let results: StudyResultOptions
  private let settings: SimulationSettings
  private let tables: StudyTables?
  /// Courses that could not be solved to the end.
  private(set) var failures: [(arm: Int, failure: SubjectFailure)] = []

  /// Binds the study, and opens the files that are wanted before any work is done.
  init(_ study: Study, settings: SimulationSettings, results: StudyResultOptions) throws {
    self.study = study
    self.settings = settings
    self.results = results
    let simulation = try StudySimulation(study, settings: settings)
    self.simulation = simulation
    tables = try results.out.map { try StudyTables(folder: $0, overwriting: results.force, simulation) }
    if !results.quiet {
      for covariate in simulation.assumedCovariates {
        Terminal.note("note: every patient has the model's reference \(covariate.name), \(covariate.value)")
      }
    }
  }

  /// Runs the study, its comparison of sizes, and the draws of its parameters.
  mutating func result(
    _ parameters: ParameterDraws?, _ provenance: ResultProvenance
  ) async throws -> RecordedResult<StudyResult> {
    let summary = try await summary(of: simulation, tables, what: "patients")
    failures = summary.failures
    var sizes: StudySummary?
    if let comparison = try simulation.sizeComparison() {
      sizes = try await self.summary(of: comparison, nil, what: "patients")
    }
    var result = summary.result(sizes: sizes)
    if let parameters { result.uncertainty = try await uncertainty(parameters) }
    let record = RecordedResult(result, provenance)
    try tables?.finish(record)
    return record
  }

  private func summary(
    of simulation: StudySimulation, _ tables: StudyTables?, what: String
  ) async throws -> StudySummary {
    var summary = StudySummary(simulation)
    let progress = Progress(total: simulation.study.population.size, isQuiet: results.quiet)
    defer { progress.finish() }
    let rows = tables?.rows
    try await simulation.run { chunk in
      (chunk, rows?(chunk))
    } consume: { chunk, rows in
      if let rows { try tables?.write(rows) }
      summary.add(chunk)
      progress.update(summary.subjects)
    }
    return summary
  }

  private func uncertainty(_ parameters: ParameterDraws) async throws -> [StudyResult.UncertaintyRecord] {
    var loop = UncertaintyLoop(study)
    let progress = Progress(total: parameters.rows.count, of: "draws", isQuiet: results.quiet)
    defer { progress.finish() }
    for row in parameters.rows {
      let draw: StudySimulation
      do {
        draw = try loop.simulation(parameters.names, row, settings: settings)
      } catch let fault as ParameterDraws.Fault {
        throw CommandError.mismatch(fault.message, help: fault.help)
      }
      var summary = StudySummary(draw)
      try await draw.run {
        $0
      } consume: {
        summary.add($0)
      }
      loop.add(summary)
      progress.update(loop.draws)
    }
    return loop.records
  }
}
