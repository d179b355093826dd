import PKLanguage

/// Makes a result of estimates that were found by sampling: individual estimates, residuals and standard errors from the
/// model linearised there (with outcomes by Laplace's approximation), the objective function from importance sampling.
struct EstimateReport: Sendable {
  let problem: FitProblem
  let predictor: JobPredictor
  let covariance: Uncertainty.Basis?

  func result(
    at parameters: PopulationParameters, _ termination: Termination, likelihood: ImportanceSampling?,
    estimationSeconds: Double
  ) async -> FitResult {
    var run = FitRun(problem, ApproximateLikelihood(problem.individualMethod, covariance: covariance))
    var result = await run.evaluate(at: parameters)
    result.timing.estimation += estimationSeconds
    // What cannot be computed at the estimates is a result of its own.
    if result.termination.isConverged { result.termination = termination }
    guard let likelihood, result.objective < .infinity else { return result }
    let clock = ContinuousClock()
    let start = clock.now
    guard let sampled = await likelihood.evaluate(problem, predictor, parameters, result.individuals) else {
      return result
    }
    result.likelihood = sampled
    result.linearisedObjective = result.objective
    result.objective = sampled.objective
    for (index, share) in sampled.subjects.enumerated() { result.individuals[index].objective = share.objective }
    let heavy = zip(problem.subjects, sampled.subjects).filter { _, share in
      (share.paretoShape ?? 0) > ImportanceSampler.heavyShape
    }.map(\.0.id)
    if !heavy.isEmpty { result.warnings.append(.heavyWeights(heavy)) }
    result.timing.diagnostics += (clock.now - start) / .seconds(1)
    return result
  }
}
