public import PKData
import PKLanguage
public import PKModel

/// Predictions at the records of a data set, for its own doses and covariates.
public struct DatasetSimulation: Sendable {
  /// In which order virtual patients are numbered, and so which of them are worked on together.
  public enum Order: Hashable, Sendable {
    /// All subjects of a replicate, one replicate after another: number n is subject n mod the data set's count.
    case byReplicate
    /// All replicates of a subject, one subject after another: number n is subject n div the number of replicates.
    case bySubject
  }

  /// The data set.
  public let dataset: Dataset
  /// In which order virtual patients are numbered.
  public let order: Order
  /// How often each subject is simulated with new random effects; 1 for typical predictions.
  public let replicates: Int
  /// How covariates that change are known between records.
  public let covariateRule: CovariateRule
  /// How the simulation is run.
  public let settings: SimulationSettings

  private let model: Model
  private let program: Program
  private let plans: [SubjectPlan]
  private let effects: RandomEffects
  private let isTypical: Bool

  /// Binds a data set to a model.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - dataset: the subjects with their doses and covariates.
  ///   - replicates: how many virtual patients each subject stands for; nil for the typical patient with the
  ///     subject's covariates.
  ///   - order: in which order virtual patients are numbered; their random numbers depend on it.
  ///   - covariateRule: how covariates that change are known between records.
  ///   - settings: how the simulation is run.
  /// - Throws: `SetupError` when a record, a unit or a covariate does not fit the model.
  public init(
    of model: Model, dataset: Dataset, replicates: Int? = nil, order: Order = .byReplicate,
    covariateRule: CovariateRule = .nocb, settings: SimulationSettings = SimulationSettings()
  ) throws(SetupError) {
    guard !dataset.subjects.isEmpty else { throw .nothingToSimulate }
    self.model = model
    self.dataset = dataset
    self.replicates = replicates ?? 1
    self.order = order
    self.covariateRule = covariateRule
    self.settings = settings
    isTypical = replicates == nil
    effects = RandomEffects(of: model.source, seed: settings.seed)
    let binding = try DatasetBinding(
      dataset, model: model.source, rule: covariateRule, occasionCovariates: effects.occasionCovariates)
    guard let program = try? model.program(moving: binding.moving) else { throw .tooLarge(model: model.name) }
    self.program = program
    try model.plain.requireSteadyStates(of: dataset, model: model.name)
    // Every subject is planned here, so that what is wrong with the last one is said before the first is run.
    let zero = [Double](repeating: 0, count: model.source.etaNames.count)
    var plans: [SubjectPlan] = []
    for subject in dataset.subjects {
      plans.append(try binding.plan(subject, occasionCovariates: effects.occasionCovariates) { _ in zero })
    }
    self.plans = plans
  }

  private var subjectCount: Int { dataset.subjects.count * replicates }

  /// The subject that a virtual patient stands for.
  private func subject(of number: Int) -> Int {
    switch order {
    case .byReplicate: number % dataset.subjects.count
    case .bySubject: number / replicates
    }
  }

  /// Runs the simulation and hands its results over in order, as they are made.
  ///
  /// Subjects are numbered as `order` says.
  /// Output time k of a subject is its record k; predictions at a record are those just after it.
  public func run(
    isolation: isolated (any Actor)? = #isolation, consume: (SimulationChunk) throws -> Void
  ) async throws {
    try await run(isolation: isolation, transform: { $0 }, consume: consume)
  }

  /// Runs the simulation; each piece is transformed on the thread that made it, then consumed in order.
  public func run<Product: Sendable>(
    isolation: isolated (any Actor)? = #isolation,
    transform: @escaping @Sendable (SimulationChunk) -> Product, consume: (Product) throws -> Void
  ) async throws {
    try await inOrder(
      settings.pieceCount(of: subjectCount), threads: settings.threads, isolation: isolation,
      work: { transform(chunk($0)) }, consume: consume)
  }

  private func chunk(_ number: Int) -> SimulationChunk {
    let subjects = settings.piece(number, of: subjectCount)
    let first = subjects.lowerBound
    let source = model.source
    var results = ChunkResults(
      outputTimeCounts: subjects.map { dataset.subjects[subject(of: $0)].records.count },
      outputCount: source.outputs.count, cycleCount: 0, eventCount: source.events.count)
    runChunk(
      program, of: source, settings: settings, firstSubject: first, count: subjects.count, into: &results
    ) { plan(for: first + $0) }
    return SimulationChunk(arm: 0, subjects: subjects, results)
  }

  private func plan(for number: Int) -> SubjectPlan {
    var plan = plans[subject(of: number)]
    guard !isTypical else { return plan }
    plan.etas = plan.occasions.flatMap { effects.draw(subject: number, occasion: $0) }
    plan.thresholds = effects.thresholds(subject: number)
    return plan
  }
}
