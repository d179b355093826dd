/// Memory for a fixed number of lane values, owned by one workspace and never resized.
///
/// Kernels work on `base` without bounds checks; whoever hands out indices into it (a tape, a solver) proves them
/// within `count` once, when it is made.
public struct LaneBuffer: ~Copyable {
  /// The first value.
  public let base: UnsafeMutablePointer<Lanes>
  /// How many values there are.
  public let count: Int

  /// Creates a buffer of zeros.
  public init(count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: Lanes(repeating: 0), count: max(count, 1))
  }

  deinit { base.deallocate() }

  /// A value, checked against the bounds.
  public subscript(index: Int) -> Lanes {
    get {
      precondition(index >= 0 && index < count, "index outside the buffer")
      return base[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "index outside the buffer")
      base[index] = newValue
    }
  }

  /// The same memory as single numbers, the lanes of a value one after another.
  @inlinable @inline(__always)
  package var numbers: UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(base).assumingMemoryBound(to: Double.self)
  }

  /// One lane of a value; neither number is checked.
  ///
  /// Reads and writes these eight bytes alone: a whole value read just after one of its lanes was written waits for
  /// the write to reach the cache, so that loops over lanes had better not do that each time.
  @inlinable @inline(__always)
  package func scalar(_ index: Int, lane: Int) -> Double {
    UnsafeRawPointer(base + index).load(fromByteOffset: 8 * lane, as: Double.self)
  }

  /// Writes one lane of a value; see `scalar`.
  @inlinable @inline(__always)
  package func setScalar(_ index: Int, lane: Int, to value: Double) {
    UnsafeMutableRawPointer(base + index).storeBytes(of: value, toByteOffset: 8 * lane, as: Double.self)
  }
}
