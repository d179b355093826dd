public import PKText
public import PKUnits

/// The times at which something is to be predicted, in one unit of time.
///
/// ```
/// schedule = item { "," item }
/// item     = time | time "..." time "by" time | "every" time [ "until" time ]
/// ```
///
/// A time is a number and a unit (`21day`), or a number alone, which is in the schedule's own unit,
/// usually that of the model.
public struct SamplingSchedule: Hashable, Sendable {
  /// Times that belong together.
  public enum Item: Hashable, Sendable {
    /// One time.
    case time(Double)
    /// start, start + step, … up to an end, or to the end of the run.
    case grid(start: Double, step: Double, end: Double?)
  }

  /// The most times that one schedule may ask for.
  public static let mostTimes = 10_000_000

  /// What the schedule consists of, in the order written.
  public var items: [Item]
  /// The unit of its numbers.
  public var timeUnit: Unit

  /// Creates a schedule from its parts.
  public init(items: [Item], timeUnit: Unit) {
    self.items = items
    self.timeUnit = timeUnit
  }

  /// Reads a list of times, such as `0, 1h, 6h, 1day, 21day`, `0...24 h by 30 min` or `every 6h
  /// until 21 day`.
  ///
  /// - Throws: diagnostics `PK42xx`.
  public init(parsing source: SourceText, timeUnit: Unit) throws(DiagnosticList) {
    var parser = SamplingParser(source, timeUnit: timeUnit)
    items = try parser.items()
    self.timeUnit = timeUnit
  }

  /// Reads the step of an even grid from 0, such as `6h`.
  ///
  /// - Throws: diagnostics `PK42xx`.
  public init(parsingStep source: SourceText, timeUnit: Unit) throws(DiagnosticList) {
    var parser = SamplingParser(source, timeUnit: timeUnit)
    items = [.grid(start: 0, step: try parser.onlyStep(), end: nil)]
    self.timeUnit = timeUnit
  }

  /// How many times there are up to an end, doubles counted twice; infinite when a grid never ends.
  public func count(until end: Double) -> Double {
    items.reduce(0) { $0 + Self.count(of: $1, until: end) }
  }

  /// The times from 0 up to and including `end`, ascending and each once.
  ///
  /// Point k of a grid is start + k·step, so that rounding does not add up. Times after `end` are
  /// left out.
  ///
  /// - Returns: nil when there are more than `mostTimes`, or when `end` is no finite number and a
  ///   grid needs it.
  public func times(until end: Double) -> [Double]? {
    guard count(until: end) <= Double(Self.mostTimes) else { return nil }
    var times: [Double] = []
    for item in items {
      switch item {
      case .time(let time): if time <= end { times.append(time) }
      case .grid(let start, let step, _):
        let points = Int(Self.count(of: item, until: end))
        for k in 0..<points { times.append(start + Double(k) * step) }
      }
    }
    times.sort()
    return times.indices.compactMap { $0 == 0 || times[$0] != times[$0 - 1] ? times[$0] : nil }
  }

  private static func count(of item: Item, until end: Double) -> Double {
    switch item {
    case .time: return 1
    case .grid(let start, let step, let last):
      let stop = min(last ?? end, end)
      // An end that is a multiple of the step belongs to the grid, whichever way the quotient was
      // rounded.
      let steps = (stop - start) / step
      let whole = (steps + steps.magnitude * 4 * Double.ulpOfOne).rounded(.down)
      return whole >= 0 ? whole + 1 : (steps.isNaN ? .infinity : 0)
    }
  }
}
