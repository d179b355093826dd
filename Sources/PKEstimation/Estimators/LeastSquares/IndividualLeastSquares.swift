import PKLanguage

/// Least squares of each subject on its own: no population, every subject has the parameters that fit it best.
///
/// Thetas and Ω stay where they start: a subject's random effects, fitted without a prior by Levenberg and Marquardt's
/// method, say by how much its parameters differ. Weights are by the error model, whose parameters are estimated from the
/// residuals of all subjects. The covariance of a subject's random effects is the inverse of what its observations tell.
public struct IndividualLeastSquares: Estimator {
  /// How often weights and estimates may change places.
  public var roundLimit = 50

  /// The standard settings.
  public init() {}

  /// Fits a problem.
  ///
  /// The objective of the result is −2 ln p(y | η̂) of all subjects. Those with fewer observations than random effects have
  /// no estimates, and are named in a warning.
  ///
  /// - Throws: `FitProblemError` for censored records, for priors, or when the model has no random effects.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    try WeightedRun.require(problem, method: "least squares")
    guard problem.parameters.count > 0, problem.subjects.contains(where: { !$0.effects.isEmpty }) else {
      throw .nothingFree(model: problem.model.name)
    }
    try problem.requireNoPriors("individual least squares")
    var first = FirstStage(problem, roundLimit: roundLimit)
    first.fit(progress)
    return try await first.run.individualResult(
      first.termination, at: first.effects, of: first.used, withoutEstimates: first.left)
  }
}
