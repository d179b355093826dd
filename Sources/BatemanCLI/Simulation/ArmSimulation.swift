import Bateman

/// The results of a simulation of arms, on their way to files and to the summary.
struct ArmSimulation {
  private let simulation: PopulationSimulation
  private let profiles: (file: OutputFile, format: ProfileFormat)?
  private let exposures: (file: OutputFile, format: ExposureFormat)?
  private let onsets: (file: OutputFile, format: EventFormat)?
  private let progress: Progress
  /// The distribution of exposure.
  private(set) var summary: ExposureSummary
  /// How many patients had the events that happen once.
  private(set) var events: EventSummary
  /// Patients whose equations could not be solved to the end.
  private(set) var failures: [(arm: Int, failure: SubjectFailure)] = []
  /// The work that the solver did.
  private(set) var statistics = SolverStatistics()

  /// Opens the files that are wanted, before any work is done.
  init(_ simulation: PopulationSimulation, of model: CheckedModel, results: ResultOptions) throws(FileError) {
    self.simulation = simulation
    let arms = simulation.arms.map(\.name)
    let digits = CSVText.digits(for: simulation.settings.tolerances.relative)
    let labels = OutputLabels.all(of: model)
    profiles = try results.output.map { path throws(FileError) in
      let format = ProfileFormat(arms: arms, times: simulation.outputTimes, model: model, digits: digits)
      return (try OutputFile(path: path, overwriting: results.force), format)
    }
    exposures = try results.exposure.map { path throws(FileError) in
      let format = ExposureFormat(arms: arms, outputs: labels, timeUnit: model.timeUnit.description, digits: digits)
      return (try OutputFile(path: path, overwriting: results.force), format)
    }
    onsets = try results.events.map { path throws(FileError) in
      let format = EventFormat(
        arms: arms, events: model.events.map(\.name), timeUnit: model.timeUnit.description,
        digits: CSVText.digits(for: simulation.settings.tolerances.relative))
      return (try OutputFile(path: path, overwriting: results.force), format)
    }
    events = EventSummary(arms: arms, events: model.events.map(\.name))
    summary = ExposureSummary(of: zip(arms, simulation.cycles).map { ($0, $1.count) }, outputs: labels)
    progress = Progress(total: arms.count * simulation.subjectCount, isQuiet: results.quiet)
  }

  /// What a chunk becomes on the thread that made it.
  private struct Product: Sendable {
    var chunk: SimulationChunk
    var profileRows: [UInt8]
    var exposureRows: [UInt8]
    var eventRows: [UInt8]
  }

  /// Runs the simulation; the files appear when all of it is done.
  mutating func run() async throws {
    try profiles.map { try $0.file.write($0.format.header) }
    try exposures.map { try $0.file.write($0.format.header) }
    try onsets.map { try $0.file.write($0.format.header) }
    let (profileFormat, exposureFormat, eventFormat) = (profiles?.format, exposures?.format, onsets?.format)
    var done = 0
    defer { progress.finish() }
    try await simulation.run { chunk in
      Product(
        chunk: chunk, profileRows: profileFormat?.rows(of: chunk) ?? [],
        exposureRows: exposureFormat?.rows(of: chunk) ?? [], eventRows: eventFormat?.rows(of: chunk) ?? [])
    } consume: { product in
      try profiles?.file.write(product.profileRows)
      try exposures?.file.write(product.exposureRows)
      try onsets?.file.write(product.eventRows)
      summary.add(product.chunk)
      events.add(product.chunk)
      failures += product.chunk.failures.map { (product.chunk.arm, $0) }
      statistics = statistics + product.chunk.statistics
      done += product.chunk.subjects.count
      progress.update(done)
    }
    try profiles?.file.commit()
    try exposures?.file.commit()
    try onsets?.file.commit()
  }
}
