extension BOIN {
  /// Which level is the MTD, and the rates that say so.
  public struct Selection: Hashable, Sendable {
    /// The level; nil when the lowest is eliminated or nobody was treated at a level that is not.
    public var level: Int?
    /// The isotonic estimates of the rates; NaN where nobody was treated.
    public var rates: [Double]
  }

  /// Selects the MTD: the level whose isotonic estimate is nearest to the target.
  ///
  /// Estimates (x + 0.05)/(n + 0.1) with the inverse of their variances as weights are made isotonic by pooling
  /// adjacent violators; ties go to the higher level below the target and the lower above (10⁻¹⁰ for each level).
  /// Yan et al. 2020, section 2.3.
  public func selectMTD(_ tallies: [LevelTally]) -> Selection {
    let treated = tallies.indices.filter { tallies[$0].treated > 0 }
    let pooled = Self.isotonic(treated.map { tallies[$0] })
    var rates = [Double](repeating: .nan, count: tallies.count)
    for (level, rate) in zip(treated, pooled) { rates[level] = rate }
    var ceiling = ceiling(tallies)
    if settings.extraSafeOffset != nil, let lowest = tallies.first, lowest.treated >= 3,
      let least = row(lowest.treated).stop, lowest.dlts >= least
    {
      ceiling = 0
    }
    let admissible = treated.filter { $0 < ceiling }
    guard ceiling > 0, !admissible.isEmpty else { return Selection(level: nil, rates: rates) }
    let own = Self.isotonic(admissible.map { tallies[$0] })
    var best: (level: Int, distance: Double)?
    for (index, (level, rate)) in zip(admissible, own).enumerated() {
      let rate = rate + Double(index + 1) * 1e-10
      if settings.boundsMTD, rate > boundaries.deescalation { continue }
      let distance = (rate - settings.target).magnitude
      if distance < best?.distance ?? .infinity { best = (level, distance) }
    }
    return Selection(level: best?.level, rates: rates)
  }

  /// The rates made isotonic by pooling adjacent violators.
  static func isotonic(_ tallies: [LevelTally]) -> [Double] {
    var blocks: [(mean: Double, weight: Double, count: Int)] = []
    for tally in tallies {
      let (n, x) = (Double(tally.treated), Double(tally.dlts))
      let variance = (x + 0.05) * (n - x + 0.05) / ((n + 0.1) * (n + 0.1) * (n + 1.1))
      blocks.append(((x + 0.05) / (n + 0.1), 1 / variance, 1))
      while blocks.count > 1, blocks[blocks.count - 2].mean >= blocks[blocks.count - 1].mean {
        let (b, a) = (blocks.removeLast(), blocks.removeLast())
        let weight = a.weight + b.weight
        blocks.append(((a.mean * a.weight + b.mean * b.weight) / weight, weight, a.count + b.count))
      }
    }
    return blocks.flatMap { Array(repeating: $0.mean, count: $0.count) }
  }
}
