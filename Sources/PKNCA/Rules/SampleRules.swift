/// Which clock times are read from.
public enum TimeRule: String, CaseIterable, Hashable, Sendable {
  /// When samples were taken.
  case actual
  /// When samples should have been taken; one without a nominal time keeps its actual one, and a note says so.
  case nominal
}

/// What becomes of samples that are not in order of time.
public enum OrderRule: String, CaseIterable, Hashable, Sendable {
  /// They are sorted, and a note says so.
  case sort
  /// They are an error.
  case reject
}

/// What becomes of several measurements at one time.
public enum DuplicateRule: String, CaseIterable, Hashable, Sendable {
  /// Different values are an error; equal ones count once.
  case reject
  /// Their arithmetic mean.
  case mean
  /// The first in the table.
  case first
  /// The last in the table.
  case last
  /// The highest.
  case maximum
}

/// What becomes of negative concentrations.
public enum NegativeRule: String, CaseIterable, Hashable, Sendable {
  /// They are an error.
  case reject
  /// They are below the limit of quantification.
  case belowLimit = "below-limit"
  /// They are left out.
  case drop
}

/// What becomes of samples without a value.
public enum MissingRule: Hashable, Sendable {
  /// They are left out.
  case drop
  /// They are given a concentration.
  case value(Double)
}

/// Which of several equal maxima is Tmax.
public enum TmaxRule: String, CaseIterable, Hashable, Sendable {
  /// The first.
  case first
  /// The last.
  case last
}

/// Whether a sample at the very time of a bolus that is not the first was taken before it or after it.
public enum DoseTimeRule: String, CaseIterable, Hashable, Sendable {
  /// After it where it is higher than the sample before it, for between boluses concentrations fall; else before.
  case automatic
  /// Before it: it is the trough of the interval that ends, and C0 of the one that starts is extrapolated back.
  case before
  /// After it: it is C0 of the interval that starts, and the one that ends has no sample at its end.
  case after
}

/// Where an area above a concentration begins and ends.
public enum CrossingRule: String, CaseIterable, Hashable, Sendable {
  /// Where the curve, interpolated by the method for areas, crosses the concentration.
  case interpolated
  /// At samples: the concentration is subtracted from each, and what is negative is 0, as in the R package PKNCA.
  case sampled
}

/// What Tlag is.
public enum TlagRule: String, CaseIterable, Hashable, Sendable {
  /// The sample before the first measurable one, as in WinNonlin; 0 when that one is the first.
  case beforeFirstMeasurable = "before-first-measurable"
  /// The sample before the first rise.
  case beforeFirstRise = "before-first-rise"
}
