/// What a study comes to: the tables, in the shape of its JSON file.
///
/// Keys are stable; Documentation/Studies.md says what each means.
public struct StudyResult: Codable, Sendable {
  /// The version of the shape.
  public var schema = "bateman-study/1"
  /// What the study is called.
  public var study: String
  /// What it is about.
  public var about: String?
  /// The model.
  public var model: ModelRecord
  /// The seed of all random numbers.
  public var seed: UInt64
  /// Who the patients were.
  public var population: PopulationRecord
  /// What was given, and how it was carried out.
  public var arms: [ArmRecord]
  /// Exposure by arm, cycle, analyte and metric.
  public var exposure: [ExposureRecord] = []
  /// Each patient's exposure relative to the first cycle.
  public var accumulation: [ExposureRecord] = []
  /// The typical patient in steady state.
  public var steadyState: [SteadyStateRecord] = []
  /// Arms relative to the reference arm.
  public var ratios: [RatioRecord] = []
  /// The probability of targets.
  public var targets: [TargetRecord] = []
  /// Outputs relative to one another, such as payload to conjugate.
  public var outputRatios: [OutputRatioRecord] = []
  /// Exposure by groups of patients.
  public var groups: [GroupRecord] = []
  /// Exposure by what a dose goes by.
  public var sizes: [SizeRecord] = []
  /// What sampling schedules see.
  public var sampling: [SamplingRecord] = []
  /// What each sample of a schedule sees.
  public var samples: [SampleRecord] = []
  /// Antibodies as they are and as they are found.
  public var antibodies: [AntibodyRecord] = []
  /// What is not known of the parameters.
  public var uncertainty: [UncertaintyRecord] = []
  /// How many courses could not be solved to the end.
  public var failures: Int = 0

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

  /// A quantity over the draws of the parameters.
  public struct UncertaintyRecord: Codable, Sendable {
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
    /// What the interval is of: the median patient, or the probability of a target.
    public var quantity: String
    /// How many draws.
    public var draws: Int
    /// The median of the draws.
    public var median: Double?
    /// The lower end of its interval.
    public var lower: Double?
    /// The upper end of its interval.
    public var upper: Double?
  }
}
