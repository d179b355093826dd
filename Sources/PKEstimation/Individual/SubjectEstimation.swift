public import PKData
public import PKLanguage
import PKNumerics

/// The most probable random effects of one subject (MAP) from its doses and levels, at given population parameters.
///
/// Nothing of the population is estimated. Without any level the estimate is the prior: random effects of 0 with the
/// covariance Ω. Levels may be censored, all of them too.
///
/// ```swift
/// let estimation = SubjectEstimation(model: model)
/// let estimate = try estimation.estimate(dataset)          // one subject: doses and levels so far
/// let ahead = try estimate.predictions(of: nextDoses)      // any records of the same subject
/// ```
public struct SubjectEstimation: Sendable {
  /// The model.
  public let model: CheckedModel
  /// The population parameters.
  public let parameters: PopulationParameters
  /// How data are bound to the model and the equations solved.
  public var options: FitProblem.Options
  /// Whether the search is repeated from ±1 standard deviation of each random effect, and the best minimum taken.
  public var hasSeveralStarts = true

  /// Creates a method.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - parameters: the population parameters; nil for the model's own values.
  ///   - options: how data are bound to the model and the equations solved.
  public init(
    model: CheckedModel, parameters: PopulationParameters? = nil, options: FitProblem.Options = FitProblem.Options()
  ) {
    self.parameters = parameters ?? PopulationParameters(of: model)
    self.model = model.withEverythingFixed
    self.options = options
  }

  /// Estimates the random effects of a subject of a data set.
  ///
  /// - Parameters:
  ///   - dataset: doses, covariates and levels; its other subjects do not matter.
  ///   - index: which subject.
  /// - Returns: the random effects with what the data leave open; whether they were found is part of it.
  /// - Throws: `FitProblemError` when the data do not fit the model.
  public func estimate(_ dataset: Dataset, subject index: Int = 0) throws(FitProblemError) -> SubjectEstimate {
    let problem = try problem(dataset, index)
    var search = IndividualEstimation()
    search.hasSeveralStarts = hasSeveralStarts
    guard let fit = search.estimate(problem).first, let omega = OmegaFactors(parameters, of: problem.parameters) else {
      throw .notPositiveDefinite(model.etaNames)
    }
    let prior = IndividualPrior(problem.places[0], count: fit.effects.count, omega).covariance
    return SubjectEstimate(
      fit: fit, priorCovariance: prior.array, observationCount: problem.observationCount, model: model,
      parameters: parameters, options: options)
  }

  /// O(η): −2 ln of the joint density of a subject's levels and random effects, without constants.
  ///
  /// - Parameters:
  ///   - effects: the random effects, as many and in the order as `estimate` gives them.
  ///   - dataset: doses, covariates and levels.
  ///   - index: which subject.
  /// - Returns: +∞ where it cannot be computed, or for another number of random effects.
  /// - Throws: `FitProblemError` when the data do not fit the model.
  public func objective(
    at effects: [Double], _ dataset: Dataset, subject index: Int = 0
  ) throws(FitProblemError) -> Double {
    let problem = try problem(dataset, index)
    guard effects.count == problem.subjects[0].effects.count,
      let context = EvaluationContext(problem, .conditionalInteraction, parameters)
    else { return .infinity }
    let point = context.points(0..<1, effects: [effects], .effects)[0]
    return context.individual(0).value(point, effects)
  }

  private func problem(_ dataset: Dataset, _ index: Int) throws(FitProblemError) -> FitProblem {
    guard dataset.subjects.indices.contains(index) else { throw .noObservations }
    var dataset = dataset
    dataset.subjects = [dataset.subjects[index]]
    return try FitProblem(
      model: model, dataset: dataset, start: parameters, options: options, needsMeasurements: false)
  }
}

extension CheckedModel {
  /// The model with nothing to estimate.
  fileprivate var withEverythingFixed: CheckedModel {
    var model = self
    for index in model.thetas.indices { model.thetas[index].isFixed = true }
    for index in model.sigmas.indices { model.sigmas[index].isFixed = true }
    for index in model.omega.indices { model.omega[index].isFixed = true }
    return model
  }
}

extension Matrix {
  /// By rows.
  fileprivate var array: [[Double]] { (0..<rows).map { row in (0..<columns).map { self[row, $0] } } }
}
