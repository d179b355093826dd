import PKNumerics

/// FOCE and FOCEI, with the exact gradient.
///
/// The total derivative of a subject's share F = O(η̂) + ln|Ω| + ln|H̃(η̂)| takes along how η̂ moves with the parameters
/// (Almquist, Leander and Jirstrand, J Pharmacokinet Pharmacodyn 42 (2015) 191). What it needs of second derivatives of
/// predictions are differences of exact first ones along each random effect.
extension GroupEvaluator {
  func conditional(gradient: Bool) -> [SubjectEvaluation] {
    let typical = context.typicalPoints(range, gradient ? .all : .effects)
    let modes = modes(typical: typical)
    let priors = range.map { context.individual($0).prior }
    var evaluations = zip(modes, priors).map { evaluation($0, $1, hessian: $0.halfHessian) }
    guard gradient else { return evaluations }
    let scales = evaluations.map { evaluation in
      evaluation.effects.indices.map { max(evaluation.effectCovariance[$0, $0], 1e-300).squareRoot() }
    }
    let perturbed = PerturbedPoints.points(
      range, in: context, effects: modes.map(\.effects), scales: scales,
      step: context.problem.predictor.differenceStep, .all, typical: typical)
    for (slot, subject) in range.enumerated() where evaluations[slot].objective < .infinity {
      if let failure = perturbed[slot].failure {
        evaluations[slot].failure = failure
        evaluations[slot].objective = .infinity
        continue
      }
      let differentiated = ConditionalGradient(
        objective: context.individual(subject), points: perturbed[slot],
        covariance: evaluations[slot].effectCovariance, isExact: false, context: context)
      evaluations[slot].gradient = differentiated.gradient
      evaluations[slot].response = differentiated.response
    }
    return evaluations
  }
}
