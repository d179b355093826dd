public import PKUnits

/// One dose of a regimen.
public struct ScheduledDose: Hashable, Sendable {
  /// When it is given: time since the first dose.
  public var time: Double
  /// Which dose it is, and the cycle it begins; from 0.
  public var cycle: Int
  /// The phase it belongs to, by its index.
  public var phase: Int

  /// Creates a dose.
  public init(time: Double, cycle: Int, phase: Int) {
    self.time = time
    self.cycle = cycle
    self.phase = phase
  }
}

/// The time from a dose to the next.
public struct CycleWindow: Hashable, Sendable {
  /// Which cycle it is; from 0.
  public var index: Int
  /// When its dose is given.
  public var start: Double
  /// When it ends: with the next dose, or an interval after the last; infinite for a single dose
  /// without interval.
  public var end: Double

  /// Creates a window.
  public init(index: Int, start: Double, end: Double) {
    self.index = index
    self.start = start
    self.end = end
  }

  /// How long it lasts.
  public var duration: Double { end - start }
}

extension Regimen {
  /// The doses in order of time, which is counted in `timeUnit` from the first.
  ///
  /// Dose k of a phase is at start + k·interval, so that rounding does not add up.
  ///
  /// - Returns: nil when `timeUnit` or an interval is no time.
  public func doses(in timeUnit: Unit) -> [ScheduledDose]? {
    guard timeUnit.dimension == .time else { return nil }
    var doses: [ScheduledDose] = []
    var start = 0.0
    for (index, phase) in phases.enumerated() {
      guard let interval = phase.interval.map({ $0.value(in: timeUnit) }) ?? 0 else { return nil }
      for dose in 0..<max(0, phase.count) {
        doses.append(ScheduledDose(time: start + Double(dose) * interval, cycle: doses.count, phase: index))
      }
      start += Double(phase.count) * interval
    }
    return doses
  }

  /// The cycles: each from one dose to the next, the last for one interval.
  ///
  /// - Returns: nil when `timeUnit` or an interval is no time.
  public func cycles(in timeUnit: Unit) -> [CycleWindow]? {
    guard let doses = doses(in: timeUnit), let last = doses.last else { return nil }
    let ends = doses.dropFirst().map(\.time) + [last.time + (lastInterval(in: timeUnit) ?? .infinity)]
    return zip(doses, ends).map { CycleWindow(index: $0.cycle, start: $0.time, end: $1) }
  }

  private func lastInterval(in timeUnit: Unit) -> Double? {
    phases.last { $0.count > 0 }?.interval?.value(in: timeUnit)
  }
}
