/// Moments of a sample.
public struct SampleMoments: Hashable, Sendable {
  /// How many numbers there are.
  public let count: Int
  /// The mean.
  public let mean: Double
  /// The variance, with n − 1.
  public let variance: Double
  /// Third and fourth moments about the mean over powers of the standard deviation with n; the kurtosis is that in
  /// excess of a normal distribution's.
  public let skewness: Double, kurtosis: Double

  /// The moments of some numbers.
  public init(of values: [Double]) {
    count = values.count
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    self.mean = mean
    var (second, third, fourth) = (0.0, 0.0, 0.0)
    for value in values {
      let difference = value - mean
      let square = difference * difference
      second += square
      third += square * difference
      fourth += square * square
    }
    variance = second / (n - 1)
    let spread = second / n
    skewness = third / n / (spread * spread.squareRoot())
    kurtosis = fourth / n / (spread * spread) - 3
  }

  /// The standard deviation, with n − 1.
  public var deviation: Double { variance.squareRoot() }
  /// The standard error of the mean.
  public var standardError: Double { (variance / Double(count)).squareRoot() }
  /// The standard error of the variance of a normal sample.
  public var varianceError: Double { variance * (2 / Double(count - 1)).squareRoot() }
}
