import PKNumerics

/// Which integral over the curve.
public enum CurveMoment: Hashable, Sendable {
  /// ∫ C dt.
  case area
  /// ∫ t C dt, t from the curve's zero.
  case firstMoment
}

extension ConcentrationCurve {
  /// The area, or first moment, from one time to another; `end` may be infinite.
  ///
  /// A start or an end between samples becomes a point by interpolation, and then counts as any other point
  /// does. With an exponential tail the area goes on to `end`, with the others to the last measurable
  /// concentration, or to the sample after it.
  public func integral(
    of moment: CurveMoment, from start: Double, to end: Double, method: AreaMethod, tail: CurveTail
  ) -> NCAValue {
    if let reason = obstacle(from: start, to: end) { return .notCalculable(because: reason) }
    guard let last = lastIndex else { return .value(0) }
    let tlast = times[last]
    var sum = Trapezoid()
    if start == times[0], end >= times[count - 1] {
      sum = total(upTo: last, method: method, tail: tail)
    } else {
      let part = bounded(from: start, to: end, method: method, tail: tail)
      let inside = part.firstIndex(from: tlast.nextUp) - 1
      sum = part.total(upTo: max(inside, part.lastIndex ?? -1), method: method, tail: tail)
    }
    if case .exponential(let rate, let concentration) = tail, end > tlast {
      let from = max(start, tlast)
      let level = from > tlast ? concentration * LaneMath.exp(-rate * (from - tlast)) : concentration
      sum += .tail(from: from, level, rate: rate, to: end)
    }
    return .checked(moment == .area ? sum.area : sum.moment)
  }

  /// Why there is no area.
  private func obstacle(from start: Double, to end: Double) -> NCAReason? {
    guard let first = times.first else { return .noSamples }
    // A point that was put at the start is no concentration: with one sample it would make a triangle of nothing.
    if samples.count == 1 { return .oneConcentration }
    if lastIndex != nil, start < first { return .startsBeforeFirstSample(start: start, first: first) }
    return end > start ? nil : .emptyInterval
  }

  /// The points from `start` to `end`, with new ones at both where the curve is known there.
  ///
  /// Tmax stays that of the whole curve, as the method "linear, then logarithmic" means it.
  private func bounded(from start: Double, to end: Double, method: AreaMethod, tail: CurveTail) -> ConcentrationCurve {
    var (kept, values) = ([Double](), [Double]())
    let isExponential = if case .exponential = tail { true } else { false }
    let limit = times[isExponential ? lastIndex ?? 0 : count - 1]
    func keep(_ time: Double) {
      guard time <= limit, let value = concentration(at: time, method: method, tail: tail) else { return }
      kept.append(time)
      values.append(value)
    }
    keep(start)
    for index in firstIndex(from: start.nextUp)..<firstIndex(from: end) where times[index] <= limit {
      kept.append(times[index])
      values.append(concentrations[index])
    }
    keep(end)
    return ConcentrationCurve(rising: kept, values, tmax: .first, tmaxTime: maximumIndex.map { times[$0] })
  }

  /// The sum over the segments up to a point and, for a triangle, the one after it.
  private func total(upTo last: Int, method: AreaMethod, tail: CurveTail) -> Trapezoid {
    var sum = Trapezoid()
    for index in 0..<max(count - 1, 0) where index < last || (index == last && tail == .triangle) {
      let (t1, c1, t2, c2) = (times[index], concentrations[index], times[index + 1], concentrations[index + 1])
      switch segment(from: index, method: method, tail: tail, last: last) {
      case .linear: sum += .linear(t1, c1, t2, c2)
      case .log: sum += .log(t1, c1, t2, c2)
      case .zero, .extrapolation: break
      }
    }
    return sum
  }
}
