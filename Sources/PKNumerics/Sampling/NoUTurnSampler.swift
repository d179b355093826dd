/// Where a chain is: its coordinates, and ln p there.
public struct PhasePlace: Sendable {
  /// The coordinates.
  public let position: [Double]
  /// ln p.
  public let logDensity: Double
}

/// Draws from a density on ℝⁿ by Hamiltonian Monte Carlo that ends a trajectory when it turns back.
///
/// A draw is chosen from the whole trajectory by its weight (multinomial sampling with a bias to the newer half), the
/// turn is seen by the summed momenta, step size and a diagonal metric are learnt in the warm-up and then kept.
/// M. D. Hoffman and A. Gelman, J. Mach. Learn. Res. 15 (2014) 1593; M. Betancourt, arXiv:1701.02434 (2017), App. A.
public struct NoUTurnSampler: Sendable {
  /// Draws that tune the sampler and are dropped.
  public var warmUp = 1000
  /// Draws that are kept.
  public var draws = 1000
  /// The acceptance that the step size aims at; nearer to 1 is slower and copes with sharper densities.
  public var targetAcceptance = 0.8
  /// A trajectory has at most 2 to this power of steps.
  public var depthLimit = 10
  /// Determines every draw, together with the chain's number.
  public var seed: UInt64 = 1

  /// The standard settings.
  public init() {}

  /// A trajectory is given up when its energy is so much above the start's.
  static let divergence = 1000.0

  /// Draws one chain.
  ///
  /// - Parameters:
  ///   - chain: its number: different chains use different random numbers.
  ///   - start: where it begins, n elements.
  ///   - state: how far it has come already, with the same settings; nil at the beginning.
  ///   - progress: called with the number of each finished draw, warm-up included, and where it is; false ends the
  ///     chain there.
  ///   - keep: called with each finished draw: what it is given makes the state to go on from, at some cost.
  ///   - density: ln p and its gradient; nil, or not finite, where p is 0.
  /// - Returns: the chain; nil when the density is not finite at the start.
  public func sample(
    chain: Int, from start: [Double], after state: State? = nil,
    progress: (Int, PhasePlace) -> Bool = { _, _ in true }, keep: (() -> State) -> Void = { _ in },
    _ density: ([Double]) -> LogDensity?
  ) -> MarkovChain? {
    let start = state?.position ?? start
    guard let first = density(start), first.isFinite else { return nil }
    var point = PhasePoint(position: start, density: first)
    var metric = state?.metric ?? [Double](repeating: 1, count: start.count)
    var adaptation =
      state?.adaptation
      ?? StepAdaptation(
        start: Trajectory.reasonableStep(from: point, metric: metric, stream(chain, 0), density),
        target: targetAcceptance)
    var windows = state?.windows ?? MetricWindows(warmUp: warmUp, dimension: start.count)
    var result = state?.chain ?? MarkovChain(dimension: start.count)
    for iteration in min(state?.draws ?? 0, warmUp + draws)..<(warmUp + draws) {
      let tuning = iteration < warmUp
      var trajectory = Trajectory(
        from: point, metric: metric, step: tuning ? adaptation.step : adaptation.finalStep,
        stream(chain, iteration + 1))
      trajectory.grow(depthLimit: depthLimit, density)
      point = trajectory.chosen
      if tuning {
        adaptation.learn(acceptance: trajectory.acceptance)
        if let learnt = windows.learn(point.position, iteration: iteration) {
          metric = learnt
          adaptation = StepAdaptation(
            start: Trajectory.reasonableStep(from: point, metric: metric, stream(chain, iteration + 1), density),
            target: targetAcceptance)
        }
      } else {
        result.append(trajectory)
      }
      guard progress(iteration + 1, PhasePlace(position: point.position, logDensity: point.density.value)) else {
        break
      }
      keep {
        State(
          draws: iteration + 1, position: point.position, metric: metric, adaptation: adaptation, windows: windows,
          chain: result)
      }
    }
    result.step = adaptation.finalStep
    result.metric = metric
    return result
  }

  /// How far a chain has come: what it needs to go on as if it had never stopped.
  public struct State: Codable, Sendable {
    /// How many draws there were, warm-up included.
    public let draws: Int
    /// Where the chain is.
    public let position: [Double]
    let metric: [Double]
    let adaptation: StepAdaptation
    let windows: MetricWindows
    let chain: MarkovChain
  }

  private func stream(_ chain: Int, _ iteration: Int) -> RandomStream {
    RandomStream(
      seed: seed, stream: 0x4e55_5453, subject: UInt64(bitPattern: Int64(chain)),
      replicate: UInt32(truncatingIfNeeded: iteration))
  }
}
