import PKLanguage

/// Maximum likelihood by EM whose expectations come from importance sampling (IMP, IMPMAP).
///
/// Each iteration draws the random effects of every subject around its most probable ones (or around the mean of the
/// previous draws), weights them, and maximises the likelihood of data and draws together. Burn-in ends when the
/// estimates have stopped to drift; then they are averaged. The objective function of the result is −2 ln L by
/// importance sampling at the estimates.
public struct ImportanceEM: ResumableEstimator {
  /// How many iterations the burn-in has at least and at most.
  public var burnIn = 30...300
  /// How many iterations are averaged.
  public var smoothing = 50
  /// How each iteration draws.
  public var sampling: ImportanceSampling
  /// How many equally weighted draws of each subject are taken from the weighted ones.
  public var resamples = 50
  /// Whether the most probable random effects are found anew in each iteration (IMPMAP), or only in the first (IMP).
  public var findsModes = true
  /// The estimates have stopped to drift when no parameter's two halves of the last iterations differ by more than so
  /// many standard errors.
  public var driftLimit = 2.5
  /// How the likelihood is computed at the end.
  public var likelihood = ImportanceSampling()
  /// Which covariance matrix is made at the end, from the model linearised at the individual estimates; nil for none.
  public var covariance: Uncertainty.Basis?
  /// Where a fit begins, and what is done with the states that it passes.
  public var checkpoints = FitCheckpoints()

  /// Creates an estimator.
  ///
  /// - Parameters:
  ///   - findsModes: whether the most probable random effects are found anew in each iteration.
  ///   - covariance: which covariance matrix is made at the end; nil for none.
  public init(findsModes: Bool = true, covariance: Uncertainty.Basis? = nil) {
    self.findsModes = findsModes
    self.covariance = covariance
    sampling = ImportanceSampling()
    sampling.draws = 300
    sampling.shifts = 1
  }

  /// Fits a problem.
  ///
  /// - Throws: `FitProblemError` when nothing is free.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    guard problem.parameters.count > 0 else { throw .nothingFree(model: problem.model.name) }
    try problem.requireNoPriors("IMP")
    var settings = SAEM(covariance: covariance)
    settings.burnIn = burnIn
    settings.smoothing = smoothing...smoothing
    settings.annealing = 0
    settings.driftLimit = driftLimit
    settings.seed = sampling.seed
    settings.likelihood = likelihood
    settings.checkpoints = checkpoints
    let measured = problem.subjects.count { !$0.observations.isEmpty }
    let (chains, overflow) = measured.multipliedReportingOverflow(by: max(resamples, 1))
    settings.chainCount = overflow ? Int.max / 2 : chains
    var run = try SAEMRun(problem, settings, importance: self)
    return try await run.run(progress)
  }
}
