import PKNumerics

extension TerminalPhase {
  /// Finds the terminal phase of a curve by a rule.
  ///
  /// - Parameters:
  ///   - curve: Concentrations against the time after the dose.
  ///   - rule: Which points, and what they weigh.
  ///   - route: How the dose entered: after a bolus the maximum may be a point, and no point of a best fit lies
  ///     before the end of an infusion.
  /// - Returns: The line through the points.
  /// - Throws: The reason why there is none.
  public static func fit(
    _ curve: ConcentrationCurve, rule: TerminalRule, route: NCARoute
  ) throws(NCAFailure) -> TerminalPhase {
    guard let maximum = curve.maximumIndex, let last = curve.lastIndex else {
      throw NCAFailure(.noMeasurableConcentration)
    }
    switch rule.selection {
    case .bestFit(let tolerance):
      let candidates = candidates(of: curve, rule: rule, route: route, maximum: maximum, last: last)
      return try bestFit(curve, candidates.points, tolerance: tolerance, rule: rule, place: candidates.place)
    case .lastPoints(let number):
      let usable = usable(curve, curve.samples, rule)
      let needed = max(2, number)
      guard usable.count >= needed else {
        throw NCAFailure(.tooFewPoints(found: usable.count, needed: needed, place: .named))
      }
      return try line(through: usable.suffix(needed), of: curve, rule: rule)
    case .range(let range):
      let points = usable(curve, curve.samples, rule).filter { range.contains(curve.times[$0]) }
      let needed = max(2, rule.minimumPoints)
      guard points.count >= needed else {
        throw NCAFailure(.tooFewPoints(found: points.count, needed: needed, place: .inRange))
      }
      return try line(through: points[...], of: curve, rule: rule)
    case .times(let times):
      let points = try named(times, of: curve)
      guard points.count >= 2 else {
        throw NCAFailure(.tooFewPoints(found: points.count, needed: 2, place: .named))
      }
      return try line(through: points[...], of: curve, rule: rule)
    }
  }

  /// Measurable points that are not excluded.
  private static func usable(_ curve: ConcentrationCurve, _ indices: some Sequence<Int>, _ rule: TerminalRule) -> [Int]
  {
    indices.filter { index in
      curve.concentrations[index] > 0 && (curve.excluded.isEmpty || !curve.excluded[index])
        && !rule.excludedTimes.contains(curve.times[index])
    }
  }

  private static func named(_ times: [Double], of curve: ConcentrationCurve) throws(NCAFailure) -> [Int] {
    var points: [Int] = []
    for time in Set(times).sorted() {
      guard let index = curve.index(at: time), curve.samples.contains(index), curve.concentrations[index] > 0 else {
        throw NCAFailure(.pointNotThere(time))
      }
      points.append(index)
    }
    return points
  }

  private static func candidates(
    of curve: ConcentrationCurve, rule: TerminalRule, route: NCARoute, maximum: Int, last: Int
  ) -> (points: [Int], place: NCAReason.TerminalPlace) {
    let usesMaximum = rule.maximum == .always || (rule.maximum == .afterBolus && route == .bolus)
    let first = usesMaximum ? maximum : maximum + 1
    // The maximum of an infusion of unknown duration is taken for its end.
    let end = route.infusionDuration ?? 0
    let isInfusionLonger = first <= last && curve.times[first] < end
    let points = first <= last ? usable(curve, (first...last).filter { curve.times[$0] >= end }, rule) : []
    return (points, isInfusionLonger ? .afterInfusion : usesMaximum ? .fromTmax : .afterTmax)
  }

  /// Of the last 3, 4, 5 … points those with the highest adjusted R², and within the tolerance of it the most.
  private static func bestFit(
    _ curve: ConcentrationCurve, _ points: [Int], tolerance: Double, rule: TerminalRule,
    place: NCAReason.TerminalPlace
  ) throws(NCAFailure) -> TerminalPhase {
    let needed = max(3, rule.minimumPoints)
    guard points.count >= needed else {
      throw NCAFailure(.tooFewPoints(found: points.count, needed: needed, place: place))
    }
    var regression = RunningRegression()
    var fits: [(count: Int, quality: Double)] = []
    var best = -Double.infinity
    for index in points.reversed() {
      regression.add(curve, index, rule.weighting)
      guard regression.count >= needed, regression.slope < 0, let quality = regression.adjustedRSquared else {
        continue
      }
      fits.append((regression.count, quality))
      best = max(best, quality)
    }
    guard let chosen = fits.last(where: { $0.quality >= best - tolerance }) else { throw NCAFailure(.noDecline) }
    return try line(through: points.suffix(chosen.count), of: curve, rule: rule)
  }

  private static func line(
    through points: ArraySlice<Int>, of curve: ConcentrationCurve, rule: TerminalRule
  ) throws(NCAFailure) -> TerminalPhase {
    var regression = RunningRegression()
    for index in points.reversed() { regression.add(curve, index, rule.weighting) }
    guard regression.slope < 0, regression.slope.isFinite else { throw NCAFailure(.noDecline) }
    return TerminalPhase(
      rate: -regression.slope, intercept: regression.intercept, rSquared: regression.rSquared,
      adjustedRSquared: regression.adjustedRSquared, times: points.map { curve.times[$0] })
  }
}

extension RunningRegression {
  fileprivate mutating func add(_ curve: ConcentrationCurve, _ index: Int, _ weighting: TerminalRule.Weighting) {
    let concentration = curve.concentrations[index]
    let weight =
      switch weighting {
      case .uniform: 1.0
      case .inverse: 1 / concentration
      case .inverseSquare: 1 / (concentration * concentration)
      }
    add(curve.times[index], LaneMath.log(concentration), weight: weight)
  }
}

/// A reason as an error, for functions that give something richer than a number.
public struct NCAFailure: Error, Hashable, Sendable {
  /// Why there is no result.
  public let reason: NCAReason

  init(_ reason: NCAReason) { self.reason = reason }
}
