/// The lanes in which a mask is true, as a collection of lane numbers: cheap to make, cheap to loop over.
public struct LaneSet: Sequence, IteratorProtocol {
  @usableFromInline var bits: UInt64

  /// The lanes of a mask.
  @inlinable @inline(__always)
  public init(_ mask: LaneMask) {
    let weights = SIMD8<UInt64>(1, 2, 4, 8, 16, 32, 64, 128)
    self.init(bits: (mask.bits & weights).wrappedSum())
  }

  @usableFromInline
  init(bits: UInt64) { self.bits = bits }

  /// Whether there is none.
  @inlinable public var isEmpty: Bool { bits == 0 }
  /// How many there are.
  @inlinable public var count: Int { bits.nonzeroBitCount }

  /// Whether a lane is in the set.
  @inlinable package func contains(_ lane: Int) -> Bool { bits >> UInt64(lane) & 1 != 0 }
  /// Takes a lane out of the set.
  @inlinable package mutating func remove(_ lane: Int) { bits &= ~(1 << UInt64(lane)) }
  /// The lanes of the set in which a mask is true.
  package func intersection(_ mask: LaneMask) -> LaneSet { LaneSet(bits: bits & LaneSet(mask).bits) }

  /// Takes the lowest lane out of the set.
  @inlinable public mutating func next() -> Int? {
    guard bits != 0 else { return nil }
    defer { bits &= bits - 1 }
    return bits.trailingZeroBitCount
  }
}
