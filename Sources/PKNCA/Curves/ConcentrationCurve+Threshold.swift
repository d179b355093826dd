import PKNumerics

extension ConcentrationCurve {
  /// How long the concentration is above a threshold, from the first point as far as AUCALL goes: straight to the
  /// sample after the last measurable one.
  ///
  /// Where the curve crosses the threshold between two points, the time of crossing is that of the method.
  public func time(above threshold: Double, method: AreaMethod) -> NCAValue {
    guard threshold.isFinite, threshold >= 0 else { return .notCalculable(because: .notFinite) }
    guard let last = lastIndex else {
      return .notCalculable(because: samples.isEmpty ? .noSamples : .noMeasurableConcentration)
    }
    guard samples.count > 1 else { return .notCalculable(because: .oneConcentration) }
    let segments = 0...min(last, count - 2)
    return .value(segments.reduce(0) { $0 + time(above: threshold, from: $1, method: method, last: last) })
  }

  private func time(above threshold: Double, from index: Int, method: AreaMethod, last: Int) -> Double {
    let (c1, c2) = (concentrations[index], concentrations[index + 1])
    let length = times[index + 1] - times[index]
    if min(c1, c2) > threshold { return length }
    guard max(c1, c2) > threshold else { return 0 }
    let isLog = segment(from: index, method: method, tail: .triangle, last: last) == .log && threshold > 0
    return length * Self.share(above: threshold, c1, c2, isLog: isLog)
  }

  /// The share of a segment that crosses a threshold which lies above it.
  private static func share(above threshold: Double, _ c1: Double, _ c2: Double, isLog: Bool) -> Double {
    let before = isLog ? LaneMath.log(threshold / c1) / LaneMath.log(c2 / c1) : (threshold - c1) / (c2 - c1)
    return c1 > threshold ? before : 1 - before
  }

  /// The area between the curve and a threshold below it: ∫ max(C − threshold, 0) dt as far as AUCALL goes.
  ///
  /// - Parameters:
  ///   - threshold: The concentration; nil when it is not known.
  ///   - method: How the curve runs between samples.
  ///   - crossings: Whether the curve is followed to where it crosses the threshold, or samples count as 0 below it.
  /// - Returns: The area, or why there is none.
  public func area(above threshold: Double?, method: AreaMethod, crossings: CrossingRule = .interpolated) -> NCAValue {
    guard let threshold else { return .notCalculable(because: .noThreshold) }
    guard threshold.isFinite, let first = times.first else {
      return .notCalculable(because: times.isEmpty ? .noSamples : .notFinite)
    }
    if crossings == .sampled {
      let raised = concentrations.map { max($0 - threshold, 0) }
      let curve = ConcentrationCurve(rising: times, raised, isStartInserted: isStartInserted, tmax: .first)
      return curve.integral(of: .area, from: first, to: .infinity, method: method, tail: .triangle)
    }
    guard samples.count > 1 else { return .notCalculable(because: .oneConcentration) }
    guard let last = lastIndex else { return .value(0) }
    let segments = 0...min(last, count - 2)
    return .checked(segments.reduce(0) { $0 + area(above: threshold, from: $1, method: method, last: last) })
  }

  private func area(above threshold: Double, from index: Int, method: AreaMethod, last: Int) -> Double {
    let (c1, c2, length) = (concentrations[index], concentrations[index + 1], times[index + 1] - times[index])
    guard max(c1, c2) > threshold else { return 0 }
    let kind = segment(from: index, method: method, tail: .triangle, last: last)
    let isLog = kind == .log && (min(c1, c2) > threshold || threshold > 0)
    let isCrossing = min(c1, c2) < threshold
    let width = isCrossing ? length * Self.share(above: threshold, c1, c2, isLog: isLog) : length
    let (high, low) = (max(c1, c2), isCrossing ? threshold : min(c1, c2))
    let whole = isLog ? Trapezoid.log(0, high, width, low) : Trapezoid.linear(0, high, width, low)
    return whole.area - threshold * width
  }
}
