/// A dose-escalation trial: levels, rules, calendar, and what is assumed to be true when it is simulated.
public struct Trial: Sendable {
  /// What the trial is called.
  public var name: String
  /// One line about it.
  public var title: String
  /// What every reader of its results must know, such as that its model is a surrogate.
  public var notes: [String] = []
  /// The dose levels, ascending.
  public var levels: [DoseLevel]
  /// The rule from cohort to cohort.
  public var design: any EscalationDesign
  /// How long a patient is watched for DLTs, in days from the first dose.
  public var window: Double
  /// What counts as a DLT, when the file says so.
  public var definition: DLTDefinition?
  /// When patients come and may be treated.
  public var calendar = TrialCalendar()
  /// How treatment goes on behind the first dose.
  public var treatment = Treatment()
  /// What is assumed to be true; nil when the file says nothing of it.
  public var truth: ToxicityTruth?
  /// The kinetics of the trial's patients; nil when only toxicity is simulated.
  public var pharmacology: TrialPharmacology?
  /// Rates of DLTs below the lower bound are underdosing, above the upper bound overdosing.
  public var acceptable: ClosedRange<Double>

  /// Creates a trial with the usual calendar.
  public init(
    name: String, title: String = "", levels: [DoseLevel], design: any EscalationDesign, window: Double,
    acceptable: ClosedRange<Double> = (1.0 / 6)...(1.0 / 3)
  ) {
    self.name = name
    self.title = title
    self.levels = levels
    self.design = design
    self.window = window
    self.acceptable = acceptable
  }

  /// What the levels are called.
  public var levelNames: [String] { levels.map(\.name) }
}

/// A dose level.
public struct DoseLevel: Hashable, Sendable {
  /// What it is called: the dose as the file writes it, such as `30 mg`.
  public var name: String

  /// Creates a level.
  public init(name: String) { self.name = name }
}

/// What is assumed to be true of toxicity.
public enum ToxicityTruth: Hashable, Sendable {
  /// The probability of a DLT by level, and that of a moderate event in a patient without one.
  case probabilities(dlt: [Double], moderate: [Double])
  /// The probability of a DLT by the patient's own exposure in cycle 1; moderate events by level.
  case exposure(ExposureToxicity, moderate: [Double])

  /// The probability of a moderate event in a patient without DLT, by level.
  public var moderate: [Double] {
    switch self {
    case .probabilities(_, let moderate), .exposure(_, let moderate): moderate
    }
  }
}
