import PKText

/// Why a model, a regimen and patients do not go together; found before anything is simulated.
public enum SetupError: Error, Hashable, Sendable {
  /// A regimen names a route that the model does not have.
  case unknownRoute(String, arm: String, known: [String])
  /// A regimen names no route, and the model has several.
  case ambiguousRoute(arm: String, known: [String])
  /// The model has no route, so a regimen cannot be given.
  case noRoute(model: String)
  /// The unit of a dose is not one of the compartment's kind.
  case doseUnit(String, arm: String, compartment: String, unit: String)
  /// A dose by mass goes into a compartment in amount of substance (or the reverse), and no molar mass is known.
  case noMolarMass(dose: String, arm: String, compartment: String, unit: String, route: String)
  /// A dose by body weight or surface, and nothing says how heavy or large the patients are.
  case noBodySize(covariate: String, arm: String, dose: String)
  /// A covariate was given that neither the model nor a dose uses.
  case unknownCovariate(String, known: [String])
  /// A covariate was given twice.
  case repeatedCovariate(String)
  /// The unit of a covariate's value is not of the kind that the model declares.
  case covariateUnit(String, given: String, declared: String)
  /// A covariate has categories, and the value given is none of them (or is a number).
  case unknownCategory(String, covariate: String, known: [String])
  /// A covariate has neither a reference value in the model nor a value of its own.
  case missingCovariate(String)
  /// An interval of a regimen is no time, or the model's time unit is none.
  case timeUnit(String)
  /// A data set's unit does not fit the model.
  case columnUnit(String, given: String, declared: String)
  /// A record of a data set refers to what the model does not have.
  case unknownSite(String, row: Int, known: [String])
  /// A dose asks for the rate or duration that the model declares, and its route declares none.
  case notModelled(String, row: Int)
  /// A dose has a rate or a duration, and its route a profile.
  case infusionByProfile(route: String)
  /// Predictions are to be differentiated through a steady state, and the equations jump where states pass a border.
  case switchNotDifferentiable(row: Int, model: String)
  /// A dose is given in steady state, and the model's dynamics depend on time.
  case steadyStateOfTime(row: Int, model: String)
  /// A data set lacks a covariate column.
  case missingColumn(String, known: [String])
  /// A subject's first record lacks the value of a covariate.
  case missingValue(covariate: String, row: Int)
  /// A record's value of a covariate is none of its categories.
  case notACategory(String, covariate: String, row: Int, known: [String])
  /// Predictions are to be differentiated by what the model does not have.
  case unknownParameter(String, known: [String])
  /// The model's equations, or their derivatives, are too large to compile.
  case tooLarge(model: String)
  /// There is nothing to simulate.
  case nothingToSimulate
}

extension SetupError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .unknownRoute(let name, let arm, _): "arm '\(arm)' is given by '\(name)', which is no route of the model"
    case .ambiguousRoute(let arm, _): "arm '\(arm)' names no route, and the model has several"
    case .noRoute(let model): "the model '\(model)' has no 'doses' section, so no regimen can be given"
    case .doseUnit(let dose, let arm, let compartment, let unit):
      "arm '\(arm)' is dosed in \(dose), but the compartment '\(compartment)' is in \(unit)"
    case .noMolarMass(let dose, let arm, let compartment, let unit, _):
      "arm '\(arm)' is dosed in \(dose), but the compartment '\(compartment)' is in \(unit), "
        + "and no molar mass joins the two"
    case .noBodySize(let covariate, let arm, let dose):
      "arm '\(arm)' is dosed in \(dose), but nothing says what \(covariate) the patients have"
    case .unknownCovariate(let name, _): "'\(name)' is no covariate of the model"
    case .repeatedCovariate(let name): "the covariate '\(name)' is given twice"
    case .covariateUnit(let name, let given, let declared):
      "the covariate '\(name)' is given in \(given), but the model has it in \(declared)"
    case .unknownCategory(let value, let covariate, _): "'\(value)' is no category of the covariate '\(covariate)'"
    case .missingCovariate(let name): "the covariate '\(name)' has no reference value, and none is given"
    case .timeUnit(let unit): "'\(unit)' is no unit of time"
    case .columnUnit(let column, let given, let declared):
      "the column '\(column)' is in \(given), but the model has it in \(declared)"
    case .unknownSite(let site, let row, _): "row \(row): the model has no compartment or route '\(site)'"
    case .notModelled(let what, let row): "row \(row): the dose asks for the modelled \(what), and its route has none"
    case .infusionByProfile(let route):
      "the route '\(route)' has an input profile, so its doses have no rate or duration of their own"
    case .switchNotDifferentiable(let row, let model):
      "row \(row): the dynamics of '\(model)' jump by a comparison of amounts ('if'), "
        + "through which a steady state (SS) has no derivatives here"
    case .steadyStateOfTime(let row, let model):
      "row \(row): the dynamics of '\(model)' depend on time, so no state comes back after each dose (SS)"
    case .missingColumn(let name, _): "the table has no column for the covariate '\(name)'"
    case .missingValue(let covariate, let row): "row \(row): the covariate '\(covariate)' is missing"
    case .notACategory(let value, let covariate, let row, _):
      "row \(row): '\(value)' is no category of the covariate '\(covariate)'"
    case .unknownParameter(let name, _): "the model has no parameter '\(name)'"
    case .tooLarge(let model): "the equations of '\(model)' are too large to compile"
    case .nothingToSimulate: "there is nothing to simulate: neither a regimen nor a table was given"
    }
  }

  /// How to put it right, a line each.
  public var help: [String] {
    switch self {
    case .unknownRoute(let name, _, let known):
      suggestion(name, known, "routes of the model")
    case .ambiguousRoute(_, let known):
      ["name one of \(known.joined(separator: ", ")), as in '100 mg \(known[0]) once'"]
    case .noRoute: ["add a section such as: doses { iv -> central }"]
    case .doseUnit(_, _, _, let unit): ["dose in a unit of the same kind as \(unit)"]
    case .noMolarMass(_, _, _, _, let route):
      ["declare a molar mass in 'molecules' and say which one the route carries: \(route) -> … of MOLECULE"]
    case .noBodySize(let covariate, _, _):
      ["give it, for example --covariate \(covariate)=\(covariate == "WT" ? "70kg" : "1.8m2")"]
    case .unknownCovariate(let name, let known): suggestion(name, known, "covariates of the model")
    case .unknownParameter(let name, let known): suggestion(name, known, "parameters")
    case .unknownCategory(let value, _, let known): suggestion(value, known, "categories")
    case .missingCovariate(let name): ["give it with --covariate \(name)=…"]
    case .unknownSite(let site, _, let known): suggestion(site, known, "known here")
    case .notACategory(_, let covariate, _, let known): ["categories of \(covariate): \(known.joined(separator: ", "))"]
    case .missingColumn(let name, let known): suggestion(name, known, "columns of the table")
    case .steadyStateOfTime: ["write the doses that lead there, with ADDL and II"]
    case .missingValue: ["a covariate's reference value is never used for a patient who lacks it: fill in the table"]
    case .switchNotDifferentiable:
      ["write the doses that lead there, with ADDL and II", "or write the comparison so that its branches meet"]
    case .infusionByProfile, .repeatedCovariate, .covariateUnit,
      .timeUnit, .columnUnit,
      .notModelled,
      .tooLarge, .nothingToSimulate:
      []
    }
  }

  private func suggestion(_ name: String, _ known: [String], _ what: String) -> [String] {
    if let hint = didYouMean(name, among: known) { return [hint] }
    return known.isEmpty ? [] : ["\(what): \(known.joined(separator: ", "))"]
  }
}
