import PKLanguage
import PKNumerics

/// Least squares of all subjects as if they were one: no random effects, every difference between subjects is residual.
///
/// Residuals are weighted by the error model, whose parameters are estimated anew after each fit, until neither moves
/// (generalised least squares; M. Davidian and D. M. Giltinan, Nonlinear Models for Repeated Measurement Data, 1995,
/// section 2.3). Ω stays as it is and takes no part.
public struct NaivePooled: Estimator {
  /// How often weights and estimates may change places.
  public var roundLimit = 100

  /// The standard settings.
  public init() {}

  /// Fits a problem.
  ///
  /// - Throws: `FitProblemError` for censored records, or when no theta or sigma is free.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    try WeightedRun.require(problem, method: "naive pooling")
    try problem.requireNoPriors("naive pooling")
    var run = WeightedRun(problem)
    guard !run.structural.isEmpty || !run.residual.isEmpty else { throw .nothingFree(model: problem.model.name) }
    let zeros = problem.subjects.map { $0.effects.map { _ in 0.0 } }
    var termination = run.failure(at: zeros) ?? .iterationLimit(roundLimit)
    for round in 1...max(roundLimit, 1) where termination == .iterationLimit(roundLimit) {
      let before = run.coordinates
      guard run.fitThetas(at: zeros) else {
        termination = .stalled(gradient: .nan, parameter: problem.parameters.names[0])
        break
      }
      run.fitResiduals(at: zeros)
      let change = zip(before, run.coordinates).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      if change < 1e-7 { termination = .converged }
      guard progress(run.report(round, change, at: zeros)), !Task.isCancelled else {
        termination = .interrupted
        break
      }
    }
    return try await run.pooledResult(termination, at: zeros)
  }
}
