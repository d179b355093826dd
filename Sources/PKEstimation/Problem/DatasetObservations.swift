public import PKData
public import PKLanguage

/// What was measured in each subject of a data set, in the units of a model's outputs: what diagnostics look at.
///
/// Nothing is compiled or differentiated for it, so that it serves models that cannot be fitted too.
public struct DatasetObservations: Sendable {
  /// For each subject of the data set its measurements, in order of the records.
  public let subjects: [[BoundObservation]]

  /// Binds measurements to outputs.
  ///
  /// - Parameters:
  ///   - model: the model, whose measured outputs need an error model.
  ///   - dataset: the subjects.
  ///   - censoring: whether censored records are kept.
  /// - Throws: `FitProblemError` for the first that does not fit.
  public init(
    _ model: CheckedModel, _ dataset: Dataset, censoring: CensoringRule = .likelihood
  ) throws(FitProblemError) {
    guard !model.outputs.isEmpty else { throw .noOutputs(model: model.name) }
    let kernel = EstimationModel(model, occasions: [:])
    let residuals = ResidualModel.all(of: model, kernel)
    let binding = try ObservationBinding(model, dataset, residuals, censoring)
    var subjects: [[BoundObservation]] = []
    for subject in dataset.subjects { subjects.append(try binding.observations(of: subject)) }
    guard subjects.contains(where: { !$0.isEmpty }) else { throw .noObservations }
    self.subjects = subjects
  }
}
