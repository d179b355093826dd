public import PKUnits

/// A molecule and the factor between its mass and its amount of substance.
public struct Molecule: Hashable, Sendable {
  /// The name that `of` refers to.
  public var name: String
  /// The molar mass in kg/mol; positive.
  public var molarMass: Double

  /// Creates a molecule.
  public init(name: String, molarMass: Double) {
    self.name = name
    self.molarMass = molarMass
  }
}

/// What is known of a patient: a number with a unit, or one of several categories.
public struct Covariate: Hashable, Sendable {
  /// A covariate's kind of value.
  public enum Kind: Hashable, Sendable {
    /// A number in a unit, with the value of a reference patient and the range in which the model holds.
    case continuous(unit: Unit, reference: Double?, range: ClosedRange<Double>?)
    /// One of several names, coded as numbers: in expressions a category is its code.
    case categorical(names: [String], codes: [Double], reference: Int?)
  }
  /// The name used in expressions and as the table's column.
  public var name: String
  /// What values it takes.
  public var kind: Kind
  /// What it is, in words.
  public var label: String?

  /// Creates a covariate.
  public init(name: String, kind: Kind, label: String? = nil) {
    self.name = name
    self.kind = kind
    self.label = label
  }
}

/// A population parameter: its typical value, and the bounds a fit keeps to.
public struct Theta: Hashable, Sendable {
  /// The name used in expressions.
  public var name: String
  /// The unit of `value` and the bounds.
  public var unit: Unit
  /// The typical value, or a fit's start.
  public var value: Double
  /// Bounds; a side that was not given is infinite.
  public var lower: Double, upper: Double
  /// Whether a fit leaves it alone.
  public var isFixed: Bool
  /// What is believed of it before the data; nil when nothing is said.
  public var prior: ParameterPrior?
  /// What it is, in words.
  public var label: String?

  /// Creates a theta.
  public init(
    name: String, unit: Unit, value: Double, lower: Double = -.infinity, upper: Double = .infinity,
    isFixed: Bool = false, prior: ParameterPrior? = nil, label: String? = nil
  ) {
    self.name = name
    self.unit = unit
    self.value = value
    self.lower = lower
    self.upper = upper
    self.isFixed = isFixed
    self.prior = prior
    self.label = label
  }
}

/// A parameter of the residual error (a standard deviation, not a variance).
public typealias Sigma = Theta

/// A parameter of one patient: h⁻¹(h(typical) + η), with h given by the transform.
public struct IndividualParameter: Hashable, Sendable {
  /// The name used in expressions.
  public var name: String
  /// Its unit.
  public var unit: Unit
  /// The typical value for the patient's covariates.
  public var typical: Expression
  /// The scale on which random effects are added; nil when there are none.
  public var transform: Transform?
  /// The random effects that are added, at most one for the subject and one per occasion.
  public var effects: [RandomEffect]
  /// What it is, in words.
  public var label: String?

  /// Creates an individual parameter.
  public init(
    name: String, unit: Unit, typical: Expression, transform: Transform? = nil, effects: [RandomEffect] = [],
    label: String? = nil
  ) {
    self.name = name
    self.unit = unit
    self.typical = typical
    self.transform = transform
    self.effects = effects
    self.label = label
  }
}

/// The scale h on which a parameter's random effects are normal and add up.
public enum Transform: Hashable, Sendable {
  /// h(x) = x.
  case normal
  /// h(x) = ln x.
  case logNormal
  /// h(x) = ln((x − lower)/(upper − x)).
  case logitNormal(lower: Double, upper: Double)
  /// h(x) = (x^λ − 1)/λ; ln x when λ = 0.
  case boxCox(lambda: Double)
}

/// One normal deviate of an individual parameter.
public struct RandomEffect: Hashable, Sendable {
  /// Whether a subject has one value, or one for each occasion.
  public enum Level: Hashable, Sendable {
    /// One value a subject.
    case subject
    /// One value for each value of a covariate (its index).
    case occasion(covariate: Int)
  }
  /// The index among the model's random effects.
  public var eta: Int
  /// How often it is drawn.
  public var level: Level

  /// Creates a random effect.
  public init(eta: Int, level: Level = .subject) {
    self.eta = eta
    self.level = level
  }
}

/// Variances and covariances of random effects that may be correlated.
public struct OmegaBlock: Hashable, Sendable {
  /// The random effects, ascending or not, in the order of the rows.
  public var etas: [Int]
  /// The lower triangle by rows; positive definite (a single 0 is allowed and means: no variability).
  public var lowerTriangle: [Double]
  /// Whether a fit leaves it alone.
  public var isFixed: Bool
  /// What is believed of it before the data; nil when nothing is said.
  public var prior: CovariancePrior?

  /// Creates a block.
  public init(etas: [Int], lowerTriangle: [Double], isFixed: Bool = false, prior: CovariancePrior? = nil) {
    self.etas = etas
    self.lowerTriangle = lowerTriangle
    self.isFixed = isFixed
    self.prior = prior
  }
}

/// A state of the dynamics.
public struct Compartment: Hashable, Sendable {
  /// The name used in expressions and in tables.
  public var name: String
  /// The unit of the state.
  public var unit: Unit
  /// The state before the first event; zero when nil.
  ///
  /// Uses no state and no time.
  public var initial: Expression?
  /// What it is, in words.
  public var label: String?

  /// Creates a compartment.
  public init(name: String, unit: Unit, initial: Expression? = nil, label: String? = nil) {
    self.name = name
    self.unit = unit
    self.initial = initial
    self.label = label
  }
}

/// How a drug gets into a compartment.
///
/// No expression of a route uses a state or time.
public struct Route: Hashable, Sendable {
  /// The name used in regimens, such as `iv` or `sc`.
  public var name: String
  /// The compartment that is dosed.
  public var compartment: Int
  /// The molecule that converts between mass and amount of substance.
  public var molecule: Int?
  /// The fraction that arrives (F); 1 when nil.
  public var bioavailability: Expression?
  /// How much later than it is given a dose arrives, in the model's time unit; 0 when nil.
  public var lag: Expression?
  /// The duration of a zero-order input, in the model's time unit.
  public var duration: Expression?
  /// The rate of a zero-order input, in the compartment's unit per time unit.
  public var rate: Expression?
  /// The profile by which a dose enters; nil when it enters at once, or by a duration or rate.
  public var input: InputProfile?
  /// What it is, in words.
  public var label: String?

  /// Creates a route.
  public init(
    name: String, compartment: Int, molecule: Int? = nil, bioavailability: Expression? = nil, lag: Expression? = nil,
    duration: Expression? = nil, rate: Expression? = nil, input: InputProfile? = nil, label: String? = nil
  ) {
    self.name = name
    self.compartment = compartment
    self.molecule = molecule
    self.bioavailability = bioavailability
    self.lag = lag
    self.duration = duration
    self.rate = rate
    self.input = input
    self.label = label
  }
}

/// A named quantity of the dynamics.
public struct Local: Hashable, Sendable {
  /// The name used in expressions.
  public var name: String
  /// Its unit: the one declared, or the one its expression has.
  public var unit: Unit
  /// Its value.
  public var value: Expression
  /// What it is, in words.
  public var label: String?

  /// Creates a local.
  public init(name: String, unit: Unit, value: Expression, label: String? = nil) {
    self.name = name
    self.unit = unit
    self.value = value
    self.label = label
  }
}

/// Something that happens at most once, with a hazard.
public struct HazardEvent: Hashable, Sendable {
  /// The name, which is 0 in expressions before the event and 1 from then on.
  public var name: String
  /// The hazard, per model time unit.
  public var hazard: Expression
  /// What it is, in words.
  public var label: String?

  /// Creates an event.
  public init(name: String, hazard: Expression, label: String? = nil) {
    self.name = name
    self.hazard = hazard
    self.label = label
  }
}

/// Something that is observed.
public struct Output: Hashable, Sendable {
  /// The name: the column of profiles and the DVID of tables.
  public var name: String
  /// The unit of the prediction.
  public var unit: Unit
  /// The molecule that converts between mass and amount of substance.
  public var molecule: Int?
  /// The prediction, in `unit`.
  public var prediction: Expression
  /// The terms of the residual error, whose variances add up; empty when there is none.
  public var error: [ErrorTerm]
  /// The scale on which the residual error is.
  public var errorScale: ErrorScale
  /// How an observation that is no measured quantity is distributed; nil for one that is, with its residual error.
  public var outcome: OutcomeDistribution?
  /// What it is, in words.
  public var label: String?

  /// Whether it says how likely an observation is: by a residual error, or as an outcome.
  public var hasLikelihood: Bool { !error.isEmpty || outcome != nil }

  /// Creates an output.
  public init(
    name: String, unit: Unit, molecule: Int? = nil, prediction: Expression, error: [ErrorTerm] = [],
    errorScale: ErrorScale = .identity, outcome: OutcomeDistribution? = nil, label: String? = nil
  ) {
    self.name = name
    self.unit = unit
    self.molecule = molecule
    self.prediction = prediction
    self.error = error
    self.errorScale = errorScale
    self.outcome = outcome
    self.label = label
  }
}
