import PKNumerics

extension ConcentrationCurve {
  /// The concentration at any time: between samples by the method, after the last measurable one by the tail.
  ///
  /// Before the first point it is `origin`, which may be unknown (nil); a curve of zeros is 0 everywhere after it.
  public func concentration(at time: Double, method: AreaMethod, tail: CurveTail, origin: Double? = 0) -> Double? {
    guard let first = times.first, time.isFinite else { return nil }
    if time < first { return origin }
    let upper = firstIndex(from: time)
    guard let last = lastIndex else { return 0 }
    if upper < count, times[upper] == time, upper <= last || tail == .none || tail == .triangle {
      return concentrations[upper]
    }
    if time > times[last] { return extrapolated(to: time, from: last, tail: tail) }
    return interpolated(at: time, from: upper - 1, method: method)
  }

  private func extrapolated(to time: Double, from last: Int, tail: CurveTail) -> Double? {
    switch tail {
    case .none: 0
    case .exponential(let rate, let concentration): concentration * LaneMath.exp(-rate * (time - times[last]))
    case .triangle where last + 1 < count && time < times[last + 1]:
      concentrations[last] * (times[last + 1] - time) / (times[last + 1] - times[last])
    case .triangle: 0
    }
  }

  /// Between a point and the next, both at or before the last measurable one.
  private func interpolated(at time: Double, from index: Int, method: AreaMethod) -> Double {
    let (c1, c2) = (concentrations[index], concentrations[index + 1])
    let share = (time - times[index]) / (times[index + 1] - times[index])
    return switch segment(from: index, method: method, tail: .none, last: lastIndex ?? 0) {
    case .log: c1 * LaneMath.exp(share * LaneMath.log(c2 / c1))
    case .linear: c1 + share * (c2 - c1)
    case .zero, .extrapolation: 0
    }
  }
}
