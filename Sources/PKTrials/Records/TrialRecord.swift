/// A trial as it has gone so far: cohorts, and what is still open.
public struct TrialRecord: Hashable, Sendable {
  /// A patient whose window is open.
  public struct Pending: Hashable, Sendable {
    /// What the patient is called.
    public var patient: String
    /// The level, from 0.
    public var level: Int
    /// The day on which the window closes: days since 1970.
    public var closes: Int
  }

  /// The cohorts in their order; patients who are still watched are left out.
  public var cohorts: [Cohort]
  /// Patients whose window is open.
  public var pending: [Pending] = []
  /// What the reader should know, a line each.
  public var notes: [String] = []

  /// Creates a record.
  public init(cohorts: [Cohort]) { self.cohorts = cohorts }
}
