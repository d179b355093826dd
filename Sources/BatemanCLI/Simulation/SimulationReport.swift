import Bateman

/// The summary of a simulation, for people and for programs.
struct SimulationReport: Encodable {
  struct Arm: Encodable {
    var name: String
    var regimen: String
    var cycles: [Cycle]
    var events: [EventSummary.Share]
  }
  struct Cycle: Encodable {
    var cycle: Int
    var outputs: [Output]
  }
  struct Output: Encodable {
    var name: String
    var unit: String
    var areaUnit: String
    var cmax: ExposureSummary.Interval?
    var ctrough: ExposureSummary.Interval?
    var auc: ExposureSummary.Interval?
  }
  struct Settings: Encodable {
    var seed: UInt64
    var relativeTolerance: Double
    var absoluteTolerance: Double
  }

  var schema = 1
  var model: String
  var about: String?
  var status: String
  var isTypical: Bool
  var subjects: Int
  var covariates: [String]
  var assumedCovariates: [String: String]
  var settings: Settings
  var arms: [Arm]
  var failureCount = 0
  var failures: [PatientFailure] = []

  init(
    _ summary: ExposureSummary, _ events: EventSummary, of simulation: PopulationSimulation, model source: CheckedModel,
    covariates: [CovariateSpecification], isTypical: Bool
  ) {
    self.covariates = covariates.map(\.description)
    model = source.name
    about = source.about
    status = source.status.rawValue
    self.isTypical = isTypical
    subjects = simulation.subjectCount
    assumedCovariates = Dictionary(uniqueKeysWithValues: simulation.assumedCovariates.map { ($0.name, $0.value) })
    let tolerances = simulation.settings.tolerances
    settings = Settings(
      seed: simulation.settings.seed, relativeTolerance: tolerances.relative, absoluteTolerance: tolerances.absolute)
    arms = simulation.arms.indices.map { arm in
      let cycles = (0..<summary.arms[arm].cycleCount).map { Self.cycle($0, arm: arm, of: summary) }
      return Arm(
        name: simulation.arms[arm].name, regimen: simulation.arms[arm].regimen.phasesDescription, cycles: cycles,
        events: isTypical ? [] : events.events.indices.compactMap { events.share(arm: arm, event: $0) })
    }
  }

  /// Takes the patients who could not be simulated to the end: their number, and the first ones.
  mutating func take(_ failures: [PatientFailure]) {
    failureCount = failures.count
    self.failures = Array(failures.prefix(FailureNote.listed))
  }

  private static func cycle(_ cycle: Int, arm: Int, of summary: ExposureSummary) -> Cycle {
    let outputs = summary.outputs.enumerated().map { index, labels in
      Output(
        name: labels.name, unit: labels.unit, areaUnit: labels.areaUnit,
        cmax: summary.interval(arm: arm, cycle: cycle, output: index, .cmax),
        ctrough: summary.interval(arm: arm, cycle: cycle, output: index, .ctrough),
        auc: summary.interval(arm: arm, cycle: cycle, output: index, .auc))
    }
    return Cycle(cycle: cycle + 1, outputs: outputs)
  }
}
