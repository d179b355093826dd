public import PKText
public import PKUnits

/// A model whose syntax, names, units and structure have been checked: what the compiler starts from.
///
/// Every expression is in bare numbers: conversions between units have been folded into it, each quantity is
/// in the unit it was declared with, and derivatives are per `timeUnit`.
public struct CheckedModel: Sendable {
  /// The name after the word `model`.
  public var name: String
  /// What the model is, in the author's words.
  public var about: String?
  /// Where the model comes from, a citation each.
  public var references: [String]
  /// How far the model may be trusted.
  public var status: ModelStatus
  /// The unit of `time` and of the `'` in derivatives.
  public var timeUnit: Unit
  /// The model's unit of amount, where it declares one.
  public var amountUnit: Unit?
  /// The model's unit of volume, where it declares one.
  public var volumeUnit: Unit?
  /// Molecules with their molar masses.
  public var molecules: [Molecule]
  /// What is known of a patient.
  public var covariates: [Covariate]
  /// The population's typical values.
  public var thetas: [Theta]
  /// Individual parameters in the order declared: one may use those before it.
  public var individuals: [IndividualParameter]
  /// Names of the random effects in the order of `RandomEffect.eta`, such as `CL` or `CL(per: OCC)`.
  public var etaNames: [String]
  /// (Co)variances of the random effects; every eta is in exactly one block.
  public var omega: [OmegaBlock]
  /// Parameters of the residual error.
  public var sigmas: [Sigma]
  /// States in the order declared: CMT 1 is the first.
  public var compartments: [Compartment]
  /// How a drug gets in.
  public var routes: [Route]
  /// Named quantities of the dynamics in the order declared: one may use those before it.
  public var locals: [Local]
  /// The derivative of each compartment, per `timeUnit`.
  public var derivatives: [Expression]
  /// Things that happen once.
  public var events: [HazardEvent]
  /// What is observed.
  public var outputs: [Output]
  /// What the author should know; there are no errors among them.
  public var warnings: [Diagnostic]

  /// Creates a checked model from its parts; the checker is its only caller outside tests.
  public init(
    name: String, about: String? = nil, references: [String] = [], status: ModelStatus = .illustrative,
    timeUnit: Unit, amountUnit: Unit? = nil, volumeUnit: Unit? = nil, molecules: [Molecule] = [],
    covariates: [Covariate] = [], thetas: [Theta] = [], individuals: [IndividualParameter] = [],
    etaNames: [String] = [], omega: [OmegaBlock] = [], sigmas: [Sigma] = [], compartments: [Compartment] = [],
    routes: [Route] = [], locals: [Local] = [], derivatives: [Expression] = [], events: [HazardEvent] = [],
    outputs: [Output] = [], warnings: [Diagnostic] = []
  ) {
    self.name = name
    self.about = about
    self.references = references
    self.status = status
    self.timeUnit = timeUnit
    self.amountUnit = amountUnit
    self.volumeUnit = volumeUnit
    self.molecules = molecules
    self.covariates = covariates
    self.thetas = thetas
    self.individuals = individuals
    self.etaNames = etaNames
    self.omega = omega
    self.sigmas = sigmas
    self.compartments = compartments
    self.routes = routes
    self.locals = locals
    self.derivatives = derivatives
    self.events = events
    self.outputs = outputs
    self.warnings = warnings
  }
}

/// How far a model may be trusted, as its author declares it.
public enum ModelStatus: String, Hashable, Sendable, CaseIterable {
  /// Every number is from a publication.
  case published
  /// Stands in for a model that nobody has published; its numbers come from relatives.
  case surrogate
  /// Made to teach.
  case teaching
  /// Made to show the language.
  case illustrative
}
