// What samples and their tests show.

extension StudyResult {
  /// A schedule in a cycle.
  public struct SamplingRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The schedule.
    public var plan: String
    /// The model's output.
    public var analyte: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// How many patients.
    public var n: Int
    /// What the schedule's highest sample is relative to the true Cmax: the median deviation, without and with
    /// residual error, and the share of patients within 10 % of it.
    public var cmaxBias: Double?
    /// The share within 10 % of the true Cmax.
    public var cmaxWithin10: Double?
    /// The median deviation of what is measured.
    public var observedCmaxBias: Double?
    /// The share of what is measured within 10 % of the true Cmax.
    public var observedCmaxWithin10: Double?
    /// The sample that catches the peak best by itself.
    public var bestSample: String?
    /// The share within 10 % by it alone.
    public var bestWithin10: Double?
    /// The pre-dose sample of the next cycle relative to the true Ctrough.
    public var troughBias: Double?
    /// The share within 10 % of the true Ctrough.
    public var troughWithin10: Double?
    /// The share of what is measured within 10 % of the true Ctrough.
    public var observedTroughWithin10: Double?
    /// The share of samples below the limit of quantification.
    public var belowLimit: Double?
  }

  /// A sample of a schedule.
  public struct SampleRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The schedule.
    public var plan: String
    /// The model's output.
    public var analyte: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The sample.
    public var sample: String
    /// The time.
    public var time: Double?
    /// How many patients.
    public var n: Int
    /// The median of the sample relative to the true Cmax, and the share within 10 % of it.
    public var toCmax: Double?
    /// The share within 10 %.
    public var within10: Double?
    /// The true concentration.
    public var truth: DistributionSummary
  }

  /// Antibodies before the dose of a cycle.
  public struct AntibodyRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The cycle before whose dose patients are tested.
    public var cycle: Int
    /// How many patients.
    public var n: Int
    /// The shares of patients who have had antibodies so far, who have them now, and who were found to have them so far
    /// and now.
    public var everTrue: Double?
    /// Who have antibodies now.
    public var nowTrue: Double?
    /// Who were found to have them so far.
    public var everFound: Double?
    /// Who are found to have them now.
    public var nowFound: Double?
    /// The share of true positives that the sample found.
    public var sensitivity: Double?
    /// Exposure in this cycle of patients with and without antibodies in it.
    public var exposure: [StatusRecord]
  }

  /// Exposure with and without antibodies.
  public struct StatusRecord: Codable, Sendable {
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The unit; `1` for pure numbers.
    public var unit: String
    /// With antibodies.
    public var positive: DistributionSummary
    /// Without.
    public var negative: DistributionSummary
    /// The ratio of the geometric means, with its 90 % interval.
    public var ratio: Double?
    /// The lower end of its interval.
    public var lower: Double?
    /// The upper end of its interval.
    public var upper: Double?
  }
}
