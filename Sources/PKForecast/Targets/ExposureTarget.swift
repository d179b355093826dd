/// What a dose, an interval or a time is to be found for.
public struct ExposureTarget: Hashable, Sendable {
  /// What is aimed at.
  public enum Metric: Hashable, Sendable {
    /// The value at the end of a cycle, before the next dose.
    case trough
    /// The highest value in a cycle.
    case peak
    /// The area over a cycle.
    case auc
    /// The value at a time, in the model's unit from the origin.
    case level(at: Double)
  }

  /// What is aimed at.
  public var metric: Metric
  /// The output's place among the model's.
  public var output: Int
  /// The value that is wanted: in the output's unit, for an area times the model's time unit.
  public var value: Double
  /// The cycle of the plan, from 0; nil for its last.
  public var cycle: Int?

  /// Creates a target.
  public init(_ metric: Metric, output: Int, value: Double, cycle: Int? = nil) {
    self.metric = metric
    self.output = output
    self.value = value
    self.cycle = cycle
  }
}

/// What was found for a target, and what it leads to.
public struct TargetSolution: Hashable, Sendable {
  /// The dose in the history's unit, or the interval in the model's time unit, that meets the target exactly in the most
  /// probable patient.
  public var exact: Double
  /// The same, rounded as asked for.
  public var rounded: Double
  /// What the rounded one leads to, simulated anew.
  public var achieved: Uncertain
  /// The share of the draws in which the rounded one reaches at least the target.
  public var shareAtLeast: Double
}
