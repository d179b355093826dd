// Exposure, and how it compares across arms, groups and ways to size a dose.

extension StudyResult {
  /// The distribution of a metric over the patients of an arm.
  public struct ExposureRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The unit; `1` for pure numbers.
    public var unit: String
    /// The distribution over patients.
    public var distribution: DistributionSummary
  }

  /// The typical patient's way to steady state.
  public struct SteadyStateRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The typical patient's value of the first cycle and in steady state.
    public var first: Double?
    /// The value in steady state.
    public var steady: Double?
    /// The unit; `1` for pure numbers.
    public var unit: String
    /// Steady state relative to the first cycle.
    public var accumulation: Double?
    /// The first cycle from which on the value is within 10 % of steady state, and the time when it begins.
    public var cycle: Int?
    /// The time.
    public var time: Double?
    /// The unit of the time.
    public var timeUnit: String
  }

  /// An arm relative to the reference arm, patient by patient.
  public struct RatioRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The reference arm.
    public var reference: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The geometric mean of patients' own ratios, with the 90 % interval of that mean.
    public var ratio: Double?
    /// The lower end of its interval.
    public var lower: Double?
    /// The upper end of its interval.
    public var upper: Double?
    /// Patients' own ratios.
    public var distribution: DistributionSummary
    /// The share that the two arms' distributions have in common.
    public var overlap: Double?
  }

  /// The probability of a target in an arm.
  public struct TargetRecord: Codable, Sendable {
    /// The target.
    public var target: String
    /// The arm.
    public var arm: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The unit; `1` for pure numbers.
    public var unit: String
    /// The least value; absent without bound.
    public var atLeast: Double?
    /// The largest value; absent without bound.
    public var atMost: Double?
    /// How many patients.
    public var n: Int
    /// The share of patients in the range.
    public var probability: Double?
    /// The Monte-Carlo error, and Wilson's 95 % interval.
    public var standardError: Double?
    /// The lower end of its interval.
    public var lower: Double?
    /// The upper end of its interval.
    public var upper: Double?
  }

  /// One output relative to another.
  public struct OutputRatioRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The output above.
    public var of: String
    /// The output below.
    public var to: String
    /// The metric.
    public var metric: String
    /// The unit; `1` for pure numbers.
    public var unit: String
    /// The distribution over patients.
    public var distribution: DistributionSummary
  }

  /// A group of patients.
  public struct GroupRecord: Codable, Sendable {
    /// The arm.
    public var arm: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The covariate, or `weight band`.
    public var covariate: String
    /// The group.
    public var group: String
    /// How many patients.
    public var n: Int
    /// The geometric mean.
    public var geometricMean: Double?
    /// The group's geometric mean relative to that of all patients of the arm, with its 90 % interval.
    public var ratio: Double?
    /// The lower end of its interval.
    public var lower: Double?
    /// The upper end of its interval.
    public var upper: Double?
  }

  /// A way to size doses.
  public struct SizeRecord: Codable, Sendable {
    /// What the dose goes by.
    public var rule: String
    /// The arm.
    public var arm: String
    /// The model's output.
    public var analyte: String
    /// The metric.
    public var metric: String
    /// The cycle, from 1 on.
    public var cycle: Int
    /// The distribution over patients.
    public var distribution: DistributionSummary
    /// The 95th percentile relative to the 5th.
    public var spread: Double?
    /// The share of patients within 20 % of the median.
    public var within20: Double?
    /// The ratio of the geometric means of the heaviest and of the lightest quarter.
    public var heavyToLight: Double?
  }
}
