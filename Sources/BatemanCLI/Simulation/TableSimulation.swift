import Bateman

/// The predictions at a table's rows, on their way to a file or to standard output.
struct TableSimulation {
  private let simulation: DatasetSimulation
  private let format: PredictionFormat
  private let file: OutputFile?
  private let progress: Progress
  /// Patients whose equations could not be solved to the end.
  private(set) var failures: [SubjectFailure] = []
  /// The work that the solver did.
  private(set) var statistics = SolverStatistics()
  /// Steady states that Newton's method did not find.
  private(set) var steadyStatesByCycling = 0

  /// Opens the file, if there is one, before any work is done.
  init(_ simulation: DatasetSimulation, of model: CheckedModel, results: ResultOptions) throws(FileError) {
    self.simulation = simulation
    let digits = CSVText.digits(for: simulation.settings.tolerances.relative)
    format = PredictionFormat(simulation.dataset, model: model, digits: digits)
    file = try results.output.map { path throws(FileError) in
      try OutputFile(path: path, overwriting: results.force)
    }
    progress = Progress(total: simulation.dataset.subjects.count * simulation.replicates, isQuiet: results.quiet)
  }

  /// What a chunk becomes on the thread that made it.
  private struct Product: Sendable {
    var rows: [UInt8]
    var failures: [SubjectFailure]
    var count: Int
    var steadyStatesByCycling: Int
    var statistics: SolverStatistics
  }

  /// Runs the simulation; the file appears when all of it is done.
  mutating func run() async throws {
    let format = self.format
    try write(format.header)
    var done = 0
    defer { progress.finish() }
    try await simulation.run { chunk in
      Product(
        rows: format.rows(of: chunk), failures: chunk.failures, count: chunk.subjects.count,
        steadyStatesByCycling: chunk.steadyStatesByCycling, statistics: chunk.statistics)
    } consume: { product in
      try write(product.rows)
      failures += product.failures
      steadyStatesByCycling += product.steadyStatesByCycling
      statistics = statistics + product.statistics
      done += product.count
      progress.update(done)
    }
    try file?.commit()
  }

  private func write(_ bytes: [UInt8]) throws {
    if let file { try file.write(bytes) } else { try StandardOutput.write(bytes: bytes) }
  }
}
