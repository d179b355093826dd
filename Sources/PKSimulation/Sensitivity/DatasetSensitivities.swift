public import PKData
import PKLanguage
public import PKModel
public import PKNumerics

/// Predictions at the records of a data set with their exact derivatives by typical values and random effects.
///
/// The derivatives obey equations of their own (Program's differentiated form), integrated with the states, through
/// doses, bioavailability, lags, durations, rates and resets; no differences are taken.
public struct DatasetSensitivities: Sendable {
  /// The data set.
  public let dataset: Dataset
  /// What predictions are differentiated by.
  public let parameters: [PredictionParameter]
  /// How the equations are solved; the number of threads and the residual error do not apply.
  public let settings: SimulationSettings

  private let model: Model
  private let program: Program
  private let binding: DatasetBinding
  private let occasionCovariates: Set<Int>

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
    var directions: [Direction] = []
    for parameter in parameters { directions.append(try parameter.direction(in: model.source)) }
    guard directions.isEmpty || !model.jumpsByState else { throw .switchNotDifferentiable(model: model.name) }
    let occasionCovariates = RandomEffects(of: model.source, seed: settings.seed).occasionCovariates
    self.occasionCovariates = occasionCovariates
    binding = try DatasetBinding(
      dataset, model: model.source, rule: covariateRule, occasionCovariates: occasionCovariates)
    guard let program = try? model.program(differentiatedBy: directions, moving: binding.moving) else {
      throw .tooLarge(model: model.name)
    }
    self.program = program
    self.model = model
    self.dataset = dataset
    self.parameters = parameters
    self.settings = settings
    try model.plain.requireSteadyStates(of: dataset, model: model.name)
    for subject in dataset.subjects { _ = try plan(subject) { _ in [] } }
  }

  private func plan(_ subject: Subject, etas: (Int) -> [Double]) throws(SetupError) -> SubjectPlan {
    let count = model.source.etaNames.count
    return try binding.plan(subject, occasionCovariates: occasionCovariates) { occasion in
      let given = etas(occasion)
      return given.count == count ? given : [Double](repeating: 0, count: count)
    }
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
    var source = model.source
    for (index, value) in (thetas ?? []).enumerated() where source.thetas.indices.contains(index) {
      source.thetas[index].value = value
    }
    var results = ChunkResults(
      outputTimeCounts: subjects.map { dataset.subjects[$0].records.count },
      outputCount: program.outputs.outputs.count, cycleCount: 0)
    var settings = settings
    settings.addsResidualError = false
    runChunk(
      program, of: source, settings: settings, firstSubject: subjects.lowerBound, count: subjects.count,
      into: &results
    ) { slot in
      let subject = subjects.lowerBound + slot
      // `init` has planned every subject already, so there is always a plan.
      return (try? plan(dataset.subjects[subject]) { etas(subject, $0) })
        ?? SubjectPlan(events: [], outputTimes: [], covariates: [], etas: [])
    }
    return SensitivityChunk(
      chunk: SimulationChunk(arm: 0, subjects: subjects, results), outputCount: model.source.outputs.count)
  }
}

/// Predictions and their derivatives for some subjects.
public struct SensitivityChunk: Sendable {
  private let chunk: SimulationChunk
  /// How many outputs the model has.
  public let outputCount: Int

  init(chunk: SimulationChunk, outputCount: Int) {
    self.chunk = chunk
    self.outputCount = outputCount
  }

  /// The work it took.
  public var statistics: SolverStatistics { chunk.statistics }
  /// How many steady states Newton's method did not find, so that doses were repeated until nothing changed.
  public var steadyStatesByCycling: Int { chunk.steadyStatesByCycling }

  /// Subjects that could not be solved to the end.
  public var failures: [SubjectFailure] { chunk.failures }

  /// A subject's prediction of an output at one of its records.
  public func prediction(subject: Int, record: Int, output: Int) -> Double {
    chunk.prediction(subject: subject, time: record, output: output)
  }

  /// The derivative of that prediction by the n-th parameter.
  public func derivative(subject: Int, record: Int, output: Int, by parameter: Int) -> Double {
    chunk.prediction(subject: subject, time: record, output: outputCount * (parameter + 1) + output)
  }
}
