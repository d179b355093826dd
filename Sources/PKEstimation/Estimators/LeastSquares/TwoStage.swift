import PKLanguage

/// The two-stage methods: least squares of each subject, then mean and covariance of the estimates.
///
/// In the first stage a subject's random effects are fitted without a prior, with weights by the error model, whose
/// parameters are estimated from the residuals of all subjects. In the second the thetas that are means are regressed on
/// those estimates, and Ω is their covariance. Thetas without a random effect stay where they start. The objective
/// function is FOCEI's at the estimates.
public struct TwoStage: Estimator {
  /// What the second stage makes of the individual estimates.
  public enum SecondStage: Hashable, Sendable, CaseIterable {
    /// Each counts alike, and their covariance (by n − 1) is Ω, into which their own errors go.
    case standard
    /// Each is a measurement with a covariance of its own, and Ω is what these leave; by the EM algorithm (J. L. Steimer,
    /// A. Mallet, J. L. Golmard and J. F. Boisvieux, Drug Metab. Rev. 15 (1984) 265).
    case global
  }

  /// What the second stage makes of the individual estimates.
  public var secondStage: SecondStage
  /// How often weights and estimates may change places in the first stage.
  public var roundLimit = 50

  /// The standard settings.
  ///
  /// - Parameter secondStage: what is made of the individual estimates.
  public init(_ secondStage: SecondStage = .standard) { self.secondStage = secondStage }

  /// Fits a problem.
  ///
  /// - Throws: `FitProblemError` for censored records, or when nothing is free.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    try WeightedRun.require(problem, method: "the two-stage method")
    try problem.requireNoPriors("the two-stage method")
    guard problem.parameters.count > 0 else { throw .nothingFree(model: problem.model.name) }
    var first = FirstStage(problem, roundLimit: roundLimit)
    first.fit(progress)
    var run = first.run
    switch secondStage {
    case .standard:
      run.set(StandardSecondStage(problem, first.used, first.effects).parameters(from: run.parameters))
    case .global:
      let information = first.used.map { run.information(of: $0, at: first.effects[$0]) }
      run.set(
        GlobalSecondStage(problem, first.used, first.effects, information).parameters(from: run.parameters))
    }
    var result = try await run.result(first.termination, secondStage == .standard ? .twoStage : .globalTwoStage)
    if !first.left.isEmpty { result.warnings.insert(.individualsNotConverged(first.left), at: 0) }
    return result
  }
}
