import PKNumerics

/// A zero of a growing function between two times of each lane, by regula falsi with the Illinois modification (Dowell
/// and Jarratt, BIT 11 (1971) 168): an end that stays twice has its value halved.
///
/// A lane rests once its time is known to 10⁻¹² of the step, so that what it gives does not depend on how long the
/// others take.
struct Bracket {
  /// Where the function is 0, as far as it is known.
  private(set) var found: Lanes
  private var low: Lanes, high: Lanes
  private var below: Lanes, above: Lanes
  private let enough: Lanes
  private var left: LaneMask
  private var wasAbove = LaneMask(repeating: false)
  private var round = 0
  private static let mostRounds = 100

  /// Begins with times at which the function is below and above 0, in the given lanes.
  init(from low: Lanes, to high: Lanes, below: Lanes, above: Lanes, where lanes: LaneMask) {
    (self.low, self.high, self.below, self.above) = (low, high, below, above)
    enough = 1e-12 * (high - low)
    found = high
    left = lanes .& (above .> Lanes(repeating: 0))
  }

  /// The times at which the function is wanted next; nil when all lanes rest.
  ///
  /// Lanes that rest get the other time.
  mutating func next(orElse time: Lanes) -> Lanes? {
    guard left.holdsSomewhere, round < Self.mostRounds else { return nil }
    let middle = time.blended(with: high - above * (high - low) / (above - below), where: left)
    found = found.blended(with: middle, where: left)
    return middle
  }

  /// Takes the function's values at the times that were asked for.
  mutating func take(_ value: Lanes, at middle: Lanes) {
    let zero = Lanes(repeating: 0)
    let isAbove = value .>= zero
    let isInside = (middle - low .> enough) .& (high - middle .> enough)
    if round > 0 {
      above = above.blended(with: 0.5 * above, where: left .& .!isAbove .& .!wasAbove)
      below = below.blended(with: 0.5 * below, where: left .& isAbove .& wasAbove)
    }
    high = high.blended(with: middle, where: left .& isAbove)
    above = above.blended(with: value, where: left .& isAbove)
    low = low.blended(with: middle, where: left .& .!isAbove)
    below = below.blended(with: value, where: left .& .!isAbove)
    wasAbove = isAbove
    left = left .& isInside .& (value .!= zero)
    round += 1
  }
}
