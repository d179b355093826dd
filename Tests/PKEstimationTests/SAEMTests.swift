import PKEstimation
import PKNumerics
import Testing

/// SAEM on theophylline, against the maximum of the likelihood as FOCEI (nearly exact here) finds it.
struct SAEMTests {
  @Test func theophylline() async throws {
    let problem = try FitProblem(model: Theophylline.model(), dataset: Theophylline.dataset())
    let clock = ContinuousClock()
    let t0 = clock.now
    let result = try await SAEM(covariance: .hessian).fit(problem)
    print(clock.now - t0, result.timing)
    print(
      result.termination, result.objective, result.likelihood?.standardError ?? 0, result.likelihood?.largestShape ?? 0)
    print(result.freeParameters)
    print(result.freeParameters.indices.map { result.estimates[problem.parameters.free[$0]] })
    print(result.monteCarloErrors ?? [])
    print(result.uncertainty?.standardErrors ?? [])
    print(result.warnings)
    let other = try await ApproximateLikelihood(.conditionalInteraction).fit(problem)
    print(other.objective, other.estimates)
    let likelihood = try #require(try await ImportanceSampling().evaluate(problem, at: other))
    print(likelihood.objective, likelihood.standardError, likelihood.largestShape ?? 0)
  }
}
