public import PKLanguage
public import PKSimulation
import PKText

/// Why a model and a data set make no problem that can be fitted: what, whose, and the way out.
public enum FitProblemError: Error, Hashable, Sendable {
  /// The data set and the model do not fit together, or the model cannot be differentiated.
  case setup(SetupError)
  /// The model has no observations to compare with.
  case noOutputs(model: String)
  /// An output that is observed has no error model.
  case noErrorModel(output: String)
  /// The output that a record is of cannot be told, or is none of the model's.
  case unknownOutput(String, subject: String, row: Int, known: [String])
  /// A record does not say of which of several outputs it is.
  case ambiguousOutput(subject: String, row: Int, known: [String])
  /// The column of measured values is in a unit that is none of the output's.
  case valueUnit(given: String, output: String, unit: String)
  /// No subject has an observation.
  case noObservations
  /// Every observation is below the limit of quantification.
  case allCensored(count: Int)
  /// A measured value has no place on the scale of the error model, such as 0 under a log-normal error.
  case valueOffScale(subject: String, row: Int, output: String, scale: ErrorScale)
  /// An outcome has a value that its distribution has not, such as 2 of a yes-or-no one.
  case notAnOutcome(Double, subject: String, row: Int, output: String, OutcomeDistribution)
  /// An outcome is marked as censored.
  case censoredOutcome(subject: String, row: Int, output: String, OutcomeDistribution)
  /// The method takes every observation for a measured value with a variance, and this output is an outcome.
  case outcomeUnsupported(method: String, output: String, OutcomeDistribution)
  /// Starting values are to come from the data, by least squares, and this output is an outcome.
  case outcomeWithoutStart(output: String)
  /// A starting value is not strictly inside its bounds.
  case startOutsideBounds(String, value: Double, lower: Double, upper: Double)
  /// A block of (co)variances is not positive definite.
  case notPositiveDefinite([String])
  /// Nothing is left to estimate.
  case nothingFree(model: String)
  /// An occasion's covariate is missing, or is no whole number.
  case badOccasion(covariate: String, subject: String, row: Int)
  /// There are more distinct occasions than can be told apart.
  case tooManyOccasions(Int, limit: Int)
  /// The model has events that happen once, which no likelihood here knows.
  case eventsInModel(String)
  /// A prior is given for what is no theta, sigma or first random effect of a block.
  case unknownPrior(String, known: [String])
  /// The model states priors, and the method uses none.
  case priorsUnsupported(method: String, parameter: String)
  /// The numbers of a prior make no distribution.
  case badPrior(String)
  /// The state that a fit was to go on from is of another problem, or of another method.
  case foreignState
  /// The method cannot use censored records.
  case censoringUnsupported(method: String, subject: String, row: Int)
}

extension FitProblemError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .setup(let error): return "\(error)"
    case .noOutputs(let model): return "the model '\(model)' has no observations to compare the data with"
    case .noErrorModel(let output): return "the output '\(output)' is measured but has no error model"
    case .unknownOutput(let name, let subject, let row, _):
      return "row \(row): subject \(subject) has a measurement of '\(name)', which is no output of the model"
    case .ambiguousOutput(let subject, let row, _):
      return "row \(row): it is not said of which output this measurement of subject \(subject) is"
    case .valueUnit(let given, let output, let unit):
      return "DV is in \(given), but the output '\(output)' is in \(unit)"
    case .noObservations: return "no subject has a measured value"
    case .allCensored(let count):
      return "all \(count) measurements are censored: there is nothing to tell one value of a parameter from another"
    case .valueOffScale(let subject, let row, let output, let scale):
      return
        "row \(row): a value of '\(output)' of subject \(subject) has no \(scale.words.place), which its error model needs"
    case .notAnOutcome(let value, let subject, let row, let output, let outcome):
      return
        "row \(row): subject \(subject) has \(shortNumber(value)) for '\(output)', which is \(outcome.valueWords) (\(outcome.rawValue))"
    case .censoredOutcome(let subject, let row, let output, let outcome):
      return
        "row \(row): subject \(subject) has a censored '\(output)', which is \(outcome.valueWords) (\(outcome.rawValue)) and has no limit"
    case .outcomeUnsupported(let method, let output, let outcome):
      return
        "\(method) needs a residual error, which '\(output)' has not: it is an outcome, \(outcome.valueWords) (\(outcome.rawValue))"
    case .outcomeWithoutStart(let output):
      return "starting values are found in the data by least squares, which the outcome '\(output)' knows nothing of"
    case .startOutsideBounds(let name, let value, let lower, let upper):
      return "'\(name)' starts at \(value), which is not inside its bounds \(lower)...\(upper)"
    case .notPositiveDefinite(let names):
      return "the (co)variances of \(names.joined(separator: ", ")) are not positive definite"
    case .nothingFree(let model): return "every parameter of '\(model)' is fixed: there is nothing to estimate"
    case .badOccasion(let covariate, let subject, let row):
      return "row \(row): the occasion '\(covariate)' of subject \(subject) is missing or no whole number"
    case .tooManyOccasions(let count, let limit):
      return "the data have \(count) different occasions; up to \(limit) are possible"
    case .eventsInModel(let model):
      return "the model '\(model)' has events that happen once; a fit to such data is not supported"
    case .unknownPrior(let name, _): return "a prior is given for '\(name)', which is no parameter of the model"
    case .priorsUnsupported(let method, let name):
      return "the model states a prior of '\(name)', which \(method) does not use"
    case .badPrior(let name): return "the prior of '\(name)' is no distribution"
    case .foreignState: return "the state to go on from is of another problem or method"
    case .censoringUnsupported(let method, let subject, let row):
      return "row \(row): subject \(subject) has a censored measurement, which \(method) cannot use"
    }
  }

  /// What to do about it, a line each.
  public var help: [String] {
    switch self {
    case .setup(let error): return error.help
    case .noOutputs: return ["add a section such as: observations { conc : mg/L = C ~ proportional(b) }"]
    case .noErrorModel(let output): return ["write \(output) : … = … ~ additive(a) + proportional(b), or ~ bernoulli"]
    case .unknownOutput(_, _, _, let known), .ambiguousOutput(_, _, let known):
      return ["give the column DVID; the outputs are \(known.joined(separator: ", "))"]
    case .valueUnit: return ["give the unit of DV in the header, as in DV[mg/L], or the right one in the model"]
    case .noObservations: return ["is DV empty, or MDV 1, in every row with EVID 0?"]
    case .allCensored: return ["check the limit of quantification and its unit, or fit other data"]
    case .valueOffScale(_, _, _, let scale):
      return [
        "\(scale.words.domain) have one: leave the row out (--ignore \"DV <= 0\"), mark what is below the limit with CENS 1, "
          + "or use another error model"
      ]
    case .notAnOutcome(_, _, _, _, let outcome):
      return [
        "write \(outcome.valueWords) in DV; is the row of another output (DVID), or DV of another kind than '\(outcome.rawValue)'?"
      ]
    case .censoredOutcome: return ["take CENS from the row, or leave the row out (--ignore)"]
    case .outcomeUnsupported:
      return ["use Laplace (--method laplace), agq3, saem, imp, impmap or nuts"]
    case .outcomeWithoutStart:
      return ["give them (--init \"CL=5, …\"), or find those of the other outputs from a model and table without it"]
    case .startOutsideBounds: return ["start strictly inside the bounds, or write 'fixed'"]
    case .notPositiveDefinite: return ["make the covariances smaller, or start from a diagonal"]
    case .nothingFree: return ["take 'fixed' from a parameter, or only evaluate the objective function"]
    case .badOccasion: return ["number the occasions 1, 2, 3 … in that column"]
    case .tooManyOccasions: return ["number the occasions 1, 2, 3 … anew within each subject"]
    case .eventsInModel: return ["take the section 'events' from the model"]
    case .unknownPrior(let name, let known):
      return [didYouMean(name, among: known) ?? "the parameters are \(known.joined(separator: ", "))"]
    case .priorsUnsupported: return ["use NUTS, FOCEI, FOCE, Laplace or AGQ, or take the priors from the model"]
    case .badPrior: return ["deviations and scales are positive; a matrix is positive definite"]
    case .foreignState: return ["start anew, or with the model, data and settings of the state"]
    case .censoringUnsupported: return ["use FOCEI or Laplace, or leave censored records out (M1)"]
    }
  }
}
