public import PKData
public import PKLanguage
import PKNumerics
public import PKSimulation

/// A model and the data it is to explain, bound and checked: what every estimator works on.
public struct FitProblem: Sendable {
  /// What a problem can be told beside the model and the data.
  public struct Options: Hashable, Sendable {
    /// How covariates that change are known between records.
    public var covariateRule = CovariateRule.nocb
    /// What censored records contribute.
    public var censoring = CensoringRule.likelihood
    /// How the equations are solved; its threads share the subjects.
    public var simulation = SimulationSettings()

    /// Creates options with the defaults above; differential equations are solved to 10⁻⁹.
    public init() {
      simulation.tolerances.relative = 1e-9
      simulation.tolerances.absolute = 1e-11
    }
  }

  /// The model as written.
  public let model: CheckedModel
  /// The data set.
  public let dataset: Dataset
  /// How it is bound.
  public let options: Options
  /// The subjects with what was measured in them, in the order of the data set.
  public let subjects: [ObservedSubject]
  /// The free parameters, and the values that a fit starts from.
  public private(set) var parameters: ParameterSpace

  let kernel: EstimationModel
  let residuals: [ResidualModel]
  let predictor: Predictor
  /// For each subject, what its observations contribute, and where the blocks of Ω stand among its random effects.
  let terms: [[ObservationTerm]]
  let places: [[IndividualPrior.Place]]

  /// Binds a data set to a model.
  ///
  /// - Parameters:
  ///   - model: the model, whose values are the start.
  ///   - dataset: the subjects with their doses, covariates and measurements.
  ///   - start: other values to start from; nil for the model's.
  ///   - options: how it is bound.
  /// - Throws: `FitProblemError` for the first thing that does not fit.
  public init(
    model: CheckedModel, dataset: Dataset, start: PopulationParameters? = nil, options: Options = Options()
  ) throws(FitProblemError) {
    try self.init(model: model, dataset: dataset, start: start, options: options, needsMeasurements: true)
  }

  /// Without `needsMeasurements` there may be no measured value at all: what is known of a subject is then its prior.
  init(
    model: CheckedModel, dataset: Dataset, start: PopulationParameters?, options: Options, needsMeasurements: Bool
  ) throws(FitProblemError) {
    guard !model.outputs.isEmpty else { throw .noOutputs(model: model.name) }
    guard model.events.isEmpty else { throw .eventsInModel(model.name) }
    self.model = model
    self.dataset = dataset
    self.options = options
    let start = start ?? PopulationParameters(of: model)
    parameters = try ParameterSpace(of: model, start: start)
    let occasions = try OccasionTable(model, dataset)
    let kernel = EstimationModel(model, occasions: occasions.values)
    self.kernel = kernel
    residuals = ResidualModel.all(of: model, kernel)
    let binding = try ObservationBinding(model, dataset, residuals, options.censoring)
    var subjects: [ObservedSubject] = []
    for (index, subject) in dataset.subjects.enumerated() {
      subjects.append(
        ObservedSubject(
          id: subject.id, observations: try binding.observations(of: subject),
          effects: kernel.effects.enumerated().compactMap { number, effect in
            guard Self.varies(effect.eta, model, start) else { return nil }
            guard let occasion = effect.occasion else { return number }
            return occasions.contains(occasion, of: effect.eta, subject: index) ? number : nil
          }, kernel: kernel))
    }
    let measured = subjects.flatMap(\.observations)
    if needsMeasurements {
      guard !measured.isEmpty else { throw .noObservations }
      guard measured.contains(where: { !$0.bounds.isCensored }) else { throw .allCensored(count: measured.count) }
    }
    self.subjects = subjects
    let residuals = residuals
    terms = subjects.map { subject in
      subject.observations.map { ObservationTerm($0.bounds, residuals[$0.output], rule: options.censoring) }
    }
    places = subjects.map { $0.places(of: model.omega.map(\.etas)) }
    predictor = try Predictor(
      kernel, dataset: dataset, options: options, freeThetas: Self.freeThetas(model, kernel))
  }

  /// The same problem from other starting values.
  ///
  /// - Parameter start: the values; a variance that is 0 stays so, for such a random effect is no part of the problem.
  /// - Returns: the problem, with everything else as it is.
  /// - Throws: `FitProblemError` for a start outside the bounds, or a block that is not positive definite.
  public func starting(at start: PopulationParameters) throws(FitProblemError) -> FitProblem {
    var start = start
    for (block, value) in parameters.start.omega.enumerated() where value == [0] { start.omega[block] = value }
    var result = self
    result.parameters = try ParameterSpace(of: model, start: start)
    return result
  }

  /// The first output that is an outcome and was observed: what a linearisation knows nothing of.
  var observedOutcome: (output: String, distribution: OutcomeDistribution)? {
    for (index, output) in model.outputs.enumerated() {
      guard let distribution = output.outcome else { continue }
      if subjects.contains(where: { $0.observations.contains { $0.output == index } }) {
        return (output.name, distribution)
      }
    }
    return nil
  }

  /// Refuses a method that takes every observation for a measured value with a variance.
  func requireNoOutcomes(_ method: String) throws(FitProblemError) {
    if let (output, distribution) = observedOutcome {
      throw .outcomeUnsupported(method: method, output: output, distribution)
    }
  }

  /// How individual estimates and standard errors are found after sampling: linearised, or where an outcome has been
  /// observed with the exact Hessian.
  var individualMethod: ObjectiveMethod { observedOutcome == nil ? .conditionalInteraction : .laplace }

  /// How many observations have the constant ln 2π: those measured, and no outcomes.
  var measuredCount: Int { terms.reduce(0) { $0 + $1.count { $0.measured != nil } } }

  /// How many observations there are, censored ones included.
  public var observationCount: Int { subjects.reduce(0) { $0 + $1.observations.count } }

  /// Whether a random effect varies: not when its variance is 0.
  private static func varies(_ eta: Int, _ model: CheckedModel, _ start: PopulationParameters) -> Bool {
    guard let block = model.omega.firstIndex(where: { $0.etas.contains(eta) }) else { return false }
    return start.omega[block] != [0]
  }

  /// The thetas and sigmas that are estimated, by their place among the rewritten model's thetas.
  private static func freeThetas(_ model: CheckedModel, _ kernel: EstimationModel) -> [Int] {
    kernel.source.thetas.indices.filter { !kernel.source.thetas[$0].isFixed }
  }
}
