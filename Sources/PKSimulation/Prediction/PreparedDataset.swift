public import PKData
import PKLanguage
public import PKModel

/// A data set bound to a model once, to be solved many times: for any typical values and random effects, predictions
/// at every record and their exact derivatives.
///
/// Everything that does not depend on those values is done here: units, covariates, doses and their order, the
/// differentiated equations. It never changes, so that tasks share it; each task solves with a workspace of its own.
///
/// ```swift
/// let prepared = try PreparedDataset(of: model, dataset: dataset, by: [.randomEffect("CL"), .randomEffect("V")])
/// let workspace = prepared.makeWorkspace()
/// var predictions = Predictions()
/// workspace.solve(prepared.subjects.map { PredictionJob(subject: $0) }, into: &predictions)
/// predictions.derivative(job: 3, record: 0, output: 0, by: 1)
/// ```
public struct PreparedDataset: Sendable {
  /// The data set.
  public let dataset: Dataset
  /// What predictions are differentiated by; empty for predictions alone.
  public let parameters: [PredictionParameter]
  /// How the equations are solved; the number of threads and the residual error do not apply.
  public let settings: SimulationSettings
  /// The model.
  public let model: Model

  let program: Program
  let plans: [SubjectPlan]
  let sizes: PredictionSizes
  /// How many windows the subject with the most has.
  let windowCount: Int

  /// Binds a data set to a model and differentiates the model.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - dataset: the subjects with their doses and covariates.
  ///   - parameters: what to differentiate by; nothing for predictions alone, which are then faster.
  ///   - windows: for each subject the times over which exposure is followed, in order and apart, in the model's time
  ///     unit; they have no derivatives. None for predictions alone.
  ///   - covariateRule: how covariates that change are known between records.
  ///   - settings: how the equations are solved.
  /// - Throws: `SetupError` when the data do not fit the model, or a parameter is unknown.
  public init(
    of model: Model, dataset: Dataset, by parameters: [PredictionParameter] = [], windows: [[CycleWindow]] = [],
    covariateRule: CovariateRule = .nocb, settings: SimulationSettings = SimulationSettings()
  ) throws(SetupError) {
    self.model = model
    self.dataset = dataset
    self.parameters = parameters
    self.settings = settings
    let effects = RandomEffects(of: model.source, seed: settings.seed)
    let binding = try DatasetBinding(
      dataset, model: model.source, rule: covariateRule, occasionCovariates: effects.occasionCovariates)
    windowCount = windows.lazy.map(\.count).max() ?? 0
    program = try Self.program(
      of: model, by: parameters, moving: binding.moving, integratingOutputs: windowCount > 0)
    sizes = PredictionSizes(
      outputs: model.source.outputs.count, arguments: model.plain.errors.map(\.count), directions: parameters.count)
    try model.plain.requireSteadyStates(of: dataset, model: model.name)
    try program.requireSteadyDerivatives(of: dataset, model: model.name)
    let zero = [Double](repeating: 0, count: model.source.etaNames.count)
    var plans: [SubjectPlan] = []
    for subject in dataset.subjects {
      let plan = try binding.plan(subject, occasionCovariates: effects.occasionCovariates) { _ in zero }
      plans.append(windows.indices.contains(plans.count) ? plan.following(windows[plans.count]) : plan)
    }
    self.plans = plans
  }

  private static func program(
    of model: Model, by parameters: [PredictionParameter], moving: Set<Int>, integratingOutputs: Bool
  ) throws(SetupError) -> Program {
    var directions: [Direction] = []
    for parameter in parameters { directions.append(try parameter.direction(in: model.source)) }
    guard
      let program = try? model.program(
        differentiatedBy: directions, moving: moving, integratingOutputs: integratingOutputs)
    else {
      throw .tooLarge(model: model.name)
    }
    return program
  }

  /// The subjects' indices.
  public var subjects: Range<Int> { plans.indices }
  /// How many random effects a subject has on one occasion.
  public var etaCount: Int { model.source.etaNames.count }

  /// The numbers of a subject's occasions in the order in which they first come; one where the model has none.
  public func occasions(of subject: Int) -> [Int] { plans[subject].occasions }

  /// How many records a subject has.
  public func recordCount(of subject: Int) -> Int { plans[subject].outputTimes.count }

  /// Memory to solve with; for one task at a time.
  public func makeWorkspace() -> PredictionWorkspace { PredictionWorkspace(self) }
}
