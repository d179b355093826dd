import PKNumerics
import PKSimulation

/// Expectations from Markov chains.
extension SAEMRun {
  /// Moves all chains; the pieces are the same for any number of threads.
  mutating func explore(_ omega: OmegaFactors) async -> ResidualStep.Score {
    // Means that move leave every μ + η, and so all predictions, where they are, up to rounding: which is not let grow.
    let isStale = others.contains(where: \.isStructural) || iteration % Self.refreshing == 1
    let moves = ChainMoves(
      kernels: kernels, scales: scales, seed: settings.seed, iteration: iteration, isStale: isStale)
    let thetas = parameters.thetas + parameters.sigmas
    let priors = problem.subjects.indices.map {
      IndividualPrior(problem.places[$0], count: problem.subjects[$0].effects.count, omega)
    }
    let sampler = ChainSampler(
      problem: problem, observations: observations, likelihood: DataLikelihood(problem.residuals, thetas: thetas),
      thetas: thetas, priors: priors, factors: priors.map { Self.factor(of: $0.covariance) }, moves: moves)
    let step = ResidualStep(problem: problem, layouts: predictor.layouts, parameters: others, thetas: thetas)
    let before = chains
    let predictor = predictor
    let work: @Sendable (Int) -> ([Chain], Acceptance, ResidualStep.Score) = { piece in
      let range = (piece * Self.pieceSize)..<min((piece + 1) * Self.pieceSize, before.count)
      var own = Array(before[range])
      let workspace = predictor.makeWorkspace()
      let acceptance = sampler.move(&own, in: workspace)
      return (own, acceptance, step.score(own, in: workspace))
    }
    var after: [Chain] = []
    var acceptance = Acceptance()
    var score = ResidualStep.Score(others.count)
    let pieces = (before.count + Self.pieceSize - 1) / Self.pieceSize
    func consume(_ result: ([Chain], Acceptance, ResidualStep.Score)) {
      after += result.0
      acceptance.add(result.1)
      score.add(result.2)
    }
    if problem.options.simulation.threads > 1, pieces > 1 {
      // Nothing here throws but a cancellation, after which the chains stay where they are.
      try? await inOrder(pieces, threads: problem.options.simulation.threads, isolation: nil, work: work) {
        consume($0)
      }
    } else {
      for piece in 0..<pieces { consume(work(piece)) }
    }
    if after.count == chains.count { chains = after }
    adapt(acceptance)
    return score
  }

  static func factor(of covariance: Matrix) -> Matrix {
    (try? Cholesky(of: covariance).factor) ?? Matrix(rows: covariance.rows, columns: covariance.columns)
  }

  /// The kernels of this iteration; at the beginning each comes more often, until the chains are where they belong.
  var kernels: [ChainMoves.Kernel] {
    let coordinates = problem.subjects.map(\.effects.count).max() ?? 0
    let proposals = settings.proposals
    var kernels = [ChainMoves.Kernel](repeating: .prior, count: proposals.prior)
    for _ in 0..<proposals.coordinate { kernels += (0..<coordinates).map { .coordinate($0) } }
    if coordinates > 1 { kernels += [ChainMoves.Kernel](repeating: .block, count: proposals.block) }
    return iteration == 1 ? Array(repeating: kernels, count: 10).flatMap(\.self) : kernels
  }

  mutating func adapt(_ acceptance: Acceptance) {
    for (kernel, proposed) in acceptance.proposed where kernel != .prior && proposed > 0 {
      let share = Double(acceptance.accepted[kernel] ?? 0) / Double(proposed)
      let scale = scales[kernel] ?? 1
      scales[kernel] = min(max(scale * (1 + 0.4 * (share - Self.acceptance)), 1e-4), 10)
    }
  }
}
