import PKNumerics

/// One Markov chain on the random effects of one subject.
struct Chain: Sendable {
  let subject: Int
  let number: Int
  var effects: [Double]
  /// −2 ln p(y | η), and the predictions that it was computed from.
  var value = Double.infinity
  var predictions: [Double] = []
}

/// How the chains move: what all of them share in one iteration.
struct ChainMoves: Sendable {
  /// A kind of proposal.
  enum Kernel: Hashable, Codable, Sendable {
    /// Independent draws from the prior.
    case prior
    /// A step of one random effect, by its place among the subject's.
    case coordinate(Int)
    /// A step of all random effects along Ω.
    case block
  }

  /// The kernels of an iteration, in order.
  var kernels: [Kernel]
  /// The length of the steps of each kernel, in prior standard deviations.
  var scales: [Kernel: Double]
  let seed: UInt64
  let iteration: Int
  /// Whether the chains' predictions are no longer those of the parameters, and must be computed anew.
  var isStale = true
}

/// How often proposals were accepted, by kernel.
struct Acceptance: Sendable {
  var accepted: [ChainMoves.Kernel: Int] = [:]
  var proposed: [ChainMoves.Kernel: Int] = [:]

  mutating func add(_ other: Acceptance) {
    accepted.merge(other.accepted, uniquingKeysWith: +)
    proposed.merge(other.proposed, uniquingKeysWith: +)
  }
}

/// Moves some chains by Metropolis and Hastings, all of them solved at once.
///
/// Every random number is a function of the seed, the subject, the chain's number and the iteration.
struct ChainSampler {
  let problem: FitProblem
  let observations: [DataLikelihood.Observations]
  let likelihood: DataLikelihood
  let thetas: [Double]
  let priors: [IndividualPrior]
  /// The Cholesky factor of the covariance of each subject's random effects.
  let factors: [Matrix]
  let moves: ChainMoves

  /// Moves the chains through all kernels.
  func move(_ chains: inout [Chain], in workspace: JobPredictor.Workspace) -> Acceptance {
    var acceptance = Acceptance()
    var streams = chains.map { Deviates($0, moves) }
    refresh(&chains, workspace)
    for kernel in moves.kernels {
      var movers: [Int] = []
      var requests: [JobPredictor.Request] = []
      for index in chains.indices {
        guard let proposal = propose(kernel, chains[index], &streams[index]) else { continue }
        movers.append(index)
        requests.append(JobPredictor.Request(subject: chains[index].subject, effects: proposal))
      }
      guard !movers.isEmpty else { continue }
      workspace.solve(requests, thetas: thetas)
      acceptance.proposed[kernel, default: 0] += movers.count
      var accepted = 0
      let (values, starts) = (workspace.values, workspace.starts)
      for (slot, index) in movers.enumerated() {
        let subject = chains[index].subject
        let value = likelihood.value(observations[subject], problem.terms[subject], values, starts[slot])
        var excess = value - chains[index].value
        if kernel != .prior {
          let precision = priors[subject].precision
          excess += quadratic(precision, requests[slot].effects) - quadratic(precision, chains[index].effects)
        }
        let draw = LaneMath.log(streams[index].uniform())
        guard excess.isFinite || value < .infinity, draw < -excess / 2 else { continue }
        accepted += 1
        chains[index].effects = requests[slot].effects
        chains[index].value = value
        chains[index].predictions.replaceSubrange(
          chains[index].predictions.indices, with: values[workspace.range(of: slot)])
      }
      acceptance.accepted[kernel, default: 0] += accepted
    }
    return acceptance
  }

  /// Computes the likelihood of the chains where they are, at parameters that have changed since; predictions too when
  /// those have changed with them.
  private func refresh(_ chains: inout [Chain], _ workspace: JobPredictor.Workspace) {
    if moves.isStale {
      workspace.solve(
        chains.map { JobPredictor.Request(subject: $0.subject, effects: $0.effects) }, thetas: thetas)
      for index in chains.indices { chains[index].predictions = Array(workspace.values[workspace.range(of: index)]) }
    }
    for index in chains.indices {
      let subject = chains[index].subject
      chains[index].value = likelihood.value(
        observations[subject], problem.terms[subject], chains[index].predictions, 0)
    }
  }

  /// η'Ω⁻¹η.
  private func quadratic(_ precision: Matrix, _ effects: [Double]) -> Double {
    var sum = 0.0
    for i in effects.indices { for k in effects.indices { sum += effects[i] * precision[i, k] * effects[k] } }
    return sum
  }

  private func propose(_ kernel: ChainMoves.Kernel, _ chain: Chain, _ deviates: inout Deviates) -> [Double]? {
    let factor = factors[chain.subject]
    let scale = moves.scales[kernel] ?? 1
    switch kernel {
    case .coordinate(let k):
      guard k < chain.effects.count else { return nil }
      var proposal = chain.effects
      proposal[k] += scale * priors[chain.subject].covariance[k, k].squareRoot() * deviates.normal()
      return proposal
    case .prior, .block:
      guard !chain.effects.isEmpty else { return nil }
      var proposal = kernel == .prior ? chain.effects.map { _ in 0 } : chain.effects
      for k in proposal.indices {
        let z = scale * deviates.normal()
        for i in k..<proposal.count { proposal[i] += factor[i, k] * z }
      }
      return proposal
    }
  }
}

/// The random numbers of one chain in one iteration, one after another.
private struct Deviates {
  private let stream: RandomStream
  private var next = 0

  init(_ chain: Chain, _ moves: ChainMoves) {
    stream = RandomStream(
      seed: moves.seed, stream: 0x5341_454D,
      subject: UInt64(truncatingIfNeeded: chain.subject) << 20 | UInt64(truncatingIfNeeded: chain.number),
      replicate: UInt32(truncatingIfNeeded: moves.iteration))
  }

  mutating func normal() -> Double {
    next += 1
    return stream.normal(next - 1)
  }

  mutating func uniform() -> Double {
    next += 1
    return stream.uniform(next - 1)
  }
}
