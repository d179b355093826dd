import PKLanguage
import PKNumerics
import PKSimulation
import Synchronization

/// Draws from the posterior distribution of all parameters by the No-U-Turn sampler.
///
/// Several chains start near the starting values. The estimates of the result are the posterior means; its posterior
/// tells standard deviations, quantiles and whether the chains agree.
public struct BayesianPosterior: ResumableEstimator {
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
  /// Where a fit begins, and what is done with the states that it passes.
  public var checkpoints = FitCheckpoints()

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
    let states = ChainStates(checkpoints, try begun(density.dimension))
    let draws = DrawCounter(progress, from: states.draws)
    let work: @Sendable (Int) -> MarkovChain? = { number in
      let state = states[number]
      guard let start = state?.position ?? Self.start(of: number, density, seed: sampler.seed) else { return nil }
      return sampler.sample(
        chain: number, from: start, after: state,
        progress: { draw, place in
          let parameters = problem.parameters.parameters(at: Array(place.position.prefix(problem.parameters.count)))
          return draws.report(
            FitIteration(
              phase: draw > sampler.warmUp ? .sampling : .warmUp, number: 0, objective: -2 * place.logDensity,
              gradient: .nan, parameter: "", parameters: parameters, evaluations: 0,
              seconds: (clock.now - began) / .seconds(1)))
        }, keep: { states.keep(number, $0) }, { density($0) })
    }
    try? await inOrder(
      max(chains, 1), threads: problem.options.simulation.threads, isolation: nil, work: work
    ) { found.append($0) }
    return try await result(
      found.map { ($0?.logDensities.isEmpty ?? true) ? nil : $0 }, problem, seconds: (clock.now - began) / .seconds(1),
      isStopped: draws.isStopped)
  }

  /// The state of each chain to go on from.
  private func begun(_ dimension: Int) throws(FitProblemError) -> [NoUTurnSampler.State?] {
    guard let state = checkpoints.state else { return Array(repeating: nil, count: max(chains, 1)) }
    guard case .chains(let begun) = state, begun.count == max(chains, 1),
      begun.allSatisfy({ $0.map { $0.position.count == dimension } ?? true })
    else { throw .foreignState }
    return begun
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

  private func result(
    _ found: [MarkovChain?], _ problem: FitProblem, seconds: Double, isStopped: Bool
  ) async throws(FitProblemError) -> FitResult {
    let chains = found.compactMap(\.self)
    let report = EstimateReport(problem: problem, predictor: try JobPredictor(problem), covariance: nil)
    guard let posterior = PosteriorSummary(chains, problem) else {
      let failure = isStopped ? .interrupted : Termination.infiniteObjective(subject: problem.subjects[0].id)
      var result = await report.result(
        at: problem.parameters.start, failure, likelihood: nil, estimationSeconds: seconds)
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
    result.uncertainty = Uncertainty(
      natural: posterior.covariance, .posterior, problem.parameters, at: posterior.means, [])
    result.monteCarloErrors = posterior.parameters.map { $0.standardDeviation / ($0.bulkESS ?? 1).squareRoot() }
    if posterior.divergences > 0 { result.warnings.insert(.divergences(posterior.divergences), at: 0) }
    return result
  }
}

/// Counts the draws of all chains, whichever comes first, for the caller to see; no result depends on that.
private final class DrawCounter: Sendable {
  private let progress: @Sendable (FitIteration) -> Bool
  private let state: Mutex<(draws: Int, isStopped: Bool)>

  /// Counts on from the draws of an earlier run.
  init(_ progress: @escaping @Sendable (FitIteration) -> Bool, from draws: Int) {
    self.progress = progress
    state = Mutex((draws: draws, isStopped: false))
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// Reports a draw; false when the caller wants no more.
  func report(_ iteration: FitIteration) -> Bool {
    var iteration = iteration
    let goesOn = state.withLock { state in
      state.draws += 1
      iteration.number = state.draws
      return !state.isStopped
    }
    guard goesOn else { return false }
    let isWanted = progress(iteration) && !Task.isCancelled
    if !isWanted { state.withLock { $0.isStopped = true } }
    return isWanted
  }
}

/// The states of all chains, each as it was at one of its last draws.
private final class ChainStates: Sendable {
  /// Every how many draws a chain's state is taken: it is copied.
  private static let interval = 10

  private let checkpoints: FitCheckpoints
  private let begun: [NoUTurnSampler.State?]
  private let states: Mutex<(last: [NoUTurnSampler.State?], draws: [Int])>

  init(_ checkpoints: FitCheckpoints, _ begun: [NoUTurnSampler.State?]) {
    self.checkpoints = checkpoints
    self.begun = begun
    states = Mutex((begun, begun.map { $0?.draws ?? 0 }))
  }

  /// The state that a chain begins with.
  subscript(chain: Int) -> NoUTurnSampler.State? { begun[chain] }

  /// How many draws there were before.
  var draws: Int { begun.reduce(0) { $0 + ($1?.draws ?? 0) } }

  /// Takes the state of a chain from time to time.
  func keep(_ chain: Int, _ state: () -> NoUTurnSampler.State) {
    states.withLock { states in
      states.draws[chain] += 1
      guard states.draws[chain] % Self.interval == 0 else { return }
      states.last[chain] = state()
      let last = states.last
      checkpoints.keep { .chains(last) }
    }
  }
}
