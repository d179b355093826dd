/// The spacing of each lane's output times, eight at a time, and what its modes do over it.
///
/// Where eight times are spaced as the eight before them, the exponential of each is that of their first, times that of
/// its distance from it, known already: two roundings more, and no error adds up.
struct OutputGrid: ~Copyable {
  /// Lanes that have a spacing, and lanes whose exponentials are those of the present rates.
  private var known = LaneMask(repeating: false)
  private var complete = LaneMask(repeating: false)
  /// By lane, the distances of eight times from their first.
  private let offsets = LaneBuffer(count: Lanes.scalarCount)
  /// By lane and mode, the exponentials of rate times distance.
  let exponentials: LaneBuffer

  init(modes: Int) { exponentials = LaneBuffer(count: Lanes.scalarCount * modes) }

  /// Forgets a lane's spacing.
  mutating func forget(_ lane: Int) { known[lane] = false }

  /// Whether some of eight times are spaced so, up to how times near them are rounded.
  @inline(__always)
  func holds(_ lane: Int, _ times: Lanes, from first: Double, where asked: LaneMask) -> Bool {
    guard known[lane] else { return false }
    let off = (times - first) - offsets.base[lane]
    return ((off.absolute .<= 0x1p-50 * times.absolute) .| .!asked).holdsEverywhere
  }

  /// Takes a new spacing.
  mutating func take(_ lane: Int, _ spacing: Lanes) {
    offsets.base[lane] = spacing
    known[lane] = true
    complete[lane] = false
  }

  /// Makes the exponentials those of a lane's rates.
  mutating func complete(_ lane: Int, rates: borrowing LaneBuffer) {
    guard !complete[lane] else { return }
    let m = rates.count
    for j in 0..<m {
      exponentials.base[lane * m + j] = LaneMath.exp(rates.scalar(j, lane: lane) * offsets.base[lane])
    }
    complete[lane] = true
  }
}
