import Bateman

/// The benchmark's problem: 150 mg over 1 h every 21 days, six times, output every 6 h to day 126.
struct Problem {
  /// Output times in days: 505 of them.
  static let times = (0...504).map { 0.25 * Double($0) }

  private let model: Model
  private let regimen: Regimen

  /// Compiles the model in a file's text.
  init(model source: SourceText) throws {
    model = try Model(compiling: CheckedModel(parsing: source))
    regimen = try Regimen(parsing: SourceText(name: "regimen", "150 mg iv over 60 min every 21 days x 6"))
  }

  /// What a run gave: enough to compare runs to the last bit, and with the C program to the tolerances.
  struct Outcome {
    var seconds = 0.0
    var statistics = SolverStatistics()
    /// The sum of all concentrations, added up chunk by chunk in the order of subjects.
    var sum = 0.0
    /// The sum of all areas under the concentration by cycle; 0 when cycles are not followed.
    var area = 0.0
    var failures = 0
  }

  /// Simulates a population once; nil subjects for the typical patient alone.
  func run(subjects: Int?, threads: Int, followsCycles: Bool) async throws -> Outcome {
    var settings = SimulationSettings()
    settings.threads = threads
    let simulation = try PopulationSimulation(
      of: model, arms: [Arm(regimen)], subjects: subjects, times: Self.times, until: 126,
      followsCycles: followsCycles, settings: settings)
    var outcome = Outcome()
    let clock = ContinuousClock()
    let start = clock.now
    // Reduced on the thread that made the chunk, as a writer of tables would do with its text.
    try await simulation.run(transform: Self.summary) { summary in
      outcome.statistics = outcome.statistics + summary.statistics
      outcome.sum += summary.sum
      outcome.area += summary.area
      outcome.failures += summary.failures
    }
    let elapsed = (clock.now - start).components
    outcome.seconds = Double(elapsed.seconds) + 1e-18 * Double(elapsed.attoseconds)
    return outcome
  }

  private static func summary(of chunk: SimulationChunk) -> Outcome {
    var outcome = Outcome()
    outcome.statistics = chunk.statistics
    outcome.failures = chunk.failures.count
    for subject in chunk.subjects {
      for time in 0..<505 { outcome.sum += chunk.prediction(subject: subject, time: time, output: 0) }
      for cycle in 0..<chunk.cycleCount {
        outcome.area += chunk.exposure(subject: subject, cycle: cycle, output: 0).auc
      }
    }
    return outcome
  }
}
