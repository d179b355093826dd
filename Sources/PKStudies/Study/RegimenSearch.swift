/// Something about a regimen that is to be found: a parameter of the study's file, and what it has to achieve.
public struct RegimenSearch: Hashable, Sendable {
  /// Where the parameter is looked for.
  public enum Domain: Hashable, Sendable {
    /// Between two numbers of one unit.
    case between(Double, Double, unit: String)
    /// Among texts, in the order of preference.
    case among([String])
  }

  /// What is to be achieved.
  public enum Goal: Hashable, Sendable {
    /// The median patient's metric in one cycle is that in another, such as the last.
    case equal(metric: ExposureMetric, output: Int, cycle: Int, other: Int?)
    /// The probability of a target is at least this; the smallest parameter that does it, or the largest.
    case probability(target: Int, atLeast: Double)
  }

  /// A probability that has to stay low.
  public struct Limit: Hashable, Sendable {
    /// The target, by index.
    public var target: Int
    /// What its probability has to stay under.
    public var under: Double
  }

  /// What tables call it.
  public var name: String
  /// The arm, by index.
  public var arm: Int
  /// The parameter.
  public var parameter: String
  /// Where it is looked for.
  public var domain: Domain
  /// What it has to achieve.
  public var goal: Goal
  /// What has to stay low meanwhile.
  public var limit: Limit?
}
