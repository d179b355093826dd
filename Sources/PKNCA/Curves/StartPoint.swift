import PKNumerics

/// The point that is put at the start of an interval when no sample was taken then.
struct StartPoint {
  var concentration: Double
  var source: NCANote.StartSource
  /// Whether it takes the place of the sample at the start.
  var replacesFirst = false

  /// Whether the point is no sample: it was added, or C0 took the place of a sample before the dose.
  var isNoSample: Bool {
    if case .initial = source { return true }
    return !replacesFirst
  }

  /// The point that a rule asks for; nil when the samples need none or give none.
  init?(
    times: [Double], values: [Double], dose: NCADose?, isFirstDose: Bool, length: Double?,
    predose: (shift: Double, concentration: Double)?, rules: NCARules, start: StartRule
  ) {
    guard let last = times.last else { return nil }
    let hasSample = times[0] == 0
    let shift = 0.05 * (length ?? last)
    switch start {
    case .none: return nil
    case .zero:
      if hasSample, values[0] == 0 { return nil }
      self.init(concentration: 0, source: .zero, replacesFirst: hasSample)
    case .minimum:
      guard !hasSample, let lowest = values.min() else { return nil }
      self.init(concentration: lowest, source: .minimum)
    case .predose(let maximumShift):
      guard !hasSample, let predose, predose.shift <= maximumShift ?? shift else { return nil }
      self.init(concentration: predose.concentration, source: .predose(shift: predose.shift))
    case .automatic:
      self.init(
        automatic: times, values, dose: dose, isFirstDose: isFirstDose,
        predose: predose, maximumShift: shift, hasSample: hasSample, rules: rules)
    }
  }

  private init(concentration: Double, source: NCANote.StartSource, replacesFirst: Bool = false) {
    self.concentration = concentration
    self.source = source
    self.replacesFirst = replacesFirst
  }

  private init?(
    automatic times: [Double], _ values: [Double], dose: NCADose?, isFirstDose: Bool,
    predose: (shift: Double, concentration: Double)?, maximumShift: Double, hasSample: Bool, rules: NCARules
  ) {
    if dose?.route == .bolus {
      // A sample of 0 at the time of a bolus is the one before it.
      let isBefore =
        hasSample && values[0] > 0 && !isFirstDose && Self.isBefore(values[0], predose?.concentration, rules.atDose)
      let usesObserved = rules.initialConcentration.first == .observed
      if hasSample, values[0] > 0, !isBefore, usesObserved { return nil }
      let methods = isBefore ? rules.initialConcentration.filter { $0 != .observed } : rules.initialConcentration
      guard let found = Self.initial(times, values, doseTime: 0, methods: methods) else { return nil }
      self.init(concentration: found.concentration, source: .initial(found.method), replacesFirst: hasSample)
      return
    }
    if hasSample { return nil }
    if let predose, predose.shift <= maximumShift {
      self.init(concentration: predose.concentration, source: .predose(shift: predose.shift))
    } else if isFirstDose {
      self.init(concentration: 0, source: .zero)
    } else if let lowest = values.min() {
      self.init(concentration: lowest, source: .minimum)
    } else {
      return nil
    }
  }

  /// Whether a concentration at the time of a later bolus is the one before it.
  private static func isBefore(_ value: Double, _ earlier: Double?, _ rule: DoseTimeRule) -> Bool {
    switch rule {
    case .before: true
    case .after: false
    case .automatic: earlier.map { value <= $0 } ?? false
    }
  }

  /// The concentration at the time of a bolus by the first method that gives one.
  static func initial(
    _ times: [Double], _ values: [Double], doseTime: Double, methods: [InitialConcentrationMethod]
  ) -> (concentration: Double, method: InitialConcentrationMethod)? {
    for method in methods {
      if let value = initial(times, values, doseTime: doseTime, by: method) { return (value, method) }
    }
    return nil
  }

  private static func initial(
    _ times: [Double], _ values: [Double], doseTime: Double, by method: InitialConcentrationMethod
  ) -> Double? {
    let after = times.indices.filter { times[$0] > doseTime }
    switch method {
    case .observed:
      return times.firstIndex(of: doseTime).flatMap { values[$0] > 0 ? values[$0] : nil }
    case .logSlope:
      guard after.count >= 2 else { return nil }
      let (t1, c1, t2, c2) = (times[after[0]], values[after[0]], times[after[1]], values[after[1]])
      guard c2 > 0, c2 < c1 else { return nil }
      return c1 * LaneMath.exp(LaneMath.log(c1 / c2) * (t1 - doseTime) / (t2 - t1))
    case .first: return after.first.map { values[$0] }
    case .minimum: return values.min()
    case .zero: return 0
    }
  }
}
