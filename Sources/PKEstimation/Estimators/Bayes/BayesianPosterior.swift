import PKLanguage
import PKNumerics
import PKSimulation

/// Draws from the posterior distribution of all parameters by the No-U-Turn sampler.
///
/// Several chains start near the starting values. The estimates of the result are the posterior means; its posterior
/// tells standard deviations, quantiles and whether the chains agree.
public struct BayesianPosterior: Estimator {
  /// What is believed before the data.
  public var priors = Priors()
  /// How many chains there are.
  public var chains = 4
  /// The draws of each chain: those that tune the sampler and are dropped, and those that are kept.
  public var warmUp = 500, draws = 500
  /// The acceptance that the step size aims at.
  public var targetAcceptance = 0.8
  /// Determines every draw.
  public var seed: UInt64 = 1
  /// The chains agree when no parameter's R̂ is larger.
  public var rHatLimit = 1.05
  /// How −2 ln L at the posterior means is computed; nil for FOCEI's value.
  public var likelihood: ImportanceSampling?

  /// Creates an estimator with the settings above.
  public init() {}

  /// Draws from the posterior distribution.
  ///
  /// - Throws: `FitProblemError` when nothing is free, or for a prior of something that is not.
  public func fit(
    _ problem: FitProblem, progress: @escaping @Sendable (FitIteration) -> Bool
  ) async throws(FitProblemError) -> FitResult {
    guard problem.parameters.count > 0 else { throw .nothingFree(model: problem.model.name) }
    try priors.require(problem)
    let clock = ContinuousClock()
    let began = clock.now
    let density = PosteriorDensity(problem: problem, priors: priors)
    var found: [MarkovChain?] = []
    let sampler = sampler
    let work: @Sendable (Int) -> MarkovChain? = { number in
      guard let start = Self.start(of: number, density, seed: sampler.seed) else { return nil }
      return sampler.sample(chain: number, from: start, { density($0) })
    }
    // A chain is a piece of work; the caller hears of each when it is done.
    var isStopped = false
    try? await inOrder(
      max(chains, 1), threads: problem.options.simulation.threads, isolation: nil, work: work
    ) { chain in
      found.append(chain)
      let seconds = (clock.now - began) / .seconds(1)
      isStopped = !progress(Self.iteration(found.count, chain, problem, seconds))
      if isStopped { throw CancellationError() }
    }
    return try await result(found, problem, seconds: (clock.now - began) / .seconds(1), isStopped: isStopped)
  }

  private var sampler: NoUTurnSampler {
    var sampler = NoUTurnSampler()
    sampler.warmUp = max(warmUp, 20)
    sampler.draws = max(draws, 4)
    sampler.targetAcceptance = targetAcceptance
    sampler.seed = seed
    return sampler
  }

  /// A place near the start, another for each chain; nil when none of several can be computed.
  private static func start(of chain: Int, _ density: PosteriorDensity, seed: UInt64) -> [Double]? {
    guard let start = density.start else { return nil }
    for attempt in 0..<5 {
      let stream = RandomStream(
        seed: seed, stream: 0x4241_5953, subject: UInt64(truncatingIfNeeded: chain),
        replicate: UInt32(truncatingIfNeeded: attempt))
      let width = attempt == 4 ? 0 : 0.2 / Double(attempt + 1)
      let place = start.indices.map { start[$0] + width * stream.normal($0) }
      if let value = density(place), value.value.isFinite { return place }
    }
    return nil
  }

  private static func iteration(
    _ number: Int, _ chain: MarkovChain?, _ problem: FitProblem, _ seconds: Double
  ) -> FitIteration {
    let last = chain.map { draws in
      problem.parameters.parameters(at: (0..<problem.parameters.count).map { draws.coordinates[$0].last ?? 0 })
    }
    return FitIteration(
      number: number, objective: -2 * (chain?.logDensities.last ?? .nan), gradient: .nan, parameter: "",
      parameters: last ?? problem.parameters.start, evaluations: chain?.steps.reduce(0, +) ?? 0, seconds: seconds)
  }

  private func result(
    _ found: [MarkovChain?], _ problem: FitProblem, seconds: Double, isStopped: Bool
  ) async throws(FitProblemError) -> FitResult {
    let chains = found.compactMap(\.self)
    let report = EstimateReport(problem: problem, predictor: try JobPredictor(problem), covariance: nil)
    guard let posterior = PosteriorSummary(chains, problem) else {
      var result = await report.result(
        at: problem.parameters.start, .infiniteObjective(subject: problem.subjects[0].id), likelihood: nil,
        estimationSeconds: seconds)
      result.algorithm = .bayes
      return result
    }
    var termination = Termination.interrupted
    if !isStopped {
      let worst = posterior.parameters.max { ($0.rHat ?? .infinity) < ($1.rHat ?? .infinity) }
      let rHat = worst?.rHat ?? .infinity
      termination =
        rHat <= rHatLimit
        ? .mixed(rHat: rHat, chains: chains.count) : .notMixed(parameter: worst?.name ?? "", rHat: rHat)
    }
    var result = await report.result(
      at: posterior.means, termination, likelihood: likelihood, estimationSeconds: seconds)
    result.algorithm = .bayes
    result.posterior = posterior
    result.monteCarloErrors = posterior.parameters.map { $0.standardDeviation / ($0.bulkESS ?? 1).squareRoot() }
    if posterior.divergences > 0 { result.warnings.insert(.divergences(posterior.divergences), at: 0) }
    return result
  }
}
