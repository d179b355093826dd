/// The values that an expression can have, as far as bounds and signs tell.
package struct Interval: Hashable, Sendable {
  package var lower: Double
  package var upper: Double

  package init(_ lower: Double, _ upper: Double) {
    // An undetermined bound, such as ∞ − ∞, is no bound.
    self.lower = lower.isNaN ? -.infinity : lower
    self.upper = upper.isNaN ? .infinity : upper
  }

  package static let anything = Interval(-.infinity, .infinity)
  package static let nonnegative = Interval(0, .infinity)

  package static prefix func - (x: Interval) -> Interval { Interval(-x.upper, -x.lower) }

  package static func + (x: Interval, y: Interval) -> Interval { Interval(x.lower + y.lower, x.upper + y.upper) }

  package static func - (x: Interval, y: Interval) -> Interval { x + -y }

  package static func * (x: Interval, y: Interval) -> Interval {
    // 0·∞ is 0 here: an infinite bound is never reached.
    func product(_ a: Double, _ b: Double) -> Double { a == 0 || b == 0 ? 0 : a * b }
    let all = [
      product(x.lower, y.lower), product(x.lower, y.upper), product(x.upper, y.lower), product(x.upper, y.upper),
    ]
    return Interval(all.min() ?? -.infinity, all.max() ?? .infinity)
  }

  package static func / (x: Interval, y: Interval) -> Interval {
    // A divisor of 0 is no value of a meaningful expression, so the sign is that of the rest.
    if y.lower >= 0 { return x * Interval(1 / y.upper, y.lower == 0 ? .infinity : 1 / y.lower) }
    if y.upper <= 0 { return -(x / -y) }
    return .anything
  }

  func union(_ other: Interval) -> Interval { Interval(min(lower, other.lower), max(upper, other.upper)) }
}
