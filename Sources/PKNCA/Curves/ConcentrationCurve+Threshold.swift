import PKNumerics

extension ConcentrationCurve {
  /// How long the concentration is above a threshold, from the first point to the last measurable one.
  ///
  /// Where the curve crosses the threshold between two points, the time of crossing is that of the method.
  public func time(above threshold: Double, method: AreaMethod) -> NCAValue {
    guard threshold.isFinite, threshold >= 0 else { return .notCalculable(because: .notFinite) }
    guard let last = lastIndex else {
      return .notCalculable(because: samples.isEmpty ? .noSamples : .noMeasurableConcentration)
    }
    guard last > 0 else { return .notCalculable(because: .oneConcentration) }
    return .value((0..<last).reduce(0) { $0 + time(above: threshold, from: $1, method: method, last: last) })
  }

  private func time(above threshold: Double, from index: Int, method: AreaMethod, last: Int) -> Double {
    let (c1, c2) = (concentrations[index], concentrations[index + 1])
    let length = times[index + 1] - times[index]
    if min(c1, c2) > threshold { return length }
    guard max(c1, c2) > threshold else { return 0 }
    // The share of the segment before the crossing.
    let isLog = segment(from: index, method: method, tail: .none, last: last) == .log && threshold > 0
    let share = isLog ? LaneMath.log(threshold / c1) / LaneMath.log(c2 / c1) : (threshold - c1) / (c2 - c1)
    return length * (c1 > threshold ? share : 1 - share)
  }
}
