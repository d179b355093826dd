/// Eight doubles computed together: one subject a lane.
public typealias Lanes = SIMD8<Double>

/// One truth value for each lane of ``Lanes``.
public typealias LaneMask = SIMDMask<SIMD8<Int64>>

extension Lanes {
  /// The lanes read as IEEE 754 bit patterns.
  @inlinable @inline(__always)
  public var bits: SIMD8<UInt64> { unsafeBitCast(self, to: SIMD8<UInt64>.self) }

  /// Lanes with the given IEEE 754 bit patterns.
  @inlinable @inline(__always)
  public init(bits: SIMD8<UInt64>) { self = unsafeBitCast(bits, to: Lanes.self) }

  /// The 26 leading bits of each lane's significand: a product of two heads is exact.
  @inline(__always)
  var head: Lanes { Lanes(bits: bits & 0xffff_ffff_f800_0000) }

  /// Each lane without its sign; unlike a comparison and `0 − x`, also right for −0 and NaN.
  @inlinable @inline(__always)
  public var absolute: Lanes { Lanes(bits: bits & 0x7fff_ffff_ffff_ffff) }

  /// Whether some lane is below 0, or −0: a look at the signs alone.
  @inlinable @inline(__always)
  package var hasNegative: Bool {
    let four = bits.lowHalf | bits.highHalf
    let two = four.lowHalf | four.highHalf
    return (two.x | two.y) >> 63 != 0
  }

  /// Each lane with the other sign; the standard library's `-x` is `0 − x`, which makes 0 of 0.
  @inlinable @inline(__always)
  public var negated: Lanes { Lanes(bits: bits ^ 0x8000_0000_0000_0000) }

  /// The lanes of `other` where the mask is true, of this vector elsewhere.
  ///
  /// Equal to `replacing(with:where:)`, which on SSE2 first compares the mask with zero: this one
  /// trusts that a lane of a mask is all ones or all zeros, as the standard library makes them.
  @inlinable @inline(__always)
  public func blended(with other: Lanes, where mask: LaneMask) -> Lanes {
    Lanes(bits: (bits & ~mask.bits) | (other.bits & mask.bits))
  }

  /// `other` in each lane where the mask is true, this vector's lanes elsewhere.
  @inlinable @inline(__always)
  public func blended(with other: Double, where mask: LaneMask) -> Lanes {
    blended(with: Lanes(repeating: other), where: mask)
  }
}

extension Lanes {
  // The standard library's comparisons, made of pairs: SSE2 compares two doubles to a mask of the same size; of a
  // comparison of eight, the compiler makes small integers there and back again, ten times the work.

  /// Where a lane is less than the other's.
  @inlinable @inline(__always)
  public static func .< (a: Lanes, b: Lanes) -> LaneMask { compare(a, b) { $0 .< $1 } }
  /// Where a lane is at most the other's.
  @inlinable @inline(__always)
  public static func .<= (a: Lanes, b: Lanes) -> LaneMask { compare(a, b) { $0 .<= $1 } }
  /// Where a lane is greater than the other's.
  @inlinable @inline(__always)
  public static func .> (a: Lanes, b: Lanes) -> LaneMask { compare(a, b) { $0 .> $1 } }
  /// Where a lane is at least the other's.
  @inlinable @inline(__always)
  public static func .>= (a: Lanes, b: Lanes) -> LaneMask { compare(a, b) { $0 .>= $1 } }
  /// Where a lane is equal to the other's.
  @inlinable @inline(__always)
  public static func .== (a: Lanes, b: Lanes) -> LaneMask { compare(a, b) { $0 .== $1 } }
  /// Where a lane is not equal to the other's.
  @inlinable @inline(__always)
  public static func .!= (a: Lanes, b: Lanes) -> LaneMask { compare(a, b) { $0 .!= $1 } }
  /// Where a lane is less than a number.
  @inlinable @inline(__always)
  public static func .< (a: Lanes, b: Double) -> LaneMask { a .< Lanes(repeating: b) }
  /// Where a lane is at most a number.
  @inlinable @inline(__always)
  public static func .<= (a: Lanes, b: Double) -> LaneMask { a .<= Lanes(repeating: b) }
  /// Where a lane is greater than a number.
  @inlinable @inline(__always)
  public static func .> (a: Lanes, b: Double) -> LaneMask { a .> Lanes(repeating: b) }
  /// Where a lane is at least a number.
  @inlinable @inline(__always)
  public static func .>= (a: Lanes, b: Double) -> LaneMask { a .>= Lanes(repeating: b) }
  /// Where a lane is equal to a number.
  @inlinable @inline(__always)
  public static func .== (a: Lanes, b: Double) -> LaneMask { a .== Lanes(repeating: b) }
  /// Where a lane is not equal to a number.
  @inlinable @inline(__always)
  public static func .!= (a: Lanes, b: Double) -> LaneMask { a .!= Lanes(repeating: b) }

  /// The larger of this and another in each lane; this one where the other is not a number.
  @inlinable @inline(__always)
  public func orLarger(_ other: Lanes) -> Lanes {
    Self.combine(self, other) { $0.replacing(with: $1, where: $1 .> $0) }
  }

  /// The smaller of this and another in each lane; this one where the other is not a number.
  @inlinable @inline(__always)
  public func orSmaller(_ other: Lanes) -> Lanes {
    Self.combine(self, other) { $0.replacing(with: $1, where: $1 .< $0) }
  }

  /// What a comparison of two doubles says of all pairs.
  @inlinable @inline(__always)
  static func compare(
    _ a: Lanes, _ b: Lanes, _ comparison: (SIMD2<Double>, SIMD2<Double>) -> SIMDMask<SIMD2<Int64>>
  ) -> LaneMask {
    let bits = combine(a, b) { unsafeBitCast(comparison($0, $1), to: SIMD2<Double>.self) }
    return unsafeBitCast(bits, to: LaneMask.self)
  }

  /// What a function of two doubles makes of all pairs.
  @inlinable @inline(__always)
  static func combine(
    _ a: Lanes, _ b: Lanes, _ function: (SIMD2<Double>, SIMD2<Double>) -> SIMD2<Double>
  ) -> Lanes {
    let (c, d, e, f) = (a.lowHalf, a.highHalf, b.lowHalf, b.highHalf)
    return Lanes(
      lowHalf: SIMD4(lowHalf: function(c.lowHalf, e.lowHalf), highHalf: function(c.highHalf, e.highHalf)),
      highHalf: SIMD4(lowHalf: function(d.lowHalf, f.lowHalf), highHalf: function(d.highHalf, f.highHalf)))
  }
}

extension Lanes {
  /// Writes one lane where the value lies, which must be in memory; the number is not checked.
  ///
  /// A subscript copies all lanes to the stack and back, and waits for the written one on its way.
  @inlinable @inline(__always)
  package mutating func set(_ lane: Int, to value: Double) {
    withUnsafeMutableBytes(of: &self) { $0.storeBytes(of: value, toByteOffset: 8 * lane, as: Double.self) }
  }
}

extension LaneMask {
  /// Writes one lane where the mask lies, which must be in memory; the number is not checked.
  @inlinable @inline(__always)
  package mutating func set(_ lane: Int, to value: Bool) {
    withUnsafeMutableBytes(of: &self) { $0.storeBytes(of: value ? -1 : 0, toByteOffset: 8 * lane, as: Int64.self) }
  }

  /// The mask as integers: all ones where true, zero where false.
  @inlinable @inline(__always)
  public var bits: SIMD8<UInt64> { unsafeBitCast(self, to: SIMD8<UInt64>.self) }

  /// Whether the mask is true in each lane.
  @inlinable @inline(__always)
  public var holdsEverywhere: Bool {
    let four = bits.lowHalf & bits.highHalf
    let two = four.lowHalf & four.highHalf
    return two.x & two.y == .max
  }

  /// Whether the mask is true in at least one lane.
  @inlinable @inline(__always)
  public var holdsSomewhere: Bool {
    let four = bits.lowHalf | bits.highHalf
    let two = four.lowHalf | four.highHalf
    return two.x | two.y != 0
  }
}
