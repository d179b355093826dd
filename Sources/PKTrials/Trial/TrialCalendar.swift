/// When patients come, and when they may be treated; times in days.
public struct TrialCalendar: Hashable, Sendable {
  /// How patients are found.
  public enum Accrual: Hashable, Sendable {
    /// After an exponentially distributed time with this mean, while a place is open.
    case random(meanDays: Double)
    /// After exactly so many days, while a place is open.
    case fixed(days: Double)

    /// The time until the next patient, from a uniform deviate and its logarithm.
    func wait(_ negativeLog: () -> Double) -> Double {
      switch self {
      case .random(let mean): mean * negativeLog()
      case .fixed(let days): days
      }
    }
  }

  /// How patients are found; every 10 days on average unless said.
  public var accrual = Accrual.random(meanDays: 10)
  /// How long the first patient of a dose level is ahead of the next.
  public var sentinelGap = 0.0
  /// How far apart any other two patients are.
  public var minimumGap = 0.0
  /// How long the decision takes when the last window of a cohort has closed.
  public var review = 0.0
  /// The share of patients who leave before the window closes, without a DLT.
  public var notEvaluable = 0.0
  /// Whether they are replaced.
  public var replaces = true

  /// Creates a calendar without gaps.
  public init() {}
}

/// How treatment goes on behind the first dose; times in days.
public struct Treatment: Hashable, Sendable {
  /// A dose that rises in the same patient.
  public struct IntraPatient: Hashable, Sendable {
    /// How far it rises.
    public enum Step: String, Hashable, Sendable, CaseIterable {
      /// To the next level that has been cleared.
      case next
      /// To the highest level that has been cleared.
      case highest
    }

    /// After how many cycles at the first dose.
    public var afterCycles: Int
    /// How far.
    public var step: Step

    /// Creates a rule.
    public init(afterCycles: Int, step: Step) {
      self.afterCycles = afterCycles
      self.step = step
    }
  }

  /// How many cycles a patient has at most.
  public var cycles = 1
  /// How long a cycle is.
  public var cycleLength = 21.0
  /// By how many days a dose may come early or late, from cycle 2 on; each day is equally likely.
  public var doseWindow = 0
  /// The probability that a cycle begins late, and by how much; all that follows moves with it.
  public var delayProbability = 0.0
  /// How many days a cycle that begins late is late.
  public var delayDays = 7.0
  /// The probability that a patient does not go on to the next cycle.
  public var discontinuation = 0.0
  /// Whether a patient with a DLT is given no more.
  public var stopsAtDLT = true
  /// When the dose rises in the same patient; nil for never.
  public var intraPatient: IntraPatient?

  /// Creates a treatment of one cycle.
  public init() {}
}
