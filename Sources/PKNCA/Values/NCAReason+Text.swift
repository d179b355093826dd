import PKData

extension NCAReason: CustomStringConvertible {
  /// The reason in words, without a full stop.
  public var description: String {
    switch self {
    case .noSamples: "no samples in the interval"
    case .noMeasurableConcentration: "no concentration above the limit of quantification"
    case .oneConcentration: "only one concentration: an area needs two"
    case .startsBeforeFirstSample(let start, let first):
      "the area starts at \(number(start)), before the first sample at \(number(first))"
    case .noSampleAt(let time): "no sample at \(number(time))"
    case .noSamplesAfterDose(let time): "no sample at or after the dose at \(number(time))"
    case .noInitialConcentration: "no concentration at the time of the bolus can be found"
    case .openInterval: "the interval has no end"
    case .emptyInterval: "the interval has no length"
    case .tooFewPoints(let found, let needed, let place): "fewer than \(needed) points \(place.words) (\(found))"
    case .pointNotThere(let time): "no measurable concentration at \(number(time)), where the terminal phase needs one"
    case .noDecline: "the terminal concentrations do not fall"
    case .neverRises: "the concentration never rises"
    case .noDose: "no dose"
    case .doseNotAtStart: "the interval does not start with a dose"
    case .zeroDose: "the dose is 0"
    case .earlierDoses: "earlier doses contribute to this interval"
    case .notSteadyState: "holds at steady state only, and the interval is not said to be at it"
    case .notAtSteadyState: "the last troughs still rise or fall"
    case .unknownDuration: "the duration of the infusion is not known"
    case .infinite(let name): "infinite: \(name) is 0"
    case .noThreshold: "no concentration to be above"
    case .zeroDenominator(let name): "\(name) is 0"
    case .notFinite: "no finite number results"
    default: doubt
    }
  }

  private var doubt: String {
    switch self {
    case .lowAdjustedRSquared(let value, let limit): "R² adjusted \(number(value)) < \(number(limit))"
    case .shortSpan(let value, let limit): "terminal phase over \(number(value)) half-lives < \(number(limit))"
    case .extrapolated(let percent, let limit): "\(number(percent)) % extrapolated > \(number(limit)) %"
    case .backExtrapolated(let percent, let limit): "\(number(percent)) % extrapolated back > \(number(limit)) %"
    case .extrapolatedFrom(let last, let end): "extrapolated from \(number(last)) to \(number(end))"
    case .collectionGap(let from, let to): "nothing was collected from \(number(from)) to \(number(to))"
    case .collectionsOverlap(let time): "two collections cover \(number(time))"
    case .missingValues(let parts): parts.joined(separator: "; ")
    case .oneSubjectAt(let time): "only one subject at \(number(time)): no variance"
    case .severalSamplesEach: "subjects gave several samples each: no simple degrees of freedom"
    case .notPositive: "not all values are above 0"
    case .noReference(let what): "nothing to compare with: \(what)"
    case .undeclaredDependency(let code): "reads \(code), which its definition does not declare"
    case .dependency(_, .dependency(let deeper, let reason)): "\(NCAReason.dependency(deeper, reason))"
    case .dependency(let code, let reason): "\(code): \(reason)"
    case .noValues: "no subject has a value"
    case .oneValue: "only one value: a spread needs two"
    case .tooManyMissing(let present, let count): "only \(present) of \(count) values are there"
    default: ""
    }
  }
}

extension NCAReason.TerminalPlace {
  fileprivate var words: String {
    switch self {
    case .afterTmax: "after Tmax"
    case .fromTmax: "from Tmax on"
    case .afterInfusion: "after Tmax and the end of the infusion"
    case .inRange: "in the range of times"
    case .named: "that may be used"
    }
  }
}

/// A number in a name: the fewest digits that read back as the same.
func plain(_ value: Double) -> String { DecimalText(significantDigits: 15).string(value) }

/// Four significant digits: a reason is read, not computed with.
private func number(_ value: Double) -> String { DecimalText(significantDigits: 4).string(value) }
