public import PKLanguage
public import PKUnits

/// A measure of exposure over a cycle.
public enum ExposureMetric: String, CaseIterable, Hashable, Sendable {
  /// The highest concentration.
  case Cmax
  /// The concentration at the end of the cycle, before the next dose.
  case Ctrough
  /// The area under the concentration.
  case AUC
  /// The area divided by the length of the cycle.
  case Cavg
  /// The share of the cycle above a level, in per cent.
  case timeAbove = "time above"

  /// The unit of its values for an output.
  public func unit(of output: Output, timeUnit: Unit) -> Unit {
    switch self {
    case .Cmax, .Ctrough, .Cavg: output.unit
    case .AUC: output.unit * timeUnit
    case .timeAbove: (try? Unit("%")) ?? .one
    }
  }
}
