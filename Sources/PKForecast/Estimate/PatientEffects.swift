import PKEstimation
import PKLanguage
import PKNumerics

/// Random effects of one patient as a simulation takes them: for each occasion of the records those of the patient, and
/// those of the occasion.
///
/// An effect of an occasion that has no level yet is drawn from its variance, or 0 for the most probable patient.
struct PatientEffects: Sendable {
  private enum Source: Sendable {
    /// One of the estimate's effects.
    case estimated(Int)
    /// Row of a block's factor, for an effect of an occasion that nothing is known of.
    case new(block: Int, row: Int)
    /// No variability.
    case none
  }

  private let model: CheckedModel
  private let names: [String: Int]
  private let perOccasion: Set<Int>
  private let factors: [Cholesky?]
  private let omega: [OmegaBlock]
  private let seed: UInt64

  init(_ estimate: SubjectEstimate, model: CheckedModel, seed: UInt64) {
    self.model = model
    self.seed = seed
    names = Dictionary(
      estimate.fit.effectNames.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    omega = model.omega
    factors = model.omega.map { block in
      try? Cholesky(of: SymmetricMatrix(order: block.etas.count, lowerTriangle: block.lowerTriangle))
    }
    perOccasion = Set(
      model.individuals.flatMap(\.effects).compactMap { effect in
        if case .occasion = effect.level { effect.eta } else { nil }
      })
  }

  /// Where the random effects of each occasion are from.
  private func sources(occasion: Int) -> [Source] {
    model.etaNames.enumerated().map { eta, name in
      if let known = names[perOccasion.contains(eta) ? "\(name) [\(occasion)]" : name] { return .estimated(known) }
      guard perOccasion.contains(eta), let block = omega.firstIndex(where: { $0.etas.contains(eta) }),
        let row = omega[block].etas.firstIndex(of: eta), factors[block] != nil
      else { return .none }
      return .new(block: block, row: row)
    }
  }

  /// The random effects of jobs, one for each draw.
  ///
  /// - Parameters:
  ///   - draws: values of the estimate's effects.
  ///   - occasions: the occasions of the records, in the order of a prepared data set.
  ///   - drawsNew: whether effects of new occasions are drawn; they are 0 otherwise.
  /// - Returns: for each draw the random effects of all occasions, one after another.
  func etas(_ draws: [[Double]], occasions: [Int], drawsNew: Bool) -> [[Double]] {
    let all = occasions.map { (occasion: $0, sources: sources(occasion: $0)) }
    return draws.enumerated().map { number, draw in
      all.flatMap { occasion, sources in
        let fresh = drawsNew ? new(sources, draw: number, occasion: occasion) : [:]
        return sources.map { value(of: $0, draw, fresh) }
      }
    }
  }

  private func value(of source: Source, _ draw: [Double], _ fresh: [Int: [Double]]) -> Double {
    switch source {
    case .estimated(let index): draw[index]
    case .new(let block, let row): fresh[block]?[row] ?? 0
    case .none: 0
    }
  }

  private func new(_ sources: [Source], draw: Int, occasion: Int) -> [Int: [Double]] {
    var fresh: [Int: [Double]] = [:]
    for case .new(let block, _) in sources where fresh[block] == nil {
      let stream = RandomStream(
        seed: seed, stream: 0x4F43_4341, subject: UInt64(draw), replicate: UInt32(truncatingIfNeeded: occasion))
      let deviates = omega[block].etas.map { stream.normal($0) }
      fresh[block] = try? factors[block]?.correlated(deviates)
    }
    return fresh
  }
}
