import PKNumerics

/// Since when a subject has been at steady state, as troughs tell it.
public enum SteadyState {
  /// The first trough from which on troughs no longer rise or fall.
  ///
  /// Starting with all troughs and leaving out the first one after the other, the slope of ln C on time is
  /// tested; the subject is at steady state from the first trough on for which the interval of the slope
  /// contains 0: the stepwise test of linear trend of Maganti, Panebianco and Maes (AAPS J. 10:141, 2008), here
  /// for one subject.
  ///
  /// - Parameters:
  ///   - times: The times of the troughs, rising.
  ///   - troughs: The concentrations.
  ///   - confidence: Of the two-sided interval of the slope.
  /// - Returns: The time; not calculable for fewer than 3 troughs, or when the last three still rise or fall.
  public static func stepwise(times: [Double], troughs: [Double], confidence: Double = 0.9) -> NCAValue {
    guard let logs = logarithms(times, troughs) else { return .notCalculable(because: .notPositive) }
    guard logs.count >= 3 else {
      return .notCalculable(because: .tooFewPoints(found: logs.count, needed: 3, place: .named))
    }
    for start in 0...(logs.count - 3) {
      let line = StraightLine(Array(times[start...]), Array(logs[start...]))
      guard let line else { continue }
      if line.slopeInterval(confidence: confidence).contains(0) { return .value(times[start]) }
    }
    return .notCalculable(because: .notAtSteadyState)
  }

  /// When troughs have come within a fraction of their plateau: −ln(1 − fraction)/k of C = Css (1 − exp(−k t)).
  ///
  /// k minimises the sum of squares (for each k the best Css is known), by golden section on ln k.
  ///
  /// - Returns: The time after the first dose; flagged when it lies beyond the last trough.
  public static func monoexponential(times: [Double], troughs: [Double], fraction: Double = 0.9) -> NCAValue {
    guard fraction > 0, fraction < 1, let logs = logarithms(times, troughs), times.allSatisfy({ $0 > 0 }) else {
      return .notCalculable(because: .notPositive)
    }
    guard logs.count >= 3, let last = times.last else {
      return .notCalculable(because: .tooFewPoints(found: logs.count, needed: 3, place: .named))
    }
    func badness(_ logRate: Double) -> Double {
      let rate = LaneMath.exp(logRate)
      let shape = times.map { 1 - LaneMath.exp(-rate * $0) }
      let plateau = zip(shape, troughs).reduce(0) { $0 + $1.0 * $1.1 } / shape.reduce(0) { $0 + $1 * $1 }
      return zip(shape, troughs).reduce(0) { $0 + ($1.1 - plateau * $1.0) * ($1.1 - plateau * $1.0) }
    }
    let bounds = (LaneMath.log(1e-4 / last), LaneMath.log(50 / times[0]))
    let rate = LaneMath.exp(goldenMinimum(badness, bounds.0, bounds.1))
    let time = -LaneMath.log(1 - fraction) / rate
    return NCAValue.checked(time).flagged(because: time > last ? .extrapolatedFrom(last, to: time) : nil)
  }

  private static func logarithms(_ times: [Double], _ values: [Double]) -> [Double]? {
    guard times.count == values.count, values.allSatisfy({ $0 > 0 && $0.isFinite }), times.allSatisfy(\.isFinite) else {
      return nil
    }
    return values.map { LaneMath.log($0) }
  }

  /// The minimum of a function: the best of a grid, then golden section around it.
  private static func goldenMinimum(_ function: (Double) -> Double, _ low: Double, _ high: Double) -> Double {
    let steps = 200
    let grid = (0...steps).map { low + (high - low) * Double($0) / Double(steps) }
    let values = grid.map(function)
    let best = values.indices.min { values[$0] < values[$1] } ?? 0
    var (a, b) = (grid[max(best - 1, 0)], grid[min(best + 1, steps)])
    let ratio = 0.61803398874989484820
    for _ in 0..<80 {
      let (left, right) = (b - ratio * (b - a), a + ratio * (b - a))
      if function(left) < function(right) { b = right } else { a = left }
    }
    return (a + b) / 2
  }
}
