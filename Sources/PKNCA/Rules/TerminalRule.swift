/// How the points of the terminal phase are chosen and weighted, and when the result is doubted.
public struct TerminalRule: Hashable, Sendable {
  /// Which points.
  public enum Selection: Hashable, Sendable {
    /// The last points, as many as give the highest adjusted R²; of those within `tolerance` of it, the most.
    case bestFit(tolerance: Double)
    /// The last points, this many.
    case lastPoints(Int)
    /// All points from one time to another, both included, after the dose.
    case range(ClosedRange<Double>)
    /// The points at these times after the dose.
    case times([Double])
  }

  /// Whether the point of the maximum may be one of those of a best fit.
  public enum MaximumUse: String, CaseIterable, Hashable, Sendable {
    /// After a bolus only, as in WinNonlin.
    case afterBolus = "after-bolus"
    /// Always.
    case always
    /// Never.
    case never
  }

  /// What a point weighs in the regression of ln C on time; y is its concentration.
  public enum Weighting: String, CaseIterable, Hashable, Sendable {
    /// 1.
    case uniform
    /// 1/y.
    case inverse = "1/y"
    /// 1/y².
    case inverseSquare = "1/y2"
  }

  /// Which points.
  public var selection: Selection
  /// Whether the maximum may be a point.
  public var maximum: MaximumUse
  /// The least number of points; at least 2 are used for a regression, 3 for a best fit.
  public var minimumPoints: Int
  /// What a point weighs.
  public var weighting: Weighting
  /// Times after the dose at which points may not be used.
  public var excludedTimes: [Double]
  /// The adjusted R² below which λz and all that rests on it is flagged; nil for no such flag.
  public var minimumAdjustedRSquared: Double?
  /// The number of half-lives observed below which it is flagged; nil for no such flag.
  public var minimumSpan: Double?

  /// Creates a rule; the defaults are WinNonlin's best fit, and a flag for an adjusted R² below 0.80.
  public init(
    selection: Selection = .bestFit(tolerance: 1e-4), maximum: MaximumUse = .afterBolus, minimumPoints: Int = 3,
    weighting: Weighting = .uniform, excludedTimes: [Double] = [], minimumAdjustedRSquared: Double? = 0.8,
    minimumSpan: Double? = nil
  ) {
    self.selection = selection
    self.maximum = maximum
    self.minimumPoints = minimumPoints
    self.weighting = weighting
    self.excludedTimes = excludedTimes
    self.minimumAdjustedRSquared = minimumAdjustedRSquared
    self.minimumSpan = minimumSpan
  }
}
