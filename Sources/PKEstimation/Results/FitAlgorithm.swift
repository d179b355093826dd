/// What finds estimates by other means than minimising an approximate likelihood.
public enum FitAlgorithm: String, Hashable, Sendable, CaseIterable {
  /// Stochastic approximation of the EM algorithm.
  case saem = "SAEM"
  /// Importance sampling: the likelihood, or EM by it.
  case importanceSampling = "IMP"
  /// EM by importance sampling around the most probable random effects, found anew in each iteration.
  case importanceMAP = "IMPMAP"
  /// Draws from the posterior distribution by the No-U-Turn sampler.
  case bayes = "NUTS"
  /// Least squares of all subjects as if they were one.
  case naivePooled = "NP"
  /// Least squares of each subject, then the moments of the estimates.
  case twoStage = "STS"
  /// The same with each subject's estimates weighted by how well they are known (global two-stage).
  case globalTwoStage = "GTS"
  /// Least squares of each subject alone.
  case individual = "NLS"
}
