/// Whether chains agree, and how many independent draws theirs are worth.
///
/// A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P.-C. Bürkner, Bayesian Analysis 16 (2021) 667. Every chain is
/// split into halves, so that a drift shows too; chains are cut to the shortest.
public enum ChainDiagnostics {
  /// Rank-normalised split R̂, the larger of that of the draws and of their distances from the median.
  ///
  /// Above 1.01 the chains have not mixed. Nil for fewer than four draws a chain or draws that are all equal.
  public static func rHat(_ chains: [[Double]]) -> Double? {
    guard let halves = split(chains) else { return nil }
    let median = quantile(halves.flatMap(\.self), 0.5)
    let folded = halves.map { $0.map { ($0 - median).magnitude } }
    guard let bulk = potentialScale(rankNormalised(halves)), let tail = potentialScale(rankNormalised(folded))
    else { return nil }
    return max(bulk, tail)
  }

  /// The effective number of draws for the centre of the distribution.
  public static func bulkESS(_ chains: [[Double]]) -> Double? {
    split(chains).flatMap { effectiveSize(rankNormalised($0)) }
  }

  /// The effective number of draws for the mean.
  public static func meanESS(_ chains: [[Double]]) -> Double? { split(chains).flatMap { effectiveSize($0) } }

  /// The effective number of draws for the tails: the smaller of those for the 5 % and the 95 % quantile.
  public static func tailESS(_ chains: [[Double]]) -> Double? {
    guard let halves = split(chains) else { return nil }
    let all = chains.flatMap { $0.prefix(chains.map(\.count).min() ?? 0) }
    let sizes = [0.05, 0.95].compactMap { share -> Double? in
      let limit = quantile(all, share)
      return effectiveSize(halves.map { $0.map { $0 <= limit ? 1 : 0 } })
    }
    return sizes.count == 2 ? sizes.min() : nil
  }

  private static func split(_ chains: [[Double]]) -> [[Double]]? {
    let length = chains.map(\.count).min() ?? 0
    guard length >= 4, chains.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
    let half = length / 2
    return chains.flatMap { [Array($0[0..<half]), Array($0[(length - half)..<length])] }
  }

  /// Each draw replaced by the normal quantile of its rank among all: equation 14 of the paper.
  private static func rankNormalised(_ chains: [[Double]]) -> [[Double]] {
    let all = chains.flatMap(\.self)
    let order = all.indices.sorted { all[$0] < all[$1] }
    var scores = [Double](repeating: 0, count: all.count)
    var begin = 0
    while begin < order.count {
      var end = begin + 1
      while end < order.count, all[order[end]] == all[order[begin]] { end += 1 }
      let rank = Double(begin + end + 1) / 2
      let score = Normal.quantile((rank - 0.375) / (Double(all.count) + 0.25))
      for index in begin..<end { scores[order[index]] = score }
      begin = end
    }
    let length = chains[0].count
    return chains.indices.map { Array(scores[($0 * length)..<(($0 + 1) * length)]) }
  }

  /// √(variance of all over variance within): equation 4.
  private static func potentialScale(_ chains: [[Double]]) -> Double? {
    let moments = Moments(chains)
    guard moments.within > 0 else { return nil }
    return (moments.pooled / moments.within).squareRoot()
  }

  /// Draws over the integrated autocorrelation, cut where paired sums stop being positive and made monotone.
  ///
  /// C. J. Geyer, Statist. Sci. 7 (1992) 473.
  private static func effectiveSize(_ chains: [[Double]]) -> Double? {
    let moments = Moments(chains)
    let length = chains[0].count
    guard moments.pooled > 0, moments.within > 0 else { return nil }
    func correlation(_ lag: Int) -> Double {
      let sum = chains.indices.reduce(0) { $0 + autocovariance(chains[$1], moments.means[$1], lag) }
      return 1 - (moments.within - sum / Double(chains.count)) / moments.pooled
    }
    var pairs: [Double] = []
    var pair = (even: 1.0, odd: correlation(1))
    var lag = 1
    while lag < length - 3, pair.even + pair.odd > 0 {
      pairs.append(min(pair.even + pair.odd, pairs.last ?? .infinity))
      pair = (correlation(lag + 1), correlation(lag + 2))
      lag += 2
    }
    let draws = Double(chains.count * length)
    let time = 2 * pairs.reduce(0, +) - 1 + max(pair.even, 0)
    // No more than log₁₀ of the draws times as many as there are, however negative the correlations.
    return draws / max(time, LaneMath.log(10) / LaneMath.log(draws))
  }

  private static func autocovariance(_ draws: [Double], _ mean: Double, _ lag: Int) -> Double {
    var sum = 0.0
    for index in 0..<(draws.count - lag) { sum += (draws[index] - mean) * (draws[index + lag] - mean) }
    return sum / Double(draws.count)
  }

  /// The quantile of sorted draws by linear interpolation between them (type 7).
  private static func quantile(_ draws: [Double], _ share: Double) -> Double {
    let sorted = draws.sorted()
    let position = share * Double(sorted.count - 1)
    let index = min(Int(position), sorted.count - 2)
    return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
  }

  /// Means and variances within and between chains.
  private struct Moments {
    var means: [Double]
    var within: Double
    var pooled: Double

    init(_ chains: [[Double]]) {
      let length = Double(chains[0].count)
      let count = Double(chains.count)
      let means = chains.map { $0.reduce(0, +) / length }
      let variances = zip(chains, means).map { chain, mean in
        chain.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (length - 1)
      }
      within = variances.reduce(0, +) / count
      let grand = means.reduce(0, +) / count
      let between = means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / max(count - 1, 1)
      pooled = within * (length - 1) / length + between
      self.means = means
    }
  }
}
