/// A patient of a simulated trial; days are counted from the start of the trial.
public struct SimulatedPatient: Hashable, Sendable {
  /// The level of the first dose.
  public var level: Int
  /// The cohort, from 0.
  public var cohort: Int
  /// The day of the first dose.
  public var start: Double
  /// What the window has shown.
  public var outcome: PatientOutcome
  /// The day of the DLT, of the moderate event, or of leaving; nil for none.
  public var eventDay: Double?
  /// The probability of a DLT that the patient had.
  public var risk: Double
  /// Whether the patient replaces one who could not be evaluated.
  public var isReplacement: Bool

  /// The day on which the window closes, or is known to be decided.
  func known(window: Double) -> Double {
    switch outcome {
    case .dlt, .notEvaluable: eventDay ?? start + window
    case .none, .moderate: start + window
    }
  }
}

/// A decision of a simulated trial.
public struct TrialDecision: Hashable, Sendable {
  /// When it was taken.
  public var day: Double
  /// What was decided.
  public var decision: Decision
}

/// A simulated trial from its first patient to its conclusion.
public struct SimulatedTrial: Hashable, Sendable {
  /// Which it is, from 0.
  public var number: Int
  /// The patients in the order of their first doses.
  public var patients: [SimulatedPatient] = []
  /// The decisions, the first of them on day 0.
  public var decisions: [TrialDecision] = []

  /// What it has found.
  public var conclusion: Conclusion { decisions.last?.decision.conclusion ?? .inconclusive }
  /// When it was decided.
  public var duration: Double { decisions.last?.day ?? 0 }
}
