/// Applies the rules for samples to one interval of a profile.
struct CurvePreparation {
  /// A sample inside the interval, its time counted from the interval's start.
  private struct Point {
    var time: Double
    var value: ConcentrationSample.Value
    var isExcluded: Bool
    var row: Int
  }

  private let rules: NCARules
  private var points: [Point] = []
  /// The last concentration before the start, and how long before.
  private var predose: (shift: Double, concentration: Double)?
  private var earlierCount = 0
  /// What the rules did, in the order of doing.
  private(set) var notes: [NCANote] = []

  /// Takes the samples from `start` to `end`, both included.
  init(_ samples: [ConcentrationSample], from start: Double, to end: Double, rules: NCARules) throws(ProfileError) {
    self.rules = rules
    points.reserveCapacity(samples.count + 1)
    var (isSorted, previous, withoutNominal) = (true, -Double.infinity, 0)
    for sample in samples {
      var time = sample.time
      if rules.time == .nominal { if let nominal = sample.nominalTime { time = nominal } else { withoutNominal += 1 } }
      guard time.isFinite else { throw ProfileError(.timeNotFinite, row: sample.row) }
      if case .measured(let value) = sample.value, !value.isFinite {
        throw ProfileError(.concentrationNotFinite, row: sample.row)
      }
      if time < previous {
        if rules.order == .reject { throw ProfileError(.notSorted(time: time), row: sample.row) }
        isSorted = false
      }
      previous = time
      guard time >= start else {
        earlierCount += 1
        notePredose(sample, shift: start - time)
        continue
      }
      guard time <= end else { continue }
      points.append(
        Point(
          time: time - start, value: sample.value, isExcluded: sample.isExcludedFromTerminalPhase, row: sample.row))
    }
    if withoutNominal > 0 { notes.append(.noNominalTime(withoutNominal)) }
    guard !isSorted else { return }
    notes.append(.sorted)
    // Equal times keep the table's order: the rule for duplicates may ask for the first or the last.
    points = points.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private mutating func notePredose(_ sample: ConcentrationSample, shift: Double) {
    let concentration: Double? =
      switch sample.value {
      case .measured(let value): max(value, 0)
      case .belowLimit: 0
      case .missing: nil
      }
    guard let concentration, shift <= predose?.shift ?? .infinity else { return }
    predose = (shift, concentration)
  }

  /// The curve that the rules make of the samples.
  ///
  /// - Parameters:
  ///   - start: What to do when there is no sample at the start.
  ///   - dose: The dose of the interval; nil when there is none.
  ///   - isFirstDose: Whether no dose was given before that one.
  ///   - length: How long the interval is; nil without an end.
  ///   - nextBolus: When the next bolus is given, counted from the start; nil when there is none.
  /// - Returns: The curve against the time from the interval's start.
  /// - Throws: `ProfileError` for what no rule decides.
  mutating func curve(
    start: StartRule, dose: NCADose?, isFirstDose: Bool, length: Double?, nextBolus: Double?
  ) throws(ProfileError) -> ConcentrationCurve {
    try applyNegativeRule()
    try applyLimitRule()
    applyMissingRule()
    try applyDuplicateRule()
    dropSampleAfter(nextBolus)
    var times: [Double] = [], values: [Double] = [], excluded: [Bool] = []
    times.reserveCapacity(points.count + 1)
    values.reserveCapacity(points.count + 1)
    for point in points {
      guard case .measured(let value) = point.value else { continue }
      times.append(point.time)
      values.append(value)
    }
    if points.contains(where: \.isExcluded) { excluded = points.map(\.isExcluded) }
    let inserted = StartPoint(
      times: times, values: values, dose: dose, isFirstDose: isFirstDose, length: length, predose: predose,
      rules: rules, start: start)
    let usesPredose = if case .predose? = inserted?.source { true } else { false }
    if isFirstDose, earlierCount > (usesPredose ? 1 : 0) {
      notes.append(.beforeStart(earlierCount - (usesPredose ? 1 : 0)))
    }
    if let inserted {
      if inserted.replacesFirst, case .initial = inserted.source, values[0] > 0 { notes.append(.beforeDose) }
      notes.append(.start(inserted.concentration, inserted.source))
      if inserted.replacesFirst {
        values[0] = inserted.concentration
      } else {
        times.insert(0, at: 0)
        values.insert(inserted.concentration, at: 0)
        if !excluded.isEmpty { excluded.insert(false, at: 0) }
      }
    }
    return ConcentrationCurve(
      rising: times, values, excluded: excluded, isStartInserted: inserted?.isNoSample ?? false, tmax: rules.tmax)
  }

  /// Leaves out the sample at the time of the next bolus where it was taken after it.
  private mutating func dropSampleAfter(_ nextBolus: Double?) {
    guard let nextBolus, let last = points.last, last.time == nextBolus, case .measured(let value) = last.value else {
      return
    }
    let earlier = points.dropLast().last { if case .measured = $0.value { true } else { false } }
    let isRise = if case .measured(let before)? = earlier?.value { value > before } else { false }
    guard rules.atDose == .after || (rules.atDose == .automatic && isRise) else { return }
    points.removeLast()
    notes.append(.afterNextDose)
  }
}

// MARK: - Rules

extension CurvePreparation {
  private mutating func applyNegativeRule() throws(ProfileError) {
    var count = 0
    for index in points.indices {
      guard case .measured(let value) = points[index].value, value <= 0 else { continue }
      if value < 0 {
        if rules.negatives == .reject { throw ProfileError(.negative(value), row: points[index].row) }
        count += 1
      }
      points[index].value = value < 0 && rules.negatives == .drop ? .missing : .belowLimit(nil)
    }
    if count > 0 { notes.append(.negative(count, rules.negatives)) }
  }

  private mutating func applyLimitRule() throws(ProfileError) {
    let first = points.firstIndex { if case .measured = $0.value { true } else { false } } ?? points.count
    let last = points.lastIndex { if case .measured = $0.value { true } else { false } } ?? points.count
    var counts = (first: 0, middle: 0, last: 0)
    for index in points.indices {
      guard case .belowLimit(let limit) = points[index].value else { continue }
      let handling: BelowLimitRule.Handling
      if index < first {
        handling = rules.belowLimit.first
        counts.first += 1
      } else if index < last {
        handling = rules.belowLimit.middle
        counts.middle += 1
      } else {
        handling = rules.belowLimit.last
        counts.last += 1
      }
      points[index].value = try substitute(for: limit, handling, row: points[index].row)
    }
    if counts.first > 0 { notes.append(.belowLimit(counts.first, .first, rules.belowLimit.first)) }
    if counts.middle > 0 { notes.append(.belowLimit(counts.middle, .middle, rules.belowLimit.middle)) }
    if counts.last > 0 { notes.append(.belowLimit(counts.last, .last, rules.belowLimit.last)) }
    let dropped = [rules.belowLimit.first, rules.belowLimit.middle, rules.belowLimit.last].contains(.drop)
    if dropped, counts.first + counts.middle + counts.last > 0 {
      points.removeAll { if case .belowLimit = $0.value { true } else { false } }
    }
  }

  /// What takes the place of a sample below the limit; `.belowLimit` when it is to be left out.
  private func substitute(
    for limit: Double?, _ handling: BelowLimitRule.Handling, row: Int
  ) throws(ProfileError) -> ConcentrationSample.Value {
    switch handling {
    case .zero: return .measured(0)
    case .drop: return .belowLimit(limit)
    case .value(let value):
      guard value >= 0, value.isFinite else { throw ProfileError(.concentrationNotFinite, row: row) }
      return .measured(value)
    case .limit, .halfLimit:
      guard let limit, limit >= 0, limit.isFinite else { throw ProfileError(.unknownLimit, row: row) }
      return .measured(handling == .limit ? limit : limit / 2)
    }
  }

  private mutating func applyMissingRule() {
    let count = points.count { $0.value == .missing }
    guard count > 0 else { return }
    notes.append(.missing(count, rules.missing))
    switch rules.missing {
    case .drop: points.removeAll { $0.value == .missing }
    case .value(let value):
      for index in points.indices where points[index].value == .missing {
        points[index].value = .measured(max(value, 0))
      }
    }
  }

  private mutating func applyDuplicateRule() throws(ProfileError) {
    guard zip(points, points.dropFirst()).contains(where: { $0.time == $1.time }) else { return }
    var merged: [Point] = []
    var start = 0
    while start < points.count {
      var end = start + 1
      while end < points.count, points[end].time == points[start].time { end += 1 }
      merged.append(end == start + 1 ? points[start] : try merge(points[start..<end]))
      start = end
    }
    points = merged
  }

  private mutating func merge(_ group: ArraySlice<Point>) throws(ProfileError) -> Point {
    var point = group[group.startIndex]
    let values = group.compactMap { if case .measured(let value) = $0.value { value } else { nil } }
    let isUnequal = values.contains { $0 != values.first }
    if isUnequal, rules.duplicates == .reject {
      let other = group[group.index(after: group.startIndex)]
      throw ProfileError(.duplicateTime(point.time, firstRow: point.row), row: other.row)
    }
    notes.append(.duplicates(point.time, isUnequal ? rules.duplicates : nil))
    let value: Double? =
      switch rules.duplicates {
      case .first, .reject: values.first
      case .last: values.last
      case .maximum: values.max()
      case .mean: values.reduce(0, +) / Double(values.count)
      }
    point.value = .measured(value ?? 0)
    point.isExcluded = group.contains { $0.isExcluded }
    return point
  }
}
