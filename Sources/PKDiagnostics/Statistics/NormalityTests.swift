import PKNumerics

/// The tests of normalised prediction discrepancies against a standard normal distribution.
///
/// As the package npde makes them (Comets, Brendel and Mentré, Comput. Methods Programs Biomed. 90 (2008) 154): a t-test
/// of the mean, Fisher's test of the variance, the Shapiro–Wilk test of normality, and a global test by Bonferroni.
public struct NormalityTests: Hashable, Sendable {
  /// The test of normality that was made.
  public enum Normality: String, Hashable, Sendable {
    /// For up to 5,000 numbers.
    case shapiroWilk = "Shapiro–Wilk"
    /// For more, against the standard normal distribution.
    case kolmogorovSmirnov = "Kolmogorov–Smirnov"
  }

  /// The moments.
  public let moments: SampleMoments
  /// The p-values of mean 0, of variance 1 and of normality, not adjusted.
  public let mean: Double, variance: Double, normality: Double
  /// Which test of normality was made.
  public let normalityTest: Normality

  /// Tests some numbers; nil with fewer than three, or when all are equal.
  public init?(_ values: [Double]) {
    guard values.count >= 3 else { return nil }
    let moments = SampleMoments(of: values)
    guard moments.variance > 0 else { return nil }
    self.moments = moments
    let degrees = Double(values.count - 1)
    let t = moments.mean / moments.standardError
    mean = 2 * StudentT.cdf(-t.magnitude, degreesOfFreedom: degrees)
    let upper = ChiSquare.upperTail(degrees * moments.variance, degreesOfFreedom: degrees)
    variance = min(2 * min(upper, 1 - upper), 1)
    if let test = ShapiroWilk(values) {
      normality = test.pValue
      normalityTest = .shapiroWilk
    } else {
      normality = KolmogorovSmirnov(values).pValue
      normalityTest = .kolmogorovSmirnov
    }
  }

  /// A p-value times three, at most 1: adjusted for three tests.
  public static func adjusted(_ p: Double) -> Double { min(3 * p, 1) }

  /// The p-value of the three tests together.
  public var global: Double { Self.adjusted(min(mean, variance, normality)) }
}
