/// A stretch of a profile that parameters are calculated for; its dose is the last one at or before its start.
public struct NCAInterval: Hashable, Sendable {
  /// Where it starts, on the clock of the profile.
  public var start: Double
  /// Where it ends; nil when it goes on as long as the samples.
  public var end: Double?
  /// Whether the subject is said to be at steady state in it.
  public var isSteadyState: Bool

  /// Creates an interval.
  public init(from start: Double = 0, to end: Double? = nil, isSteadyState: Bool = false) {
    self.start = start
    self.end = end
    self.isSteadyState = isSteadyState
  }

  /// How long it is; nil when it has no end.
  public var length: Double? { end.map { $0 - start } }

  /// One interval from each dose to the next and, from the last dose on, one without an end.
  ///
  /// Doses at one time count as one; without a dose, the interval starts at 0.
  public static func betweenDoses(_ doses: [NCADose]) -> [NCAInterval] {
    let times = Set(doses.map(\.time)).sorted()
    guard let last = times.last else { return [NCAInterval()] }
    return zip(times, times.dropFirst()).map { NCAInterval(from: $0, to: $1) } + [NCAInterval(from: last)]
  }
}
