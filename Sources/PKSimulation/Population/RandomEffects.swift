import PKLanguage
import PKNumerics

/// Draws the random effects of subjects from their variances and covariances.
struct RandomEffects: Sendable {
  /// What a random stream is for; never renumber, or seeds change their meaning.
  enum Purpose: UInt32 { case subject = 1, occasion = 2, covariate = 3, residual = 4, event = 5 }

  private struct Block {
    let etas: [Int]
    let factor: Cholesky?
    let isPerOccasion: Bool
  }
  private let blocks: [Block]
  private let count: Int
  private let eventCount: Int
  private let seed: UInt64
  /// The covariates whose values number the occasions.
  let occasionCovariates: Set<Int>

  init(of model: CheckedModel, seed: UInt64) {
    var levels: [Int: Int] = [:]
    for effect in model.individuals.flatMap(\.effects) {
      if case .occasion(let covariate) = effect.level { levels[effect.eta] = covariate }
    }
    occasionCovariates = Set(levels.values)
    count = model.etaNames.count
    eventCount = model.events.count
    self.seed = seed
    blocks = model.omega.map { block in
      let isPerOccasion = block.etas.contains { levels[$0] != nil }
      return Block(etas: block.etas, factor: Self.factor(of: block), isPerOccasion: isPerOccasion)
    }
  }

  /// The random effects of a subject on an occasion, counted from 1.
  func draw(subject: Int, occasion: Int) -> [Double] {
    var etas = [Double](repeating: 0, count: count)
    for block in blocks {
      let purpose: Purpose = block.isPerOccasion ? .occasion : .subject
      let stream = RandomStream(
        seed: seed, stream: purpose.rawValue, subject: UInt64(subject),
        replicate: block.isPerOccasion ? UInt32(clamping: occasion) : 0)
      if block.etas.count == 1 {
        if let factor = block.factor { etas[block.etas[0]] = 0 + factor.factor[0, 0] * stream.normal(block.etas[0]) }
        continue
      }
      let deviates = block.etas.map { stream.normal($0) }
      guard let correlated = try? block.factor?.correlated(deviates) else { continue }
      for (eta, value) in zip(block.etas, correlated) { etas[eta] = value }
    }
    return etas
  }

  /// The cumulative hazards at which events happen to a subject: −ln U, so that the probability of none so far is
  /// exp(−cumulative hazard).
  func thresholds(subject: Int) -> [Double] {
    let stream = RandomStream(seed: seed, stream: Purpose.event.rawValue, subject: UInt64(subject))
    return (0..<eventCount).map { -LaneMath.log(stream.uniform($0)) }
  }

  /// The Cholesky factor of a block; nil for a single variance of 0, which means no variability.
  private static func factor(of block: OmegaBlock) -> Cholesky? {
    // The checker has proved larger blocks positive definite.
    try? Cholesky(of: SymmetricMatrix(order: block.etas.count, lowerTriangle: block.lowerTriangle))
  }
}
