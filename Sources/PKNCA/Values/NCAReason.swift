/// Why a parameter has no number, or one that is to be doubted: facts; `description` puts them into words.
public indirect enum NCAReason: Hashable, Sendable {
  /// There is no sample in the interval.
  case noSamples
  /// Every sample in the interval is below the limit of quantification.
  case noMeasurableConcentration
  /// An area needs two concentrations.
  case oneConcentration
  /// The area starts before the first sample.
  case startsBeforeFirstSample(start: Double, first: Double)
  /// No sample was taken at a time.
  case noSampleAt(Double)
  /// No sample was taken at or after the dose.
  case noSamplesAfterDose(Double)
  /// No method gives a concentration at the time of the bolus.
  case noInitialConcentration
  /// The interval has no end.
  case openInterval
  /// An interval, or a part of one, has no length.
  case emptyInterval
  /// Too few concentrations for the terminal phase.
  case tooFewPoints(found: Int, needed: Int, place: TerminalPlace)
  /// A point that was asked for is not there, or is not measurable.
  case pointNotThere(Double)
  /// The terminal concentrations do not fall.
  case noDecline
  /// The concentration never rises.
  case neverRises
  /// No dose, or none with an amount.
  case noDose
  /// The interval does not start with a dose.
  case doseNotAtStart
  /// The dose is zero.
  case zeroDose
  /// The parameter is for a single dose, and earlier doses contribute to the interval.
  case earlierDoses
  /// The parameter holds at steady state only, and the interval is not said to be at it.
  case notSteadyState
  /// Troughs still rise or fall at the end.
  case notAtSteadyState
  /// How long the infusion lasted is not known.
  case unknownDuration
  /// The value is above every number: what it is divided by is 0.
  case infinite(String)
  /// No concentration is given to be above.
  case noThreshold
  /// Collections leave a time out.
  case collectionGap(from: Double, to: Double)
  /// Collections cover a time twice.
  case collectionsOverlap(at: Double)
  /// What would be divided by is zero.
  case zeroDenominator(String)
  /// Arithmetic gave an infinite number or none.
  case notFinite
  /// The adjusted R² of the terminal phase is low.
  case lowAdjustedRSquared(Double, limit: Double)
  /// The terminal phase was observed over few half-lives.
  case shortSpan(Double, limit: Double)
  /// Much of the area is extrapolated to infinity.
  case extrapolated(percent: Double, limit: Double)
  /// Much of the area is extrapolated back to time zero.
  case backExtrapolated(percent: Double, limit: Double)
  /// The last part of the interval was not observed but extrapolated.
  case extrapolatedFrom(Double, to: Double)
  /// Values that the parameter is a sum over are missing.
  case missingValues([String])
  /// A time at which only one subject was sampled has no variance.
  case oneSubjectAt(Double)
  /// Subjects gave several samples each, so simple degrees of freedom do not exist.
  case severalSamplesEach
  /// A logarithm would be taken of what is not positive.
  case notPositive
  /// What the ratio is to be taken of is not there.
  case noReference(String)
  /// A parameter reads another that it does not declare: a mistake in its definition.
  case undeclaredDependency(String)
  /// Another parameter that is needed is absent or doubtful.
  case dependency(String, NCAReason)
  /// No subject has a value.
  case noValues
  /// A spread needs two values.
  case oneValue
  /// Fewer than the required share of values are there.
  case tooManyMissing(present: Int, of: Int)

  /// Where terminal points are looked for.
  public enum TerminalPlace: Hashable, Sendable {
    /// After the maximum.
    case afterTmax
    /// From the maximum on.
    case fromTmax
    /// After the maximum and after the end of the infusion.
    case afterInfusion
    /// In a given range of times.
    case inRange
    /// Among points that were named.
    case named
  }

  /// The reason at the root: that of the parameter with which it began.
  public var root: NCAReason {
    if case .dependency(_, let reason) = self { reason.root } else { self }
  }
}
