/// What enters a compartment time and again, one interval apart, seen from the moment when a dose enters (phase 0).
struct PeriodicInput {
  /// One stretch of a period: how long it is, and the rate of infusion.
  struct Stretch {
    var duration: Double
    var rate: Double
  }

  let compartment: Int
  let interval: Double
  /// What enters at once at phase 0; 0 for an infusion.
  let amount: Double
  /// The rate of one infusion and how long it lasts; 0 for a bolus.
  let rate: Double
  let duration: Double
  /// How many infusions from earlier doses run all the time.
  let overlapping: Int
  /// Until when in a period one more runs; from 0 to below the interval.
  let rest: Double

  /// More infusions at once than this, or doses under way in a lag, are no regimen.
  static let mostOverlapping = 10_000.0

  /// The input of a dose; nil when more infusions overlap than can be followed.
  init?(_ form: DoseEntry.Form, compartment: Int, interval: Double) {
    self.compartment = compartment
    self.interval = interval
    switch form {
    case .bolus(let amount): (self.amount, rate, duration) = (amount, 0, 0)
    case .infusion(let rate, let duration): (amount, self.rate, self.duration) = (0, rate, duration)
    case .profile: return nil
    }
    guard let (whole, rest) = Self.divide(duration, by: interval) else { return nil }
    (overlapping, self.rest) = (whole, rest)
  }

  /// A number of whole intervals and the rest; a rest within rounding of nothing, or of an interval, is none.
  static func divide(_ time: Double, by interval: Double) -> (whole: Int, rest: Double)? {
    let ratio = time / interval
    guard ratio >= 0, ratio <= mostOverlapping else { return nil }
    let nearest = ratio.rounded()
    if abs(ratio - nearest) <= 1e-12 * max(1, ratio) { return (Int(nearest), 0) }
    let whole = ratio.rounded(.down)
    return (Int(whole), time - whole * interval)
  }

  /// The stretches of constant infusion from phase 0, just after what enters at once, to a phase of at most an interval.
  func stretches(until phase: Double) -> [Stretch] {
    let base = rate * Double(overlapping)
    guard rest > 0 else { return [Stretch(duration: phase, rate: base)] }
    let first = Stretch(duration: min(rest, phase), rate: base + rate)
    return phase > rest ? [first, Stretch(duration: phase - rest, rate: base)] : [first]
  }

  /// How much longer each infusion runs that has not ended at a phase.
  func remaining(at phase: Double) -> [Double] {
    guard rate != 0 else { return [] }
    return (0...overlapping).map { duration - phase - Double($0) * interval }.filter {
      $0 > 1e-12 * (duration + interval)
    }
  }
}
