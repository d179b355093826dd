import Bateman

/// The times at which subjects were to be sampled, made out from when they were: bins of near times.
///
/// As many bins as a subject has samples (the median), by exact k-means of the logarithm of time, since windows widen with
/// time.
struct SampleTimes {
  private let bins: Bins
  private let shift: Double
  /// The mean of the actual times of each bin.
  private let means: [Double]
  /// Whether actual times differ within a bin.
  let isNeeded: Bool

  /// Nil without a time after 0.
  ///
  /// - Parameter profiles: the times of each subject.
  init?(_ profiles: [[Double]]) {
    let times = profiles.flatMap(\.self).filter(\.isFinite)
    guard let first = times.filter({ $0 > 0 }).min() else { return nil }
    let counts = profiles.map(\.count).filter { $0 > 0 }.sorted()
    // The least time is as far from 0 as from its double.
    func place(_ time: Double) -> Double { DecimalLogarithm.natural(max(time, 0) + first) }
    guard let bins = try? BinRule.kMeans(counts[counts.count / 2]).bins(of: times.map(place)) else { return nil }
    var members: [Int: [Double]] = [:]
    for time in times {
      if let bin = bins.index(of: place(time)) { members[bin, default: []].append(time) }
    }
    self.bins = bins
    shift = first
    means = (0..<bins.count).map { bin in
      let own = members[bin] ?? []
      return own.isEmpty ? .nan : own.reduce(0, +) / Double(own.count)
    }
    isNeeded = members.values.contains { Set($0).count > 1 }
  }

  /// How many bins there are.
  var count: Int { bins.count }

  /// The time that samples of about the same time share.
  func common(_ time: Double) -> Double? {
    guard isNeeded, let bin = bins.index(of: DecimalLogarithm.natural(max(time, 0) + shift)) else { return nil }
    return means[bin].isFinite ? means[bin] : nil
  }
}
