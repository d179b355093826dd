import PKNumerics

/// How the individual estimates of one random effect are distributed.
public struct EtaDistribution: Hashable, Sendable {
  /// The random effect.
  public let name: String
  /// How many individuals have one.
  public let moments: SampleMoments
  /// The p-value of mean 0 (t-test), and of normality (Shapiro–Wilk); nil where it cannot be tested.
  public let meanTest: Double?, normality: Double?
  /// 100·(1 − SD/ω); nil without a variance.
  public let shrinkage: Double?

  /// The distribution of estimates of a random effect with a given variance; nil with fewer than two.
  public init?(name: String, values: [Double], variance: Double?) {
    guard values.count > 1 else { return nil }
    self.name = name
    let moments = SampleMoments(of: values)
    self.moments = moments
    let t = moments.mean / moments.standardError
    meanTest =
      t.isFinite ? 2 * StudentT.cdf(-t.magnitude, degreesOfFreedom: Double(values.count - 1)) : nil
    normality = ShapiroWilk(values)?.pValue
    shrinkage = variance.flatMap { $0 > 0 ? 100 * (1 - moments.deviation / $0.squareRoot()) : nil }
  }
}
