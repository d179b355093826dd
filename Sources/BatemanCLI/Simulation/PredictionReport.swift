import Bateman

/// What was predicted for a table, for people and for programs.
struct PredictionReport: Encodable {
  var schema = 1
  var model: String
  var status: String
  var isTypical: Bool
  var subjects: Int
  var replicates: Int
  var records: Int
  var covariateRule: String
  var seed: UInt64
  var failureCount = 0
  var failures: [PatientFailure] = []

  init(_ simulation: DatasetSimulation, model source: CheckedModel, isTypical: Bool) {
    model = source.name
    status = source.status.rawValue
    self.isTypical = isTypical
    subjects = simulation.dataset.subjects.count
    replicates = simulation.replicates
    records = simulation.dataset.subjects.reduce(0) { $0 + $1.records.count }
    covariateRule = simulation.covariateRule.rawValue
    seed = simulation.settings.seed
  }

  /// Takes the patients who could not be simulated to the end: their number, and the first ones.
  mutating func take(_ failures: [PatientFailure]) {
    failureCount = failures.count
    self.failures = Array(failures.prefix(FailureNote.listed))
  }

  /// The report as a person reads it.
  func text(writtenTo path: String) -> String {
    let kind = isTypical ? "typical" : "\(replicates) × random effects, seed \(seed)"
    return
      "\(model) (\(status)): \(records) rows of \(subjects) patients predicted (\(kind); covariates between records: "
      + "\(covariateRule)), written to '\(path)'"
  }
}
