/// How a curve runs from one point to the next.
public enum CurveSegment: String, Hashable, Sendable {
  /// At 0.
  case zero
  /// Straight.
  case linear
  /// Exponentially.
  case log
  /// Exponentially to infinity.
  case extrapolation
}

/// What follows the last measurable concentration.
public enum CurveTail: Hashable, Sendable {
  /// Nothing: areas end there (AUClast).
  case none
  /// A straight line to the next sample, which is 0 (AUCall).
  case triangle
  /// A decline with rate `rate` from `concentration`, observed or predicted (AUCinf).
  case exponential(rate: Double, concentration: Double)
}

extension ConcentrationCurve {
  /// How the curve runs from each point to the next and, as the last element, beyond the last point.
  public func segments(method: AreaMethod, tail: CurveTail) -> [CurveSegment] {
    guard count > 0 else { return [] }
    let isExtrapolated = if case .exponential = tail { lastIndex != nil } else { false }
    return (0..<(count - 1)).map { segment(from: $0, method: method, tail: tail, last: lastIndex ?? 0) }
      + [isExtrapolated ? .extrapolation : .zero]
  }

  /// How it runs from a point to the next, when `last` is the last measurable one.
  @inline(__always)
  func segment(from index: Int, method: AreaMethod, tail: CurveTail, last: Int) -> CurveSegment {
    let (c1, c2) = (concentrations[index], concentrations[index + 1])
    if c1 == 0, c2 == 0 { return .zero }
    if index >= last { return tail == .triangle && index == last ? .linear : .zero }
    guard c1 > 0, c2 > 0, c1 != c2 else { return .linear }
    return switch method {
    case .linear: .linear
    case .linearUpLogDown: c2 < c1 ? .log : .linear
    case .log: .log
    case .linearLog: index >= maximumIndex ?? 0 ? .log : .linear
    }
  }
}
