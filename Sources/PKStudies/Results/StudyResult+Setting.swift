// What a study was of: its model, its patients, its arms.

extension StudyResult {
  /// The model, and how far to trust it.
  public struct ModelRecord: Codable, Sendable {
    /// Its name.
    public var name: String
    /// The model's status.
    public var status: String
    /// What has to be said wherever results of a stand-in are shown.
    public var caution: String?
  }

  /// The patients.
  public struct PopulationRecord: Codable, Sendable {
    /// How many patients.
    public var size: Int
    /// How many patients were drawn and not eligible.
    public var rejected: Int
    /// The share of those drawn that is eligible.
    public var acceptance: Double
    /// How many were rejected, by criterion.
    public var criteria: [CriterionRecord]
    /// What they are like.
    public var covariates: [CovariateRecord]
    /// Covariates of the model at its reference value.
    public var assumed: [String: String]
  }

  /// A criterion of eligibility.
  public struct CriterionRecord: Codable, Sendable {
    /// The criterion as written.
    public var criterion: String
    /// How many did not meet it.
    public var rejected: Int
  }

  /// A covariate over the patients.
  public struct CovariateRecord: Codable, Sendable {
    /// Its name.
    public var name: String
    /// The unit; `1` for pure numbers.
    public var unit: String
    /// The distribution over patients.
    public var distribution: DistributionSummary?
    /// The share of each category.
    public var shares: [String: Double]?
  }

  /// An arm, and the treatment of its patients.
  public struct ArmRecord: Codable, Sendable {
    /// Its name.
    public var name: String
    /// What is given, in words.
    public var regimen: String
    /// What is assumed and not published.
    public var assumptions: [String]
    /// Whether others are compared with it.
    public var isReference: Bool
    /// How many cycles are planned.
    public var cycles: Int
    /// Doses given, a patient.
    public var dosesGiven: Double
    /// Doses missed, a patient.
    public var missed: Double
    /// Cycles delayed, a patient.
    public var delayed: Double
    /// Reduced doses, a patient.
    public var reduced: Double
    /// The share of patients who began every cycle.
    public var completed: Double
    /// Dose per time relative to what was planned.
    public var relativeDoseIntensity: DistributionSummary
  }
}
