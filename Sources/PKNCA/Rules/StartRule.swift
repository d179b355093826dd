/// Where the concentration at the start of an interval is from when no sample was taken then.
public enum StartRule: Hashable, Sendable {
  /// The sample before the dose where it is near (see `predose`); else after a bolus C0, after other single
  /// doses 0, and after earlier doses the lowest concentration of the interval.
  case automatic
  /// The last sample before the dose, at most `maximumShift` before it; by default 5 % of the interval, or of
  /// the time to its last sample when it has no end.
  case predose(maximumShift: Double?)
  /// 0, whatever was measured then.
  case zero
  /// The lowest concentration of the interval.
  case minimum
  /// Nothing: areas start at the first sample or cannot be calculated.
  case none
}

/// How the concentration at the time of a bolus is found, in the order of trying.
public enum InitialConcentrationMethod: String, CaseIterable, Hashable, Sendable {
  /// The measurable concentration at the time of the dose.
  case observed
  /// The line through the logarithms of the first two concentrations after the dose, where they fall.
  case logSlope = "log-slope"
  /// The first concentration after the dose.
  case first
  /// The lowest concentration.
  case minimum
  /// 0.
  case zero
}
