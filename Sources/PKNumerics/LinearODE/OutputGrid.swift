/// The spacing of each lane's output times, eight at a time, and what its modes do over it.
///
/// Where eight times are spaced as the eight before them, the exponential of each is that of their first, times that of
/// its distance from it, known already: two roundings more, and no error adds up.
struct OutputGrid: ~Copyable {
  /// Lanes that have a spacing, and lanes whose exponentials are those of the present rates; a bit for each.
  private var known: UInt64 = 0
  private var complete: UInt64 = 0
  /// By lane, the distances of eight times from their first.
  private let offsets = LaneBuffer(count: Lanes.scalarCount)
  /// By lane and mode, the exponentials of rate times distance.
  let exponentials: LaneBuffer

  init(modes: Int) { exponentials = LaneBuffer(count: Lanes.scalarCount * modes) }

  /// Forgets a lane's spacing.
  mutating func forget(_ lane: Int) { known &= ~(1 << UInt64(lane)) }

  /// Whether a lane has a spacing.
  func isKnown(_ lane: Int) -> Bool { known >> UInt64(lane) & 1 != 0 }

  /// Whether eight times are spaced so, up to how times near them are rounded; for a lane that has a spacing.
  @inline(__always)
  func holds(_ lane: Int, _ times: Lanes) -> Bool { !spare(lane, times).hasNegative }

  /// The same for some of eight times.
  @inline(__always)
  func holds(_ lane: Int, _ times: Lanes, where asked: LaneMask) -> Bool {
    !Lanes(repeating: 0).blended(with: spare(lane, times), where: asked).hasNegative
  }

  /// How far below what is allowed the times are off the spacing.
  @inline(__always)
  private func spare(_ lane: Int, _ times: Lanes) -> Lanes {
    0x1p-50 * times.absolute - ((times - times[0]) - offsets.base[lane]).absolute
  }

  /// Takes a new spacing.
  mutating func take(_ lane: Int, _ spacing: Lanes) {
    offsets.base[lane] = spacing
    known |= 1 << UInt64(lane)
    complete &= ~(1 << UInt64(lane))
  }

  /// Makes the exponentials those of a lane's rates.
  mutating func complete(_ lane: Int, rates: borrowing LaneBuffer) {
    guard complete >> UInt64(lane) & 1 == 0 else { return }
    let m = rates.count
    for j in 0..<m {
      exponentials.base[lane * m + j] = LaneMath.exp(rates.scalar(j, lane: lane) * offsets.base[lane])
    }
    complete |= 1 << UInt64(lane)
  }
}
