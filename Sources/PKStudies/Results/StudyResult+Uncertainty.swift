extension StudyResult {
  /// A quantity over the draws of the parameters.
  public struct UncertaintyRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The unit; `1` for pure numbers.
    public var unit: String
    /// What the interval is of: the median patient, or the probability of a target.
    public var quantity: String
    /// How many draws.
    public var draws: Int
    /// The median of the draws.
    public var median: Double?
    /// The lower end of its interval.
    public var lower: Double?
    /// The upper end of its interval.
    public var upper: Double?
  }
}
