/// Numbers of registers or states that an engine owns: read in every step without counting references.
struct IndexList: ~Copyable {
  private let base: UnsafeMutablePointer<Int>
  let count: Int

  init(_ indices: [Int]) {
    count = indices.count
    base = .allocate(capacity: max(1, count))
    for (place, index) in indices.enumerated() { (base + place).initialize(to: index) }
  }

  deinit { base.deallocate() }

  subscript(place: Int) -> Int {
    precondition(place >= 0 && place < count, "there is no such index")
    return base[place]
  }
}
