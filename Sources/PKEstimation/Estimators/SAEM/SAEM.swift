import PKLanguage

/// Maximum likelihood by stochastic approximation of the EM algorithm (SAEM).
///
/// Chains draw the random effects of each subject; what maximises the likelihood of data and draws together is averaged
/// over the iterations. Burn-in averages nothing, lets variances fall only slowly, and ends when the estimates have
/// stopped to drift, over a time that holds five times what makes two iterations independent; smoothing then goes by steps of
/// k^−0.6, k counting from 1 in such times, and the estimates are the mean over its last three quarters. B. Delyon, M. Lavielle and E. Moulines, Ann. Statist. 27 (1999) 94; E. Kuhn and M. Lavielle, Comput.
/// Statist. Data Anal. 49 (2005) 1020. Steps of 1/k would hardly leave the place where the burn-in happened to end when
/// data say little of a variance; larger ones with the mean behind them are as exact in the end (B. T. Polyak and A. B.
/// Juditsky, SIAM J. Control Optim. 30 (1992) 838).
///
/// The objective function of the result is −2 ln L by importance sampling at the estimates.
public struct SAEM: ResumableEstimator {
  /// How many iterations the burn-in has at least and at most.
  public var burnIn = 100...1000
  /// How many iterations smoothing has at least and at most: between them twelve times the largest integrated
  /// autocorrelation of a parameter at the end of the burn-in.
  public var smoothing = 200...2000
  /// For so many iterations variances may fall by no more than 5 % each.
  public var annealing = 75
  /// There are as many chains of each subject as make this many together; at least three.
  public var chainCount = 50
  /// How many chains each subject has, whatever their number together; nil for what `chainCount` asks for.
  public var chainsPerSubject: Int?
  /// How often each kind of proposal is made in an iteration.
  public var proposals = Proposals()
  /// The estimates have stopped to drift when no parameter's two halves of the last iterations differ by more than so
  /// many standard errors.
  public var driftLimit = 2.5
  /// Determines every draw.
  public var seed: UInt64 = 1
  /// How the likelihood is computed at the end.
  public var likelihood = ImportanceSampling()
  /// Which covariance matrix is made at the end, from the model linearised at the individual estimates; nil for none.
  public var covariance: Uncertainty.Basis?
  /// Where a fit begins, and what is done with the states that it passes.
  public var checkpoints = FitCheckpoints()

  /// How often each kind of proposal is made in an iteration.
  public struct Proposals: Hashable, Sendable {
    /// Draws from the prior.
    public var prior = 2
    /// Steps of each random effect alone.
    public var coordinate = 2
    /// Steps of all random effects together.
    public var block = 2

    /// Creates the numbers above.
    public init() {}
  }

  /// Creates an estimator.
  ///
  /// - Parameter covariance: which covariance matrix is made at the end; nil for none.
  public init(covariance: Uncertainty.Basis? = nil) { self.covariance = covariance }

  /// Fits a problem.
  ///
  /// - Throws: `FitProblemError` when nothing is free.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    guard problem.parameters.count > 0 else { throw .nothingFree(model: problem.model.name) }
    try problem.requireNoPriors("SAEM")
    var run = try SAEMRun(problem, self)
    return try await run.run(progress)
  }
}
