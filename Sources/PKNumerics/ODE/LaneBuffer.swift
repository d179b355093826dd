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
}
