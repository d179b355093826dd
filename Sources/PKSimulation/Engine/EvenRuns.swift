/// Which of some times in order are evenly spaced, found once for all who share them.
final class EvenRuns: @unchecked Sendable {
  /// Where the even spacing that a time belongs to ends.
  struct Run {
    /// The first place behind the run.
    var end: Int
    /// The distance between its times.
    var spacing: Double
  }
  /// By place; it never changes, so that all threads may read it.
  private let runs: UnsafeMutablePointer<Run>
  let count: Int

  init(_ times: [Double]) {
    count = times.count
    runs = .allocate(capacity: max(1, count))
    var start = 0
    while start < count {
      let run = Self.run(from: start, times)
      for place in start..<run.end { (runs + place).initialize(to: run) }
      start = run.end
    }
  }

  deinit { runs.deallocate() }

  subscript(place: Int) -> Run {
    precondition(place >= 0 && place < count, "there is no such time")
    return runs[place]
  }

  /// The longest run from a place on: each time is its first plus a multiple of one spacing, up to the rounding of times of
  /// that size, two units in the last place.
  private static func run(from start: Int, _ times: [Double]) -> Run {
    let first = times[start]
    // The spacings that all times so far allow.
    var (low, high) = (0.0, Double.infinity)
    var end = start + 1
    while end < times.count {
      let (distance, steps) = (times[end] - first, Double(end - start))
      let slack = 0x1p-52 * abs(times[end])
      let (least, most) = ((distance - slack) / steps, (distance + slack) / steps)
      guard max(low, least) <= min(high, most) else { break }
      (low, high) = (max(low, least), min(high, most))
      end += 1
    }
    guard end - start > 1 else { return Run(end: end, spacing: 0) }
    let mean = (times[end - 1] - first) / Double(end - 1 - start)
    return Run(end: end, spacing: min(max(mean, low), high))
  }
}
