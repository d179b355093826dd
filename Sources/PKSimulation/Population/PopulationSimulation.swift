public import PKData
import PKLanguage
public import PKModel
import PKUnits

/// Virtual patients under candidate regimens: every arm is given to the same patients.
///
/// The patients of two arms have the same covariates and random effects, subject by subject, so that arms differ by
/// their regimens alone.
///
/// ```swift
/// var simulation = try PopulationSimulation(of: model, arms: [Arm(regimen)], subjects: 1_000)
/// try await simulation.run { chunk in … }
/// ```
public struct PopulationSimulation: Sendable {
  /// The arms, in order.
  public let arms: [Arm]
  /// How many patients each arm has.
  public let subjectCount: Int
  /// When outputs are written, by arm; in the model's time unit.
  public let outputTimes: [[Double]]
  /// The cycles of each arm: from a dose to the next.
  public let cycles: [[CycleWindow]]
  /// The covariates of the patients: the model's, then weight or surface where only doses need them.
  public var covariateNames: [String] { sampler.names }
  /// The covariates' units as text; empty for categories and pure numbers.
  public var covariateUnits: [String] { sampler.units }
  /// Covariates that everybody has at the model's reference value, since nothing else was asked for.
  public var assumedCovariates: [(name: String, value: String)] { sampler.assumed }
  /// Covariates that may leave the range in which the model holds.
  public var covariatesOutsideRange: [OutsideRange] { sampler.outside }
  /// How the simulation is run.
  public let settings: SimulationSettings

  private let model: Model
  private let program: Program
  private let plans: [ArmPlan]
  private let sampler: PatientSampler
  private let effects: RandomEffects
  private let isTypical: Bool

  /// Binds arms to a model.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - arms: what is given; each arm to the same patients.
  ///   - subjects: how many virtual patients each arm has; nil for one typical patient without random effects.
  ///   - covariates: what the patients are like; the model's reference patient where nothing is said.
  ///   - times: when outputs are wanted, ascending, in the model's time unit; none for exposure alone.
  ///   - until: when the simulation ends; nil for the end of each arm's last cycle.
  ///   - followsCycles: whether exposure by cycle is computed; its areas are further states of the system.
  ///   - settings: how the simulation is run.
  /// - Throws: `SetupError` when arms, patients and model do not go together.
  public init(
    of model: Model, arms: [Arm], subjects: Int?, covariates: [CovariateSpecification] = [], times: [Double] = [],
    until: Double? = nil, followsCycles: Bool = true, settings: SimulationSettings = SimulationSettings()
  ) throws(SetupError) {
    let source = model.source
    guard !arms.isEmpty else { throw .nothingToSimulate }
    var plans: [ArmPlan] = []
    for arm in arms {
      plans.append(try ArmPlan(arm, model: source, until: until, times: times, marksCycles: followsCycles))
    }
    let bodySizes = try Self.bodySizes(plans, arms, source, covariates)
    sampler = try PatientSampler(
      source, specifications: covariates, bodySizes: bodySizes, seed: settings.seed)
    effects = RandomEffects(of: source, seed: settings.seed)
    program = followsCycles ? model.integrating : model.plain
    self.model = model
    self.arms = arms
    self.plans = plans
    self.settings = settings
    isTypical = subjects == nil
    subjectCount = subjects ?? 1
    outputTimes = plans.map(\.outputTimes)
    cycles = followsCycles ? plans.map(\.cycles) : plans.map { _ in [] }
  }

  /// The covariates that doses need, each given by the model or by a specification.
  private static func bodySizes(
    _ plans: [ArmPlan], _ arms: [Arm], _ model: CheckedModel, _ given: [CovariateSpecification]
  ) throws(SetupError) -> [(name: String, unit: Unit)] {
    var needed: [(name: String, unit: Unit)] = []
    for (arm, plan) in zip(arms, plans) {
      for (phase, binding) in zip(arm.regimen.phases, plan.bindings) {
        guard let name = binding.basis.covariate else { continue }
        guard model.covariates.contains(where: { $0.name == name }) || given.contains(where: { $0.name == name })
        else { throw .noBodySize(covariate: name, arm: arm.name, dose: "\(phase.amount.unit)") }
        needed.append((name, binding.basis.bodyUnit))
      }
    }
    return needed.reduce(into: []) { unique, next in
      if !unique.contains(where: { $0.name == next.name }) { unique.append(next) }
    }
  }

  /// How many pieces the work has: the progress of `run`.
  public var chunkCount: Int { arms.count * chunksPerArm }

  private var chunksPerArm: Int { settings.pieceCount(of: subjectCount) }

  /// Runs the simulation and hands its results over in order, arm by arm, as they are made.
  ///
  /// `consume` is called on the caller's actor. Memory stays bounded: what it does not keep is gone. What it throws ends the simulation.
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
      chunkCount, threads: settings.threads, isolation: isolation, work: { transform(chunk($0)) }, consume: consume)
  }

  /// Makes one piece of the work on this thread; below `chunkCount`.
  package func chunk(_ number: Int) -> SimulationChunk {
    let arm = number / chunksPerArm
    let subjects = settings.piece(number % chunksPerArm, of: subjectCount)
    let first = subjects.lowerBound
    let plan = plans[arm]
    let covariates = subjects.map { isTypical ? sampler.typicalCovariates() : sampler.covariates(of: $0) }
    var results = ChunkResults(
      outputTimeCounts: subjects.map { _ in plan.outputTimes.count }, outputCount: model.source.outputs.count,
      cycleCount: cycles[arm].count, eventCount: model.source.events.count)
    runChunk(
      program, of: model.source, settings: settings, arm: arm, firstSubject: first, count: subjects.count,
      into: &results
    ) { slot in self.plan(plan, subject: first + slot, covariates: covariates[slot]) }
    return SimulationChunk(arm: arm, subjects: subjects, covariates: covariates, results)
  }

  private func plan(_ plan: ArmPlan, subject: Int, covariates: [Double]) -> SubjectPlan {
    let model = self.model.source
    if let shared = sharedPlan(plan, subject: subject, covariates) { return shared }
    var own = Array(covariates.prefix(model.covariates.count))
    // Where effects differ by occasion, each cycle of an arm is an occasion.
    let occasions = effects.occasionCovariates.isEmpty ? 1 : max(1, plan.doseCount)
    var all: [[Double]] = []
    var etas: [Double] = []
    for occasion in 1...occasions {
      for covariate in effects.occasionCovariates { own[covariate] = Double(occasion) }
      all.append(own)
      etas +=
        isTypical
        ? [Double](repeating: 0, count: model.etaNames.count) : effects.draw(subject: subject, occasion: occasion)
    }
    var subjectPlan = plan.plan(
      bodySizes: plan.bindings.map { bodySize($0.basis, covariates) }, covariates: all, etas: etas)
    // Nothing happens to the typical patient; in a population the same patient has the same luck in every arm.
    if !isTypical { subjectPlan.thresholds = effects.thresholds(subject: subject) }
    return subjectPlan
  }

  /// The plan of one patient who goes through what all patients do, on one occasion; nil where there is no such plan.
  private func sharedPlan(_ plan: ArmPlan, subject: Int, _ covariates: [Double]) -> SubjectPlan? {
    guard let common = plan.common, effects.occasionCovariates.isEmpty else { return nil }
    let count = model.source.covariates.count
    let etas =
      isTypical
      ? [Double](repeating: 0, count: model.source.etaNames.count) : effects.draw(subject: subject, occasion: 1)
    var own = SubjectPlan(
      schedule: common, covariates: covariates.count == count ? covariates : Array(covariates.prefix(count)), etas: etas
    )
    if !isTypical { own.thresholds = effects.thresholds(subject: subject) }
    return own
  }

  /// A patient's weight in kg or surface in m², as a dose needs it.
  private func bodySize(_ basis: DoseBasis, _ covariates: [Double]) -> Double {
    guard let name = basis.covariate, let index = sampler.names.firstIndex(of: name) else { return 1 }
    guard index < model.source.covariates.count, case .continuous(let unit, _, _) = model.source.covariates[index].kind
    else { return covariates[index] }
    return covariates[index] * (unit.factor(to: basis.bodyUnit) ?? 1)
  }
}
