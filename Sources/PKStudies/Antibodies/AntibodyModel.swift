/// Antibodies against the drug: when they appear, for how long, how many, what they do, and whether an assay sees them.
///
/// They appear once, with a hazard. After that they change one of the patient's parameters by a factor
/// 1 + effect · (titre/reference)^power until they are gone. Times and rates are in the model's time unit.
public struct AntibodyModel: Hashable, Sendable {
  /// When antibodies appear.
  public enum Onset: Hashable, Sendable {
    /// By a hazard per time; a piecewise constant one in time when doses or exposure change it.
    case hazard(Double)
    /// By a probability in each cycle, the last one for all that follow.
    case cycles([Double])
    /// By an event of the model, by index, which the model's own equations use.
    case event(Int)
  }

  /// A factor (x/reference)^exponent of the hazard.
  public struct Modifier: Hashable, Sendable {
    /// The value at which the factor is 1.
    public var reference: Double
    /// The power.
    public var exponent: Double
  }

  /// A modifier by the exposure to an output in the present cycle, without antibodies.
  public struct ExposureModifier: Hashable, Sendable {
    /// The measure of exposure.
    public var metric: ExposureMetric
    /// The output, by index.
    public var output: Int
    /// The factor.
    public var modifier: Modifier
  }

  /// What antibodies do to a parameter.
  public struct Effect: Hashable, Sendable {
    /// The random effect of the parameter, by index: a log-normal parameter is changed by adding to it.
    public var eta: Int
    /// What the parameter is called.
    public var parameter: String
    /// The relative change at the reference titre.
    public var size: Double
    /// The reference titre.
    public var titre: Double
    /// How the change grows with the titre; 0 when it does not.
    public var power: Double

    /// The factor of the parameter at a titre.
    public func factor(titre: Double) -> Double {
      max(1e-6, 1 + size * (power == 0 ? 1 : AntibodyModel.power(titre / self.titre, power)))
    }
  }

  /// How samples are tested.
  public struct Assay: Hashable, Sendable {
    /// The share of samples with antibodies, and no drug, that are found positive.
    public var sensitivity = 1.0
    /// The share of samples without antibodies that are found negative.
    public var specificity = 1.0
    /// Titres below this are never found.
    public var leastTitre = 0.0
    /// The concentration at which the drug hides half of the antibodies; infinite when it hides none.
    public var tolerance = Double.infinity
    /// How steeply: a sample at concentration C is found with 1/(1 + (C/tolerance)^steepness) of the sensitivity;
    /// infinite for a step.
    public var steepness = 2.0
    /// The output whose concentration hides antibodies.
    public var output = 0

    /// An assay that sees everything.
    public init() {}

    /// The probability that a sample is found positive.
    public func positive(hasAntibodies: Bool, titre: Double, concentration: Double) -> Double {
      guard hasAntibodies else { return 1 - specificity }
      guard titre >= leastTitre else { return 1 - specificity }
      guard tolerance < .infinity, concentration > 0 else { return sensitivity }
      guard steepness < .infinity else { return concentration > tolerance ? 0 : sensitivity }
      return sensitivity / (1 + AntibodyModel.power(concentration / tolerance, steepness))
    }
  }

  /// When they appear.
  public var onset: Onset
  /// How the size of the dose of a cycle, in the compartment's unit, changes the hazard.
  public var byDose: Modifier?
  /// How exposure changes the hazard.
  public var byExposure: ExposureModifier?
  /// The share of patients whose antibodies stay.
  public var persistent = 1.0
  /// How long the others' last.
  public var duration = 0.0
  /// The median titre.
  public var titreMedian = 1.0
  /// The standard deviation of the titre's logarithm.
  public var titreSD = 0.0
  /// What they do; nil for nothing, or what the model's own equations say.
  public var effect: Effect?
  /// How samples are tested.
  public var assay = Assay()
  /// The cycles before whose dose a sample is tested.
  public var sampledCycles: Set<Int> = Set(1...6)

  /// Creates a model.
  public init(onset: Onset) { self.onset = onset }
}
