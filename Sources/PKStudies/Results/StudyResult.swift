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
}
