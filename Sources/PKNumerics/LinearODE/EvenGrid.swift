/// What each lane's modes do over multiples of one spacing: 64 exponentials for each mode, made when they are first asked
/// for.
///
/// Where times are evenly spaced, the exponential at each is that at the first of 64 times one of these: all three factors are
/// exponentials of their own, so that no error adds up from one time to the next.
struct EvenGrid: ~Copyable {
  /// How many groups of eight times are reached from one exponential.
  static let groups = 8

  private let modes: Int
  /// By lane, the distance of two times, and how many groups are there; no number, and none, after the rates changed.
  private let spacings = LaneBuffer(count: 1)
  private let ready = LaneBuffer(count: 1)
  /// By lane, mode and group.
  private let exponentials: LaneBuffer
  private let strides = LaneBuffer(count: 1)

  init(modes: Int) {
    self.modes = modes
    exponentials = LaneBuffer(count: Lanes.scalarCount * modes * Self.groups)
  }

  /// Forgets what was made for a lane's rates.
  func forget(_ lane: Int) { ready.setScalar(0, lane: lane, to: 0) }

  /// The exponentials of rate times 0, 1, 2 … spacings: for each mode so many groups as are asked for, in eight places.
  func exponentials(
    _ lane: Int, spacing: Double, groups: Int, rates: borrowing LaneBuffer
  ) -> UnsafePointer<Lanes> {
    let base = exponentials.base + lane * modes * Self.groups
    let known = spacings.scalar(0, lane: lane) == spacing ? Int(ready.scalar(0, lane: lane)) : 0
    guard known < groups else { return UnsafePointer(base) }
    let eighths = Lanes(0, 1, 2, 3, 4, 5, 6, 7)
    for j in 0..<modes {
      let first = base + j * Self.groups
      let rate = rates.scalar(j, lane: lane) * spacing
      if known == 0 { first[0] = LaneMath.exp(rate * eighths) }
      guard groups > 1 else { continue }
      strides.base[0] = LaneMath.exp((8 * rate) * eighths)
      for group in 1..<Self.groups { first[group] = strides.scalar(0, lane: group) * first[0] }
    }
    spacings.setScalar(0, lane: lane, to: spacing)
    ready.setScalar(0, lane: lane, to: groups > 1 ? Double(Self.groups) : 1)
    return UnsafePointer(base)
  }
}
