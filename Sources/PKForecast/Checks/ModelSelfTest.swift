import PKData
import PKLanguage
import PKModel
import PKSimulation

/// Whether a model gives finite, non-negative levels in the typical patient, in each category and at both ends of every
/// range it declares: a model whose own corners fail it is not used.
struct ModelSelfTest {
  private let model: Model

  init(_ model: Model) { self.model = model }

  /// A typical patient who differs from the reference in one covariate.
  private struct Corner {
    let name: String
    let covariates: [Double]
  }

  /// Gives each of them the patient's first dose and looks at the outputs.
  ///
  /// - Throws: `ForecastError.modelFails` for the first that fails.
  func run(like history: PatientHistory) throws(ForecastError) {
    let corners = corners
    guard let dose = history.doses.first?.dose, !corners.isEmpty else { return }
    var dataset = Dataset(subjects: [], amountUnit: history.dataset.amountUnit)
    dataset.timeUnit = model.source.timeUnit
    dataset.covariates = model.source.covariates.map { Dataset.Column(name: $0.name) }
    let times = [0.0, 0.01, 0.1, 1, 10, 100]
    dataset.subjects = corners.map { corner in
      let looks = times.map { Record(time: $0, action: .other, covariates: corner.covariates) }
      return Subject(
        id: corner.name, records: [Record(time: 0, action: .dose(dose), covariates: corner.covariates)] + looks)
    }
    let prepared: PreparedDataset
    do {
      prepared = try PreparedDataset(of: model, dataset: dataset)
    } catch {
      throw .setup(error)
    }
    var predictions = Predictions()
    prepared.makeWorkspace().solve(corners.indices.map { PredictionJob(subject: $0) }, into: &predictions)
    try look(at: predictions, of: corners, records: 1...times.count)
  }

  private func look(
    at predictions: Predictions, of corners: [Corner], records: ClosedRange<Int>
  ) throws(ForecastError) {
    for (output, declared) in model.source.outputs.enumerated() {
      let values = corners.indices.map { job in
        records.map { predictions.prediction(job: job, record: $0, output: output) }
      }
      // An output that is negative in the reference patient, such as a change from baseline, may be.
      let lowest = values[0].allSatisfy { $0 >= 0 } ? -1e-6 * (values[0].max() ?? 0) : -.infinity
      guard let bad = values.firstIndex(where: { !$0.allSatisfy { $0.isFinite && $0 >= lowest } }) else { continue }
      throw .modelFails(patient: corners[bad].name, output: declared.name)
    }
  }

  private var corners: [Corner] {
    let reference = model.source.covariates.map { Self.reference(of: $0) }
    guard !reference.contains(where: \.isNaN) else { return [] }
    var corners = [Corner(name: "the reference patient", covariates: reference)]
    for (index, covariate) in model.source.covariates.enumerated() {
      for (value, name) in Self.extremes(of: covariate) {
        var own = reference
        own[index] = value
        corners.append(Corner(name: "a patient with \(covariate.name) \(name)", covariates: own))
      }
    }
    return corners
  }

  private static func reference(of covariate: Covariate) -> Double {
    switch covariate.kind {
    case .continuous(_, let reference, let range):
      reference ?? range.map { ($0.lowerBound + $0.upperBound) / 2 } ?? .nan
    case .categorical(_, let codes, let reference): codes[reference ?? 0]
    }
  }

  private static func extremes(of covariate: Covariate) -> [(Double, String)] {
    switch covariate.kind {
    case .continuous(let unit, _, let range):
      (range.map { [$0.lowerBound, $0.upperBound] } ?? []).map { ($0, "\($0) \(unit)") }
    case .categorical(let names, let codes, _): zip(codes, names).map { ($0, $1) }
    }
  }
}
