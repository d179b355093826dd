/// How the concentration is taken to run between two samples, for areas and for interpolation.
public enum AreaMethod: String, CaseIterable, Hashable, Sendable {
  /// Straight everywhere.
  case linear = "linear"
  /// Straight where it rises or stays, exponential where it falls to a measurable concentration.
  case linearUpLogDown = "lin-up-log-down"
  /// Exponential between any two different measurable concentrations.
  case log = "log"
  /// Straight up to Tmax, exponential after it between measurable concentrations.
  case linearLog = "lin-log"
}
