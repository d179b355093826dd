import PKNumerics

/// One value for each lane, in memory that an engine owns: elements are changed in place, without the uniqueness
/// check that an array makes each time.
struct LaneArray<Element>: ~Copyable {
  private let base: UnsafeMutablePointer<Element>

  init(repeating element: Element) {
    base = .allocate(capacity: Lanes.scalarCount)
    base.initialize(repeating: element, count: Lanes.scalarCount)
  }

  init(_ element: (Int) -> Element) {
    base = .allocate(capacity: Lanes.scalarCount)
    for lane in 0..<Lanes.scalarCount { (base + lane).initialize(to: element(lane)) }
  }

  deinit {
    base.deinitialize(count: Lanes.scalarCount)
    base.deallocate()
  }

  /// The lanes' numbers.
  var indices: Range<Int> { 0..<Lanes.scalarCount }

  subscript(lane: Int) -> Element {
    unsafeAddress {
      precondition(indices.contains(lane), "there is no such lane")
      return UnsafePointer(base + lane)
    }
    nonmutating unsafeMutableAddress {
      precondition(indices.contains(lane), "there is no such lane")
      return base + lane
    }
  }
}
