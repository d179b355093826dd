import PKLanguage
public import PKModel

/// A study: a model, virtual patients, and the arms that each of them goes through.
public struct Study: Sendable {
  /// A group that is given one regimen in one way.
  public struct Arm: Sendable {
    /// What tables call it.
    public var name: String
    /// What is given.
    public var regimen: StudyRegimen
    /// How it is carried out.
    public var conduct: Conduct
    /// What the arm assumes and nobody has published.
    public var assumptions: [String]

    /// Creates an arm.
    public init(name: String, regimen: StudyRegimen, conduct: Conduct = Conduct(), assumptions: [String] = []) {
      self.name = name
      self.regimen = regimen
      self.conduct = conduct
      self.assumptions = assumptions
    }
  }

  /// A range that a patient's exposure is to be in.
  public struct Target: Hashable, Sendable {
    /// What tables call it.
    public var name: String
    /// What is to be in the range.
    public var metric: ExposureMetric
    /// The output, by index.
    public var output: Int
    /// The cycle, from 1 on; nil for the last of each arm.
    public var cycle: Int?
    /// The range, in the metric's own unit; infinite where there is no bound.
    public var range: ClosedRange<Double>
  }

  /// Exposure to one output relative to another, such as payload to conjugate.
  public struct Ratio: Hashable, Sendable {
    /// The outputs, by index.
    public var of: Int, to: Int
    /// The measure of both.
    public var metric: ExposureMetric
  }

  /// What the size of a dose may go by, compared at one arm's dose for the median patient.
  public struct SizeRule: Hashable, Sendable {
    /// The measure of the body; nil for the same dose for everybody.
    public enum Basis: String, CaseIterable, Hashable, Sendable {
      case weight = "WT"
      case surface = "BSA"
      case adjusted = "AIBW"
      case ideal = "IBW"
      case lean = "LBM"
      case flat
    }

    /// The measure of the body.
    public var basis: Basis
    /// The most that is reckoned with, in the measure's unit; nil without cap.
    public var cap: Double?

    /// What tables call it.
    public var name: String { basis.rawValue + (cap.map { " up to \(plain($0))" } ?? "") }
  }

  /// What the study is called.
  public var name: String
  /// What it is about.
  public var about: String?
  /// The model.
  public var model: Model
  /// The model as the file names it.
  public var modelName: String
  /// The seed of all random numbers.
  public var seed: UInt64
  /// The patients.
  public var population: VirtualPopulation
  /// What is given; every patient goes through each arm.
  public var arms: [Arm]
  /// The arm that others are compared with, by index.
  public var reference: Int
  /// The outputs that are reported, by index.
  public var outputs: [Int]
  /// When samples are drawn.
  public var sampling: [SamplingPlan]
  /// The least that can be measured of each output of the model; nil where nothing is said.
  public var quantificationLimits: [Double?]
  /// Antibodies against the drug; nil when there are none.
  public var antibodies: AntibodyModel?
  /// Ranges to be in.
  public var targets: [Target]
  /// For each output of the model the level above which time is counted; nil for none.
  public var levels: [Double?]
  /// Outputs relative to one another.
  public var ratios: [Ratio]
  /// The ends of the bands of weight that exposure is reported by, in kg, ascending.
  public var weightBands: [Double]
  /// The ways to size doses that are compared.
  public var sizeRules: [SizeRule]
  /// The arm whose dose they have, by index.
  public var sizeArm: Int
  /// The parameters of the file and their values, as texts.
  public var parameters: [(name: String, value: String, assumption: String?)]
  /// What is to be found.
  public var searches: [RegimenSearch]

  /// A study of a model, patients and arms, and of nothing more; the rest is set afterwards.
  ///
  /// - Parameters:
  ///   - name: what the study is called.
  ///   - model: the model.
  ///   - population: the patients.
  ///   - arms: what is given; at least one.
  ///   - seed: the seed of all random numbers.
  public init(name: String, model: Model, population: VirtualPopulation, arms: [Arm], seed: UInt64 = 1) {
    self.name = name
    self.model = model
    modelName = model.name
    self.seed = seed
    self.population = population
    self.arms = arms
    reference = 0
    outputs = Array(model.source.outputs.indices)
    sampling = []
    quantificationLimits = model.source.outputs.map { _ in nil }
    targets = []
    levels = quantificationLimits
    ratios = []
    weightBands = []
    sizeRules = []
    sizeArm = 0
    parameters = []
    searches = []
  }

  /// The metrics that are reported.
  public var metrics: [ExposureMetric] {
    ExposureMetric.allCases.filter { $0 != .timeAbove || levels.contains { $0 != nil } }
  }
}

/// A number without ".0" behind a whole one.
func plain(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
