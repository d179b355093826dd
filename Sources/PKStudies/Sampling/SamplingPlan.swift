/// When samples are drawn, cycle by cycle; times are in the model's time unit.
public struct SamplingPlan: Hashable, Sendable {
  /// A moment within a cycle.
  public enum Moment: Hashable, Sendable {
    /// Just before the dose.
    case preDose
    /// A time after the end of the infusion; after the dose where there is none.
    case endOfInfusion(after: Double)
    /// A time after the start of the dose.
    case afterStart(Double)
  }

  /// Samples at one moment of some cycles.
  public struct Entry: Hashable, Sendable {
    /// How tables call it.
    public var label: String
    /// The moment.
    public var moment: Moment
    /// How much earlier or later a sample may be; a pre-dose sample is never late.
    public var window: Double
    /// The cycles, from 1 on; nil for all.
    public var cycles: Set<Int>?

    /// Whether the entry has a sample in a cycle, from 1 on.
    public func isIn(cycle: Int) -> Bool { cycles?.contains(cycle) ?? true }
  }

  /// What tables call the plan.
  public var name: String
  /// Its moments.
  public var entries: [Entry]
  /// The outputs that are measured, by index.
  public var outputs: [Int]

  /// The time of an entry's sample.
  ///
  /// - Parameters:
  ///   - entry: the entry.
  ///   - start: when the cycle begins.
  ///   - infusion: how long its infusion takes.
  ///   - u: a uniform deviate, for where in the window the sample is drawn.
  /// - Returns: the time, and whether the sample is drawn before what happens then.
  static func time(_ entry: Entry, start: Double, infusion: Double, u: Double) -> (time: Double, isBefore: Bool) {
    let jitter = (2 * u - 1) * entry.window
    return switch entry.moment {
    case .preDose: (max(0, start - entry.window * u), true)
    case .endOfInfusion(let after): (max(start, start + infusion + after + jitter), false)
    case .afterStart(let after): (max(start, start + after + jitter), false)
    }
  }
}
