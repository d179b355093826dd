import PKNumerics

/// Whether the individual estimates of a random effect go with a covariate.
public struct EtaCovariateRelation: Hashable, Sendable {
  /// How it was tested.
  public enum Test: Hashable, Sendable {
    /// A number: Pearson's correlation, tested by t, and the slope of the least-squares line.
    case correlation(r: Double, slope: Double, intercept: Double)
    /// A category: the Kruskal–Wallis test, and the mean of each category.
    case groups(names: [String], means: [Double])
  }

  /// The random effect, and the covariate.
  public let eta: String, covariate: String
  /// How it was tested, and what was found.
  public let test: Test
  /// The p-value, not adjusted for the number of pairs that are looked at.
  public let pValue: Double
  /// How many individuals have both.
  public let count: Int

  /// The relation to a number; nil with fewer than three individuals, or when all have the same value.
  public init?(eta: String, covariate: String, etas: [Double], numbers: [Double]) {
    let pairs = zip(etas, numbers).filter { $0.0.isFinite && $0.1.isFinite }
    guard pairs.count > 2 else { return nil }
    let (y, x) = (SampleMoments(of: pairs.map(\.0)), SampleMoments(of: pairs.map(\.1)))
    guard y.variance > 0, x.variance > 0 else { return nil }
    let products = pairs.reduce(0) { $0 + ($1.0 - y.mean) * ($1.1 - x.mean) } / Double(pairs.count - 1)
    let r = min(max(products / (y.deviation * x.deviation), -1), 1)
    let slope = products / x.variance
    let degrees = Double(pairs.count - 2)
    let t = r * (degrees / max(1 - r * r, .leastNormalMagnitude)).squareRoot()
    self.eta = eta
    self.covariate = covariate
    test = .correlation(r: r, slope: slope, intercept: y.mean - slope * x.mean)
    pValue = 2 * StudentT.cdf(-t.magnitude, degreesOfFreedom: degrees)
    count = pairs.count
  }

  /// The relation to a category; nil with fewer than two categories.
  public init?(eta: String, covariate: String, etas: [Double], categories: [String?]) {
    var names: [String] = []
    for name in categories.compactMap(\.self) where !names.contains(name) { names.append(name) }
    names.sort()
    let groups = names.map { name in
      zip(etas, categories).filter { $0.1 == name && $0.0.isFinite }.map(\.0)
    }
    guard let ranks = RankSum(groups) else { return nil }
    self.eta = eta
    self.covariate = covariate
    test = .groups(names: names, means: groups.map { $0.reduce(0, +) / Double(max($0.count, 1)) })
    pValue = ranks.pValue
    count = groups.reduce(0) { $0 + $1.count }
  }
}
