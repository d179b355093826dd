import PKNumerics

/// The ratio of two geometric means, test over reference, with its interval.
public struct GeometricMeanRatio: Hashable, Sendable {
  /// Test over reference.
  public let ratio: Double
  /// Its interval, by t on the logarithms.
  public let interval: ClosedRange<Double>
  /// The confidence of the interval.
  public let confidence: Double
  /// The standard error of the logarithm of the ratio.
  public let standardError: Double
  /// The degrees of freedom.
  public let degreesOfFreedom: Double
  /// The coefficient of variation that the residual variance s² of the logarithms stands for, √(exp s² − 1).
  ///
  /// It is that within subjects for paired and crossover data, and nil where groups have variances of their own.
  public let residualCV: Double?

  init(
    log difference: Double, standardError: Double, degreesOfFreedom: Double, confidence: Double,
    residualVariance: Double?
  ) throws(ComparisonError) {
    let half = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: degreesOfFreedom) * standardError
    ratio = LaneMath.exp(difference)
    let (low, high) = (LaneMath.exp(difference - half), LaneMath.exp(difference + half))
    guard ratio.isFinite, low <= high else { throw .notSolvable }
    interval = low...high
    self.confidence = confidence
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    residualCV = residualVariance.map { (LaneMath.exp($0) - 1).squareRoot() }
  }

  /// Whether the interval lies within limits, by default those of bioequivalence.
  public func isWithin(_ limits: ClosedRange<Double> = 0.8...1.25) -> Bool {
    limits.lowerBound <= interval.lowerBound && interval.upperBound <= limits.upperBound
  }
}

extension GeometricMeanRatio {
  /// From the same subjects under both treatments: the i-th values belong together.
  ///
  /// - Throws: `ComparisonError`.
  public static func paired(
    test: [Double], reference: [Double], confidence: Double = 0.9
  ) throws(ComparisonError) -> GeometricMeanRatio {
    guard test.count == reference.count else { throw .unequalNumbers(test.count, reference.count) }
    guard test.count > 1 else { throw .tooFewValues(needed: 2, found: test.count) }
    try check(confidence: confidence)
    let differences = zip(try logarithms(test), try logarithms(reference)).map { $0 - $1 }
    let (mean, variance) = moments(differences)
    return try GeometricMeanRatio(
      log: mean, standardError: (variance / Double(test.count)).squareRoot(), degreesOfFreedom: Double(test.count - 1),
      confidence: confidence, residualVariance: variance / 2)
  }

  /// How the variances of two groups are treated.
  public enum Variances: String, CaseIterable, Hashable, Sendable {
    /// As equal: one pooled variance.
    case pooled
    /// As different: Welch's degrees of freedom.
    case separate
  }

  /// From different subjects.
  ///
  /// - Throws: `ComparisonError`.
  public static func parallel(
    test: [Double], reference: [Double], variances: Variances = .pooled, confidence: Double = 0.9
  ) throws(ComparisonError) -> GeometricMeanRatio {
    let fewest = min(test.count, reference.count)
    guard fewest > 1 else { throw .tooFewValues(needed: 2, found: fewest) }
    try check(confidence: confidence)
    let (n1, n2) = (Double(test.count), Double(reference.count))
    let (m1, v1) = moments(try logarithms(test))
    let (m2, v2) = moments(try logarithms(reference))
    if variances == .separate {
      let (a, b) = (v1 / n1, v2 / n2)
      let freedom = (a + b) * (a + b) / (a * a / (n1 - 1) + b * b / (n2 - 1))
      return try GeometricMeanRatio(
        log: m1 - m2, standardError: (a + b).squareRoot(), degreesOfFreedom: freedom.isNaN ? n1 + n2 - 2 : freedom,
        confidence: confidence, residualVariance: nil)
    }
    let pooled = ((n1 - 1) * v1 + (n2 - 1) * v2) / (n1 + n2 - 2)
    return try GeometricMeanRatio(
      log: m1 - m2, standardError: (pooled * (1 / n1 + 1 / n2)).squareRoot(), degreesOfFreedom: n1 + n2 - 2,
      confidence: confidence, residualVariance: pooled)
  }

  private static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
  }
}
