public import PKEstimation
public import PKModel
public import PKSimulation

/// How a forecast is made.
public struct ForecastSettings: Hashable, Sendable {
  /// How many draws of the patient's parameters the intervals are from.
  public var draws = 1_000
  /// The share of the draws that an interval holds.
  public var interval = 0.9
  /// Determines every draw.
  public var seed: UInt64 = 1
  /// How covariates that change are known between records.
  public var covariateRule = CovariateRule.nocb
  /// How the equations of predictions are solved.
  public var simulation = SimulationSettings()

  /// Creates settings with the defaults above.
  public init() {}
}

/// A patient whose most probable parameters have been found, and with them the means to look ahead.
///
/// ```swift
/// let patient = try PatientEstimation(history, model: model)
/// let forecast = try patient.forecast([plan, plan.delayed(by: 3, .all, name: "3 days late")])
/// ```
public struct PatientEstimation: Sendable {
  /// The model.
  public let model: Model
  /// What has happened.
  public let history: PatientHistory
  /// How it is done.
  public let settings: ForecastSettings
  /// The most probable random effects with their covariance, and residuals at the levels.
  public let estimate: SubjectEstimate
  /// Draws of the random effects given the levels.
  public let posterior: SubjectPosterior

  let effects: PatientEffects

  /// Estimates a patient.
  ///
  /// - Parameters:
  ///   - history: what was given and measured.
  ///   - model: the model.
  ///   - settings: how it is done.
  /// - Throws: `ForecastError` when model and data do not go together, the patient is outside the model's ranges, or the
  ///   most probable parameters were not found from at least three starts.
  public init(
    _ history: PatientHistory, model: Model, settings: ForecastSettings = ForecastSettings()
  ) throws(ForecastError) {
    self.model = model
    self.history = history
    self.settings = settings
    try ModelDomain(model.source).check(history)
    try ModelSelfTest(model).run(like: history)
    var estimation = SubjectEstimation(model: model.source)
    estimation.options.covariateRule = settings.covariateRule
    do {
      estimate = try estimation.estimate(history.dataset)
      posterior = try estimation.posterior(
        of: history.dataset, estimate, draws: settings.draws, seed: settings.seed)
    } catch {
      throw .problem(error)
    }
    effects = PatientEffects(estimate, model: model.source, seed: settings.seed)
    try requireFound()
  }

  /// Two minima of O that differ by less are one.
  static let sameObjective = 1e-4

  /// A result that three searches do not agree on is not shown.
  private func requireFound() throws(ForecastError) {
    if let failure = estimate.fit.failure { throw .unsolved(failure.message) }
    guard estimate.observationCount > 0, !estimate.fit.effects.isEmpty else { return }
    let agreeing = posterior.searches(within: Self.sameObjective)
    guard estimate.fit.isConverged, agreeing >= 3, posterior.draws.count == settings.draws else {
      throw .notFound(agreeing: agreeing, searches: posterior.searchObjectives.count)
    }
  }

  /// Whether the forecast rests on the population alone.
  public var isPrior: Bool { estimate.observationCount == 0 }
}
