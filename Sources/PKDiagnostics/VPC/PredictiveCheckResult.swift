/// What a visual predictive check found.
public struct PredictiveCheckResult: Sendable {
  /// A statistic of what was measured, and the interval of the same over the simulated data sets.
  public struct Interval: Hashable, Sendable {
    /// Of the data; −∞ where it lies below the limit of quantification.
    public var observed: Double
    /// The ends of the interval and the median over replicates; −∞ likewise.
    public var lower: Double, median: Double, upper: Double

    /// Whether what was measured lies outside the interval.
    public var isOutside: Bool { observed < lower || observed > upper }
  }

  /// A bin of a panel.
  public struct Bin: Hashable, Sendable {
    /// Its edges, how many measurements it has, and the median of their abscissas.
    public var lower: Double, upper: Double
    /// How many measurements it has.
    public var count: Int
    /// The median of their abscissas; NaN without any.
    public var middle: Double
    /// The percentiles, in the order of the check's.
    public var percentiles: [Interval]
    /// The share of values below the limit of quantification.
    public var belowLimit: Interval
  }

  /// An output in a stratum.
  public struct Panel: Hashable, Sendable {
    /// The output and its unit.
    public var output: String, unit: String
    /// The stratum; nil without stratification.
    public var stratum: String?
    /// The limit of quantification; nil without one.
    public var limit: Double?
    /// How many measurements are in no bin: without a dose before them, or without a typical prediction to correct by.
    public var leftOut: Int
    /// The bins.
    public var bins: [Bin]
    /// Its measurements.
    public var points: [Point]
  }

  /// A measurement as a figure shows it.
  public struct Point: Hashable, Sendable {
    /// The abscissa.
    public var x: Double
    /// The value, corrected as the check was asked; the limit for one below it.
    public var y: Double
    /// Whether it is below the limit of quantification.
    public var isBelowLimit: Bool
  }

  /// What was asked for.
  public var check: VisualPredictiveCheck
  /// The panels: outputs in order, and strata within each.
  public var panels: [Panel]
  /// How many virtual patients could not be simulated.
  public var failures: Int
  /// The seed.
  public var seed: UInt64
}
