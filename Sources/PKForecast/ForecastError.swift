public import PKEstimation
public import PKSimulation
import PKText

/// Why there is no forecast.
public enum ForecastError: Error, Hashable, Sendable {
  /// The patient's data and the model do not go together.
  case setup(SetupError)
  /// The levels and the model make no estimate.
  case problem(FitProblemError)
  /// The table has no such subject.
  case unknownSubject(String, known: [String])
  /// The table has several subjects, or none, and none was named.
  case severalSubjects([String])
  /// Covariates lie outside the range in which the model holds.
  case outsideRange([OutsideCovariate])
  /// The model does not give finite, non-negative predictions for patients inside its own ranges.
  case modelFails(patient: String, output: String)
  /// The most probable random effects were not found, or not the same from three starts.
  case notFound(agreeing: Int, searches: Int)
  /// The equations could not be solved for the patient.
  case unsolved(String)
  /// A planned dose is not after everything that was given or measured.
  case planTooEarly(next: String, last: String)
  /// Nothing is planned.
  case nothingPlanned
  /// A dose that was given has no unit, or one of another kind than the planned ones.
  case doseUnit(String, expected: String)
  /// A planned dose names a route that the model does not have, or none where there are several.
  case route(String?, known: [String])
  /// A dose by weight or surface, and the patient's is not known.
  case noSize(covariate: String)
  /// An output that the model does not have, or none was named and there are several.
  case output(String?, known: [String])
  /// A target's unit is not one of what is aimed at.
  case targetUnit(String, expected: String)
  /// What was given before already exceeds the target, whatever the dose.
  case targetExceeded(without: String, target: String)
  /// No dose, interval or time within reasonable bounds meets the target.
  case targetOutOfReach(highest: String, target: String)
}

/// A covariate of a patient outside its model's range.
public struct OutsideCovariate: Hashable, Sendable {
  /// The covariate.
  public let name: String
  /// The patient's value with its unit.
  public let value: String
  /// The model's range with its unit.
  public let range: String
}

extension ForecastError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .setup(let error): return "\(error)"
    case .problem(let error): return "\(error)"
    case .unknownSubject(let name, _): return "the table has no subject '\(name)'"
    case .severalSubjects(let known):
      return known.isEmpty
        ? "the table has no subject" : "the table has \(known.count) subjects, and a forecast is of one"
    case .outsideRange(let covariates):
      let list = covariates.map { "\($0.name) \($0.value) is outside \($0.range)" }.joined(separator: "; ")
      return "the patient is outside the model's domain: \(list)"
    case .modelFails(let patient, let output):
      return "the model fails its own test: '\(output)' is negative or not finite for \(patient)"
    case .notFound(let agreeing, let searches):
      return "the patient's most probable parameters were not found: \(agreeing) of \(searches) searches agree"
    case .unsolved(let message): return "the patient's equations cannot be solved: \(message)"
    case .planTooEarly(let next, let last): return "the next dose, \(next), is not after the last record, \(last)"
    case .nothingPlanned: return "nothing is planned: there is neither a dose nor a level to aim at"
    case .doseUnit(let given, let expected): return "the dose is in '\(given)', and \(expected) is wanted"
    case .route(let name?, _): return "the model has no route '\(name)'"
    case .route(nil, _): return "the model has several routes, and the dose names none"
    case .noSize(let covariate): return "a dose goes by \(covariate), and the patient's is not known"
    case .output(let name?, _): return "the model has no output '\(name)'"
    case .output(nil, _): return "the model has several outputs, and none is named"
    case .targetUnit(let given, let expected): return "the target is in '\(given)', and \(expected) is wanted"
    case .targetExceeded(let without, let target):
      return "the target of \(target) is exceeded without any further dose, by \(without) from the doses so far"
    case .targetOutOfReach(let highest, let target):
      return "the target of \(target) is out of reach: the nearest that was found is \(highest)"
    }
  }

  /// How to put it right, a line each.
  public var help: [String] {
    switch self {
    case .setup(let error): error.help
    case .problem(let error): error.help
    case .unknownSubject(let name, let known) where didYouMean(name, among: known) != nil,
      .route(let name?, let known) where didYouMean(name, among: known) != nil,
      .output(let name?, let known) where didYouMean(name, among: known) != nil:
      [didYouMean(name, among: known) ?? ""]
    case .unknownSubject(_, let known), .severalSubjects(let known):
      known.isEmpty ? [] : ["name one: \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")"]
    case .outsideRange: ["there is no forecast beyond the range; the protocol's dose does not need one"]
    case .modelFails: ["correct the model or narrow the ranges of its covariates"]
    case .notFound: ["check the times and units of doses and levels; the model may not suit this patient"]
    case .unsolved, .nothingPlanned, .targetExceeded, .targetOutOfReach: []
    case .planTooEarly: ["plan doses after what was given; doses that were given are facts and stay as they are"]
    case .doseUnit: ["write for instance '156 mg'"]
    case .route(_, let known): ["routes of the model: \(known.joined(separator: ", "))"]
    case .noSize(let covariate): ["give \(covariate) among the covariates, or the dose in mg"]
    case .output(_, let known): ["outputs of the model: \(known.joined(separator: ", "))"]
    case .targetUnit: []
    }
  }
}
