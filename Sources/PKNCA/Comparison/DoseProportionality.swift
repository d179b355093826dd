import PKNumerics

/// How a parameter grows with the dose: the power model, parameter = a dose^b.
///
/// Proportional means b = 1. Smith et al. (Pharm. Res. 17:1278, 2000) call it proved over doses that differ by
/// the factor r when the interval of b lies within 1 + ln θ/ln r for both limits θ of the ratio.
public struct DoseProportionality: Hashable, Sendable {
  /// b.
  public let exponent: Double
  /// The interval of b.
  public let exponentInterval: ClosedRange<Double>
  /// a, the parameter at a dose of 1.
  public let coefficient: Double
  /// The standard error of b.
  public let standardError: Double
  /// The degrees of freedom, n − 2.
  public let degreesOfFreedom: Double
  /// The highest dose over the lowest.
  public let doseRatio: Double
  /// How the dose-normalised parameter changes from the lowest dose to the highest: r^(b − 1), and its interval.
  public let normalizedRatio: Double
  /// The interval of that ratio.
  public let normalizedRatioInterval: ClosedRange<Double>

  /// Fits the model by least squares on the logarithms.
  ///
  /// - Parameters:
  ///   - doses: Positive doses, at least two of them different.
  ///   - values: The parameter at each, positive.
  ///   - confidence: Of the intervals.
  /// - Throws: `ComparisonError`.
  public init(doses: [Double], values: [Double], confidence: Double = 0.9) throws(ComparisonError) {
    let (x, y) = (try logarithms(doses), try logarithms(values))
    guard x.count == y.count, x.count > 2 else { throw .tooFewValues(needed: 3, found: min(x.count, y.count)) }
    try check(confidence: confidence)
    guard let line = StraightLine(x, y), let low = x.min(), let high = x.max() else { throw .oneDose }
    exponent = line.slope
    coefficient = LaneMath.exp(line.intercept)
    exponentInterval = line.slopeInterval(confidence: confidence)
    standardError = line.slopeError
    degreesOfFreedom = line.degreesOfFreedom
    let logRatio = high - low
    doseRatio = LaneMath.exp(logRatio)
    normalizedRatio = LaneMath.exp(logRatio * (exponent - 1))
    normalizedRatioInterval =
      LaneMath.exp(
        logRatio * (exponentInterval.lowerBound - 1))...LaneMath.exp(
        logRatio * (exponentInterval.upperBound - 1))
  }

  /// Whether the interval of the normalised ratio lies within limits.
  public func isProportional(within limits: ClosedRange<Double> = 0.8...1.25) -> Bool {
    limits.lowerBound <= normalizedRatioInterval.lowerBound && normalizedRatioInterval.upperBound <= limits.upperBound
  }
}
