/// How many measurements lie outside the model's prediction intervals, against how many should.
///
/// Karlsson and Savic, Clin. Pharmacol. Ther. 82 (2007) 17; the intervals of the counts are those of the simulated data sets,
/// each taken for the data in its turn, so that correlation within subjects is in them.
public struct NumericalPredictiveCheck: Hashable, Sendable {
  /// A count, in percent of the measurements.
  public struct Share: Hashable, Sendable {
    /// Of the data.
    public var observed: Double
    /// What the model expects, and the 95 % interval over simulated data sets.
    public var expected: Double, lower: Double, upper: Double

    /// Whether the data lie outside that interval.
    public var isOutside: Bool { observed < lower || observed > upper }
  }

  /// A prediction interval.
  public struct Row: Hashable, Sendable {
    /// Its size, as a share.
    public var interval: Double
    /// The measurements below and above it.
    public var below: Share, above: Share
  }

  /// The intervals, as they were asked for.
  public var rows: [Row]
  /// How many measurements were counted.
  public var count: Int

  init(_ counts: IntervalCounts, intervals: [Double]) {
    count = counts.observations
    let total = Double(max(counts.observations, 1))
    rows = intervals.indices.map { index in
      let tail = (1 - intervals[index]) / 2
      func share(_ observed: Int, _ simulated: ArraySlice<Int>) -> Share {
        let sorted = simulated.map { 100 * Double($0) / total }.sorted()
        return Share(
          observed: 100 * Double(observed) / total, expected: 100 * tail,
          lower: Quantile.value(ofSorted: sorted, 0.025), upper: Quantile.value(ofSorted: sorted, 0.975))
      }
      let own = (index * counts.replicates)..<((index + 1) * counts.replicates)
      return Row(
        interval: intervals[index], below: share(counts.observedBelow[index], counts.below[own]),
        above: share(counts.observedAbove[index], counts.above[own]))
    }
  }
}

/// Counts of values outside prediction intervals: whole numbers, whose sum does not depend on the order.
struct IntervalCounts: Sendable {
  let replicates: Int
  private(set) var observations = 0
  private(set) var observedBelow: [Int], observedAbove: [Int]
  /// Interval by interval, for each replicate.
  private(set) var below: [Int], above: [Int]

  init(intervals: Int, replicates: Int) {
    self.replicates = replicates
    observedBelow = Array(repeating: 0, count: intervals)
    observedAbove = observedBelow
    below = Array(repeating: 0, count: intervals * replicates)
    above = below
  }

  /// Adds a measurement with discrepancy pd, and its simulated values, sorted and as they were drawn.
  mutating func add(_ pd: Double, _ sorted: [Double], _ drawn: [Double], _ intervals: [Double]) {
    guard let first = sorted.first, let last = sorted.last, first < last else { return }
    observations += 1
    for (index, interval) in intervals.enumerated() {
      let tail = (1 - interval) / 2
      if pd < tail { observedBelow[index] += 1 }
      if pd > 1 - tail { observedAbove[index] += 1 }
      let (low, high) = (Quantile.value(ofSorted: sorted, tail), Quantile.value(ofSorted: sorted, 1 - tail))
      for (replicate, value) in drawn.enumerated() {
        if value < low { below[index * replicates + replicate] += 1 }
        if value > high { above[index * replicates + replicate] += 1 }
      }
    }
  }

  mutating func add(_ other: IntervalCounts) {
    observations += other.observations
    for index in observedBelow.indices {
      observedBelow[index] += other.observedBelow[index]
      observedAbove[index] += other.observedAbove[index]
    }
    for index in below.indices {
      below[index] += other.below[index]
      above[index] += other.above[index]
    }
  }
}
