/// What came of a request that was not refused.
public struct DoseResult: Sendable {
  /// One line of the derivation.
  public struct Step: Hashable, Sendable {
    /// What was done, in a word, such as `multiply`.
    package let operation: String
    /// The calculation with its numbers and units.
    package let expression: String
    /// What came out, with its unit.
    package let value: String
    /// The rule or formula.
    package let rule: String
  }

  /// A limit and how the dose stands to it.
  public struct Check: Hashable, Sendable {
    package let name: String
    /// Whether no result can be had beyond it.
    package let isHard: Bool
    package let value: String
    package let limit: String
    package let passes: Bool
  }

  /// Something to look at before the dose is given.
  public struct Alert: Hashable, Sendable {
    /// The lower, the more urgent.
    package let rank: Int
    package let message: String
    package let source: String
    package let action: String
  }

  /// A condition on organs or build.
  public struct Eligibility: Hashable, Sendable {
    /// What came of a check.
    public enum Outcome: String, Sendable { case met, notMet = "not met", notAssessed = "not assessed" }
    package let check: String
    package let value: String
    package let limit: String
    package let outcome: Outcome
  }

  package let armName: String
  package let levelName: String
  package let amount: String
  package let isLoading: Bool
  package let cycle: Int
  package let day: Int
  /// The prescribed dose.
  public let dose: Measure<DoseMass>
  /// The dose before rounding.
  public let exactDose: Measure<DoseMass>
  /// What capped the dose, or nil.
  package let cap: String?
  /// How it was rounded.
  package let rounding: String
  /// The relative deviation: (rounded − exact)/exact, a fraction.
  public let deviation: Rational
  package let weight: WeightReport?
  package let preparation: Preparation
  package let window: Window
  package let steps: [Step]
  package let checks: [Check]
  /// At most three, the most urgent first.
  package let alerts: [Alert]
  /// Further alerts beyond the three.
  package let hiddenAlerts: Int
  package let eligibility: [Eligibility]
  /// What was given and not used, and other things to know.
  package let notes: [String]
  /// What follows when this is the last dose, and what must have ended before the first.
  package let afterwards: [String]
}

/// The weight that a dose follows, and how it has changed.
public struct WeightReport: Hashable, Sendable {
  package let used: String
  package let measured: String
  package let reference: String?
  /// The change, a fraction, or nil without a reference.
  package let change: Rational?
  /// What the protocol's rule makes of it.
  package let verdict: String
}

/// Volumes, vials and pump, or why they are refused.
public enum Preparation: Sendable {
  case refused(Refusal)
  case prepared(Prepared)

  /// What the pharmacy draws up.
  public struct Prepared: Sendable {
    package let volume: String
    /// The dose that the volume contains, computed backwards.
    package let backCalculated: String
    package let concentration: String
    package let vials: [(strength: String, count: Int)]
    package let waste: String
    /// One line each: bags, final concentration, rate, sites.
    package let lines: [String]
  }
}

/// Where the dose stands in the calendar.
public struct Window: Hashable, Sendable {
  /// How a day stands to the day that was planned.
  public enum Status: String, Sendable {
    case first = "first dose"
    case early
    case inWindow = "in window"
    case late
    case missed
    case notAssessed = "not assessed"
  }
  package let status: Status
  /// The planned day and its window, for this dose.
  package let due: String?
  /// The next dose's planned day and its window.
  package let nextDue: String?
  /// The rule that speaks to the status.
  package let rule: String?
}
