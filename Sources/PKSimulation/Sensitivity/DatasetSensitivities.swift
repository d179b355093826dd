public import PKData
import PKLanguage
public import PKModel
public import PKNumerics

/// Predictions at the records of a data set with their exact derivatives by typical values and random effects.
///
/// The derivatives obey equations of their own (Program's differentiated form), solved with the states, through
/// doses, bioavailability, lags, durations, rates and resets; no differences are taken. Who solves the same data set
/// many times uses ``PreparedDataset`` itself, with a workspace that is kept.
public struct DatasetSensitivities: Sendable {
  /// The data set, bound and planned.
  public let prepared: PreparedDataset
  /// The data set.
  public var dataset: Dataset { prepared.dataset }
  /// What predictions are differentiated by.
  public var parameters: [PredictionParameter] { prepared.parameters }
  /// How the equations are solved; the number of threads and the residual error do not apply.
  public var settings: SimulationSettings { prepared.settings }

  /// Binds a data set to a model and differentiates the model.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - dataset: the subjects with their doses and covariates.
  ///   - parameters: what to differentiate by.
  ///   - covariateRule: how covariates that change are known between records.
  ///   - settings: how the equations are solved.
  /// - Throws: `SetupError` when the data do not fit the model, or a parameter is unknown.
  public init(
    of model: Model, dataset: Dataset, by parameters: [PredictionParameter], covariateRule: CovariateRule = .nocb,
    settings: SimulationSettings = SimulationSettings()
  ) throws(SetupError) {
    prepared = try PreparedDataset(
      of: model, dataset: dataset, by: parameters, covariateRule: covariateRule, settings: settings)
  }

  /// Predictions and derivatives of some subjects.
  ///
  /// - Parameters:
  ///   - subjects: the subjects' indices in the data set.
  ///   - thetas: the typical values; nil for those of the model.
  ///   - etas: the random effects of a subject (its index) on an occasion; zero where the array is empty.
  /// - Returns: at output time k of a subject what holds at its record k.
  public func predict(
    _ subjects: Range<Int>, thetas: [Double]? = nil,
    etas: (_ subject: Int, _ occasion: Int) -> [Double] = { _, _ in [] }
  ) -> SensitivityChunk {
    let count = prepared.etaCount
    let jobs = subjects.map { subject in
      PredictionJob(
        subject: subject,
        etas: prepared.occasions(of: subject).flatMap { occasion in
          let given = etas(subject, occasion)
          return given.count == count ? given : [Double](repeating: 0, count: count)
        })
    }
    var predictions = Predictions()
    prepared.makeWorkspace().solve(jobs, thetas: thetas, into: &predictions)
    return SensitivityChunk(first: subjects.lowerBound, predictions, outputCount: prepared.model.source.outputs.count)
  }
}

/// Predictions and their derivatives for some subjects.
public struct SensitivityChunk: Sendable {
  private let first: Int
  private let predictions: Predictions
  /// How many outputs the model has.
  public let outputCount: Int

  init(first: Int, _ predictions: Predictions, outputCount: Int) {
    self.first = first
    self.predictions = predictions
    self.outputCount = outputCount
  }

  /// The work it took.
  public var statistics: SolverStatistics { predictions.statistics }
  /// How many steady states Newton's method did not find, so that doses were repeated until nothing changed.
  public var steadyStatesByCycling: Int { predictions.steadyStatesByCycling }

  /// Subjects that could not be solved to the end.
  public var failures: [SubjectFailure] { predictions.failures.map(\.failure) }

  /// A subject's prediction of an output at one of its records.
  public func prediction(subject: Int, record: Int, output: Int) -> Double {
    predictions.prediction(job: subject - first, record: record, output: output)
  }

  /// The derivative of that prediction by the n-th parameter.
  public func derivative(subject: Int, record: Int, output: Int, by parameter: Int) -> Double {
    predictions.derivative(job: subject - first, record: record, output: output, by: parameter)
  }
}
