/// The numbers of a method, in memory that kernels read without bounds checks and without counting references.
struct NumberBuffer: ~Copyable {
  let base: UnsafePointer<Double>

  init(_ numbers: [Double]) {
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(numbers.count, 1))
    memory.initialize(to: 0)
    for (index, number) in numbers.enumerated() { (memory + index).initialize(to: number) }
    base = UnsafePointer(memory)
  }

  deinit { base.deallocate() }
}

extension Lanes {
  /// Σ wⱼ·xⱼ of at least one term, from the first to the last; each x is `stride` values after the one before.
  @inline(__always)
  init(sumOf count: Int, _ weights: UnsafePointer<Double>, _ x: UnsafePointer<Lanes>, stride: Int) {
    var (weight, term) = (weights, x)
    var sum = weight.pointee * term.pointee
    for _ in 1..<Swift.max(count, 1) {
      weight += 1
      term += stride
      sum += weight.pointee * term.pointee
    }
    self = sum
  }
}
