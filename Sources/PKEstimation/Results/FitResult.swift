/// What a fit found, and how.
public struct FitResult: Sendable {
  /// How it was found.
  public var method: ObjectiveMethod
  /// How it ended.
  public var termination: Termination
  /// The estimates.
  public var estimates: PopulationParameters
  /// −2 ln L without the constant n·ln 2π of measured values: NONMEM's OFV.
  public var objective: Double
  /// n·ln 2π, with n the number of measured values.
  public var constant: Double
  /// Each subject, in the order of the data set.
  public var individuals: [IndividualFit]
  /// The gradient of the objective by the free parameters as the minimiser sees them, relative: g·max(|x|, 1)/max(|O|, 1).
  public var gradient: [Double]
  /// The names of the free parameters, in the order of `gradient`.
  public var freeParameters: [String]
  /// The minimiser's steps.
  public var trace: [FitIteration]
  /// Standard errors and their like; nil when not asked for.
  public var uncertainty: Uncertainty?
  /// How far individual estimates have shrunk.
  public var shrinkage: Shrinkage
  /// What the reader should know, the worst first.
  public var warnings: [FitWarning]
  /// How long it took.
  public var timing: FitTiming
  /// What found the estimates, if not the minimisation of `method`; residuals and standard errors are by `method`.
  public var algorithm: FitAlgorithm?
  /// −2 ln L by importance sampling, when that is the objective.
  public var likelihood: SampledLikelihood?
  /// What the draws say, when they were from a posterior distribution.
  public var posterior: PosteriorSummary?
  /// The Monte-Carlo standard errors of the free parameters' estimates, when they were found by sampling.
  public var monteCarloErrors: [Double]?
  /// −2 ln L by linearisation (FOCEI) at the estimates, when the objective is from importance sampling.
  public var linearisedObjective: Double?
  /// How the fits from several starts ended, in their order, when there were several.
  public var starts: [StartOutcome] = []

  /// −2 ln of the density of the model's priors at the estimates, up to a constant; nil when it states none, or they
  /// were no part of what was minimised.
  public var penalty: Double?

  /// How many parameters were free.
  public var freeCount: Int { freeParameters.count }
  /// −2 ln L + 2·p, of the full likelihood.
  public var aic: Double { objective + constant + 2 * Double(freeCount) }
}

/// How a fit from one of several starts ended.
public struct StartOutcome: Hashable, Sendable {
  /// The objective function there.
  public var objective: Double
  /// How it ended.
  public var termination: Termination

  /// Creates an outcome.
  public init(objective: Double, termination: Termination) {
    self.objective = objective
    self.termination = termination
  }
}

/// What an iteration is part of.
public enum FitPhase: String, Hashable, Sendable, CaseIterable {
  /// A step of a minimiser.
  case minimisation
  /// Sampled estimates on their way to where they belong.
  case burnIn
  /// Sampled estimates that are averaged.
  case smoothing
  /// Draws of a Markov chain that tune it, and are dropped.
  case warmUp
  /// Draws of a Markov chain that are kept.
  case sampling
  /// A round of least squares and weights.
  case leastSquares
}

/// A step of a minimiser.
public struct FitIteration: Hashable, Sendable {
  /// What it is part of.
  public var phase = FitPhase.minimisation
  /// The step's number, from 0 for the start.
  public var number: Int
  /// The objective function after it; where that is not computed on the way, what stands in its place: −2 ln p(y | η) of
  /// the chains for SAEM, −2 ln of the posterior density for a Markov chain.
  public var objective: Double
  /// The largest relative gradient, or change where there is no gradient, and the free parameter it is of.
  public var gradient: Double
  /// The parameter that the largest gradient is of.
  public var parameter: String
  /// The parameters after it.
  public var parameters: PopulationParameters
  /// How often the objective of all subjects was computed so far.
  public var evaluations: Int
  /// Seconds since the fit began.
  public var seconds: Double
}

/// What is known of one subject after a fit.
public struct IndividualFit: Sendable {
  /// The identifier.
  public var id: String
  /// What the subject adds to the objective function.
  public var objective: Double
  /// O(η̂): −2 ln of the joint density of its data and random effects, without constants.
  public var individualObjective: Double
  /// The names of its random effects.
  public var effectNames: [String]
  /// The most probable random effects (EBE).
  public var effects: [Double]
  /// Their variances and covariances given the data, approximately (NONMEM's ETC): by rows.
  public var effectCovariance: [[Double]]
  /// The predictions and residuals of its observations.
  public var residuals: [ResidualRecord]
  /// Whether the random effects were found to full precision.
  public var isConverged: Bool
  /// Why the subject cannot be computed; nil when it can.
  public var failure: PointFailure?
}

/// Prediction and residuals of one observation; NaN where a residual is not defined, as for a censored one.
public struct ResidualRecord: Hashable, Sendable {
  /// The row of the table.
  public var row: Int
  /// The time, in the data set's unit.
  public var time: Double
  /// The output.
  public var output: Int
  /// The measured value, or the limit of a censored one, in the output's unit.
  public var dv: Double
  /// The typical prediction, and that with the individual random effects.
  public var pred: Double, ipred: Double
  /// dv − pred, and dv − ipred; on the scale of the error model.
  public var res: Double, ires: Double
  /// Residuals weighted by the linearisation at η = 0 (FO).
  public var wres: Double
  /// Residuals weighted by the linearisation at the individual estimates, without and with interaction (Hooker 2007).
  public var cwres: Double, cwresi: Double
  /// (dv − ipred)/√g.
  public var iwres: Double
  /// The residual variance at the individual prediction.
  public var variance: Double
}

/// How far individual estimates have shrunk towards the population's, in percent: 100·(1 − SD/ω).
public struct Shrinkage: Hashable, Sendable {
  /// Of each random effect, by name.
  public var effects: [Named]
  /// Of the residuals: 100·(1 − SD(IWRES)); nil without residuals.
  public var residual: Double?

  /// A name with a value.
  public struct Named: Hashable, Sendable {
    /// The random effect.
    public var name: String
    /// In percent.
    public var percent: Double

    /// Creates a named value.
    public init(name: String, percent: Double) {
      self.name = name
      self.percent = percent
    }
  }

  /// Creates shrinkage.
  public init(effects: [Named], residual: Double?) {
    self.effects = effects
    self.residual = residual
  }
}

/// Seconds by phase.
public struct FitTiming: Hashable, Sendable {
  /// Of the estimation, of the covariance, and of residuals and shrinkage.
  public var estimation = 0.0, covariance = 0.0, diagnostics = 0.0

  /// Creates a timing of nothing yet.
  public init() {}

  /// All of it.
  public var total: Double { estimation + covariance + diagnostics }
}
