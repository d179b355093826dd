/// What was found in one collection of urine, or of faeces.
public struct UrineCollection: Hashable, Sendable {
  /// When it began, after the dose.
  public var start: Double
  /// When it ended.
  public var end: Double
  /// How much was collected: a volume for a concentration per volume, a weight for one per weight; nil when unknown.
  public var volume: Double?
  /// What was found in it: 0 is below the limit of quantification, nil unknown.
  public var concentration: Double?

  /// Creates a collection.
  public init(from start: Double, to end: Double, volume: Double?, concentration: Double?) {
    self.start = start
    self.end = end
    self.volume = volume
    self.concentration = concentration
  }

  /// Concentration × volume; nil when one is unknown.
  public var amount: Double? { volume.flatMap { volume in concentration.map { volume * $0 } } }
  /// The middle of the collection.
  public var midpoint: Double { start + (end - start) / 2 }
  /// Amount/time; nil when unknown, or when the collection took no time.
  public var rate: Double? { amount.flatMap { end > start ? $0 / (end - start) : nil } }
}

/// The collections of one subject after a dose, and what they say of excretion.
public struct UrineProfile: Hashable, Sendable {
  /// The collections, by start.
  public let collections: [UrineCollection]

  /// Creates a profile; collections are sorted by their start.
  public init(_ collections: [UrineCollection]) {
    self.collections = collections.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }

  /// The amount excreted (RCAMINT): Σ concentration × volume.
  ///
  /// A missing part is no zero: the sum is not calculable then, and the reason says what is missing. A time
  /// between collections, or one that two of them cover, casts doubt on it.
  public var amount: NCAValue {
    guard !collections.isEmpty else { return .notCalculable(because: .noSamples) }
    let gaps = gaps
    guard gaps.isEmpty else { return .notCalculable(because: .missingValues(gaps)) }
    return .checked(collections.reduce(0) { $0 + ($1.amount ?? 0) }).flagged(because: doubt)
  }

  /// What speaks against the sum of the collections: a gap between them, or an overlap.
  private var doubt: NCAReason? {
    for (earlier, later) in zip(collections, collections.dropFirst()) {
      if later.start < earlier.end { return .collectionsOverlap(at: later.start) }
      if later.start > earlier.end { return .collectionGap(from: earlier.end, to: later.start) }
    }
    return nil
  }

  /// The volume collected (VOLPK).
  public var volume: NCAValue {
    guard !collections.isEmpty else { return .notCalculable(because: .noSamples) }
    let missing = collections.count { $0.volume == nil }
    guard missing == 0 else { return .notCalculable(because: .missingValues([Self.words(missing, count, "volumes")])) }
    return .checked(collections.reduce(0) { $0 + ($1.volume ?? 0) }).flagged(because: doubt)
  }

  /// The fraction of a dose that was excreted (FREXINT); amounts in the dose's unit.
  public func fraction(of dose: Double?) -> NCAValue {
    guard let dose else { return .notCalculable(because: .noDose) }
    return derive { dose > 0 ? .checked($0 / dose) : .notCalculable(because: .zeroDose) }
  }

  /// The renal clearance (RENALCL): amount/AUC of plasma over the time of the collections.
  public func renalClearance(area: NCAValue) -> NCAValue {
    guard let number = area.number else {
      return .notCalculable(because: .dependency("AUC", area.reason ?? .notFinite))
    }
    return derive { .ratio($0, number, zero: "AUC") }
      .flagged(because: area.reason.map { .dependency("AUC", $0) })
  }

  /// Excretion rates at the midpoints of the collections, as a curve for λz, Cmax (ERMAX), Tmax (ERTMAX) and so on.
  ///
  /// - Returns: nil when two collections have one midpoint, or something is negative.
  public var rates: ConcentrationCurve? {
    let known = collections.compactMap { collection in collection.rate.map { (collection.midpoint, $0) } }
    return ConcentrationCurve(times: known.map(\.0), concentrations: known.map(\.1))
  }

  /// The highest excretion rate and when it was.
  public var maximumRate: (rate: NCAValue, midpoint: NCAValue) {
    guard let rates, let index = rates.maximumIndex else {
      let reason = NCAReason.noMeasurableConcentration
      return (.notCalculable(because: reason), .notCalculable(because: reason))
    }
    return (.value(rates.concentrations[index]), .value(rates.times[index]))
  }

  /// The last measurable excretion rate and the middle of its collection.
  public var lastRate: (rate: NCAValue, midpoint: NCAValue) {
    guard let rates, let index = rates.lastIndex else {
      let reason = NCAReason.noMeasurableConcentration
      return (.notCalculable(because: reason), .notCalculable(because: reason))
    }
    return (.value(rates.concentrations[index]), .value(rates.times[index]))
  }

  /// The phase in which rates decline, by the rule for concentrations.
  ///
  /// - Throws: The reason why there is none.
  public func terminalPhase(_ rule: TerminalRule = TerminalRule()) throws(NCAFailure) -> TerminalPhase {
    guard let rates else { throw NCAFailure(.noMeasurableConcentration) }
    return try .fit(rates, rule: rule, route: .extravascular)
  }

  private var count: Int { collections.count }

  private func derive(_ function: (Double) -> NCAValue) -> NCAValue {
    let amount = amount
    guard let number = amount.number else {
      return .notCalculable(because: .dependency("RCAMINT", amount.reason ?? .notFinite))
    }
    return function(number).flagged(because: amount.reason.map { .dependency("RCAMINT", $0) })
  }

  /// What is missing, in words.
  private var gaps: [String] {
    let both = collections.count { $0.volume == nil && $0.concentration == nil }
    let concentrations = collections.count { $0.concentration == nil } - both
    let volumes = collections.count { $0.volume == nil } - both
    return [
      (both, "concentrations and volumes"), (concentrations, "concentrations"), (volumes, "volumes"),
    ].filter { $0.0 > 0 }.map { Self.words($0.0, count, $0.1) }
  }

  private static func words(_ missing: Int, _ count: Int, _ what: String) -> String {
    missing == count ? "all \(what) are missing" : "\(missing) of \(count) \(what) are missing"
  }
}
