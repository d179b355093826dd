/// Times in order, in memory that never changes or moves: a lane looks at its next one in every step, without counting
/// references.
struct Timeline: ~Copyable, @unchecked Sendable {
  /// The times, then ∞; valid for as long as the timeline.
  let base: UnsafePointer<Double>
  private let memory: UnsafeMutablePointer<Double>

  init(_ times: some Collection<Double>) {
    memory = .allocate(capacity: times.count + 1)
    for (place, time) in times.enumerated() { (memory + place).initialize(to: time) }
    (memory + times.count).initialize(to: .infinity)
    base = UnsafePointer(memory)
  }

  deinit { memory.deallocate() }
}
