import PKLanguage
import PKNumerics

/// Draws the random effects of subjects from their variances and covariances.
struct RandomEffects: Sendable {
  /// What a random stream is for; never renumber, or seeds change their meaning.
  enum Purpose: UInt32 { case subject = 1, occasion = 2, covariate = 3, residual = 4 }

  private struct Block {
    let etas: [Int]
    /// The lower Cholesky factor by rows.
    let factor: [[Double]]
    let isPerOccasion: Bool
  }
  private let blocks: [Block]
  private let count: Int
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
      let deviates = block.etas.map { stream.normal($0) }
      for (row, eta) in block.etas.enumerated() {
        etas[eta] = zip(block.factor[row], deviates).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return etas
  }

  /// The Cholesky factor of a block; a single variance of 0 means no variability.
  private static func factor(of block: OmegaBlock) -> [[Double]] {
    let order = block.etas.count
    var rows: [[Double]] = []
    var start = 0
    for row in 0..<order {
      rows.append(Array(block.lowerTriangle[start...(start + row)]))
      start += row + 1
    }
    if order == 1 { return [[max(0, rows[0][0]).squareRoot()]] }
    var lower = Matrix(rows: order, columns: order)
    for (i, row) in rows.enumerated() {
      for (j, value) in row.enumerated() {
        lower[i, j] = value
        lower[j, i] = value
      }
    }
    // The checker has proved the block positive definite.
    guard let factor = try? Cholesky(of: lower).factor else { return rows.map { $0.map { _ in 0 } } }
    return (0..<order).map { i in (0...i).map { factor[i, $0] } }
  }
}
