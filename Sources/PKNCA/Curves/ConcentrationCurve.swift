/// Concentrations against time after the rules for samples have been applied: in order of time, nothing missing.
///
/// A concentration of 0 is one below the limit of quantification.
public struct ConcentrationCurve: Hashable, Sendable {
  /// The times, rising; in an analysis they count from the start of the interval.
  public let times: [Double]
  /// The concentrations, one for each time.
  public let concentrations: [Double]
  /// Whether the first point was inserted for the start of the interval, and is no sample.
  public let isStartInserted: Bool
  /// Which points may not be of the terminal phase; empty when all may.
  let excluded: [Bool]
  /// The index of the highest sample; nil when none is measurable.
  public let maximumIndex: Int?
  /// The index of the first measurable sample.
  public let firstIndex: Int?
  /// The index of the last measurable sample.
  public let lastIndex: Int?

  /// Creates a curve from rising times and as many concentrations of at least 0.
  ///
  /// - Returns: nil when times do not rise, or anything is negative, infinite or no number.
  public init?(times: [Double], concentrations: [Double], tmax: TmaxRule = .first) {
    guard times.count == concentrations.count, zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }),
      times.allSatisfy(\.isFinite), concentrations.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return nil }
    self.init(rising: times, concentrations, tmax: tmax)
  }

  /// A curve of points that are known to be in order.
  init(
    rising times: [Double], _ concentrations: [Double], excluded: [Bool] = [], isStartInserted: Bool = false,
    tmax: TmaxRule, tmaxTime: Double? = nil
  ) {
    self.times = times
    self.concentrations = concentrations
    self.excluded = excluded
    self.isStartInserted = isStartInserted
    var (maximum, first, last): (Int?, Int?, Int?)
    var highest = 0.0
    for index in (isStartInserted ? 1 : 0)..<max(concentrations.count, isStartInserted ? 1 : 0) {
      let value = concentrations[index]
      guard value > 0 else { continue }
      if first == nil { first = index }
      last = index
      if value > highest || (value == highest && tmax == .last) { (highest, maximum) = (value, index) }
    }
    // A part of a longer curve keeps that one's Tmax, which may lie before or after it.
    if let tmaxTime { maximum = times.firstIndex { $0 >= tmaxTime } ?? times.count }
    (maximumIndex, firstIndex, lastIndex) = (maximum, first, last)
  }

  /// The number of points.
  public var count: Int { times.count }

  /// The indices of the points that are samples.
  var samples: Range<Int> { isStartInserted ? 1..<count : 0..<count }

  /// The index of the point at a time, if there is one.
  func index(at time: Double) -> Int? {
    let index = firstIndex(from: time)
    return index < count && times[index] == time ? index : nil
  }

  /// The index of the first point at or after a time; `count` when there is none.
  func firstIndex(from time: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
