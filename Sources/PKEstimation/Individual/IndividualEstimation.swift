import PKNumerics

/// The most probable random effects of every subject at given population parameters (MAP, or empirical Bayes).
///
/// The parameters are those that the problem starts from; nothing of the population is estimated.
public struct IndividualEstimation: Sendable {
  /// Whether the search is repeated from ±1 standard deviation of each random effect, and the best minimum taken;
  /// otherwise only where the search from 0 leads nowhere.
  public var hasSeveralStarts = true

  /// Creates a method with the setting above.
  public init() {}

  /// Finds the random effects of all subjects.
  ///
  /// - Returns: each subject with its random effects, their covariance and residuals, as FOCEI has them.
  /// - Complexity: with several starts 2q + 1 searches of each subject with q random effects.
  public func estimate(_ problem: FitProblem) -> [IndividualFit] {
    let method = ObjectiveMethod.conditionalInteraction
    guard let context = EvaluationContext(problem, method, problem.parameters.start) else { return [] }
    var fits: [IndividualFit] = []
    for first in stride(from: 0, to: problem.subjects.count, by: PopulationEvaluator.groupSize) {
      let range = first..<min(first + PopulationEvaluator.groupSize, problem.subjects.count)
      let group = GroupEvaluator(range: range, context: context, previous: range.map { _ in nil })
      let modes = group.modes(typical: nil, isThorough: hasSeveralStarts)
      let evaluations = zip(range, modes).map { subject, mode in
        group.evaluation(mode, context.individual(subject).prior, hessian: mode.halfHessian)
      }
      fits += IndividualFit.all(
        range, in: context, evaluations: evaluations, effects: modes.map(\.effects),
        covariances: evaluations.map(\.effectCovariance))
    }
    return fits
  }
}

extension IndividualFit {
  /// Some neighbouring subjects with their residuals.
  static func all(
    _ range: Range<Int>, in context: EvaluationContext, evaluations: [SubjectEvaluation], effects: [[Double]],
    covariances: [Matrix]
  ) -> [IndividualFit] {
    let typical = context.points(range, effects: range.map { context.zeros($0) }, .effects)
    let individual = context.points(range, effects: effects, .effects)
    return range.enumerated().map { slot, index in
      let subject = context.problem.subjects[index]
      let objective = context.individual(index)
      let residuals = SubjectResiduals(
        subject: subject, objective: objective, hasInteraction: context.method.hasInteraction,
        typical: typical[slot], individual: individual[slot], effects: effects[slot])
      let covariance = covariances[slot]
      return IndividualFit(
        id: subject.id, objective: evaluations[slot].objective,
        individualObjective: objective.value(individual[slot], effects[slot]), effectNames: subject.effectNames,
        effects: effects[slot],
        effectCovariance: (0..<covariance.rows).map { row in (0..<covariance.columns).map { covariance[row, $0] } },
        residuals: residuals.records(), isConverged: evaluations[slot].isConverged,
        failure: evaluations[slot].failure)
    }
  }
}
