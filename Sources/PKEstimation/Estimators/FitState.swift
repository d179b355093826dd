public import PKNumerics

/// How far a fit that draws at random has come: what it needs to go on as if it had never stopped.
public enum FitState: Codable, Sendable {
  /// Of SAEM, IMP or IMPMAP.
  case expectation(ExpectationState)
  /// Of NUTS: of each chain, nil before its first state.
  case chains([NoUTurnSampler.State?])
}

/// The state of an algorithm of expectation and maximisation between two iterations.
///
/// Random numbers are functions of seed, subject, chain and iteration, so that they need no state.
public struct ExpectationState: Codable, Sendable {
  /// How many iterations there were.
  public let iteration: Int
  /// The iteration that the burn-in ended with; nil before.
  let burnInEnd: Int?
  let isStationary: Bool
  let thetas: [Double], sigmas: [Double], omega: [[Double]]
  /// The random effects of each chain.
  let effects: [[Double]]
  let means: [[Double]]
  let moments: EffectMoments.Averages
  /// The elements of the averaged information, when there is one.
  let information: [Double]?
  let scales: [ChainMoves.Kernel: Double]
  let centers: [Center]
  /// What the test for drift has seen.
  let recent: [[Double]]
  let average: VectorAverage

  /// What a subject's draws are taken around.
  struct Center: Codable, Sendable {
    var effects: [Double]
    var covariance: [[Double]]
  }
}

/// Where a fit begins, and what is done with the states that it passes.
public struct FitCheckpoints: Sendable {
  /// The state that the fit goes on from: one of the same problem, settings and seed; nil for the beginning.
  public var state: FitState?
  /// Called with what makes the state, at some cost, every few iterations.
  public var keep: @Sendable (() -> FitState) -> Void

  /// Creates checkpoints; by default a fit starts at the beginning and no state is kept.
  public init(state: FitState? = nil, keep: @escaping @Sendable (() -> FitState) -> Void = { _ in }) {
    self.state = state
    self.keep = keep
  }
}

/// An estimator whose fits can go on, to the last bit, from a state that they passed.
public protocol ResumableEstimator: Estimator {
  /// Where a fit begins, and what is done with the states that it passes.
  var checkpoints: FitCheckpoints { get set }
}
