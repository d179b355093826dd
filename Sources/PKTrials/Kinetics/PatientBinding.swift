import PKData
import PKLanguage
import PKStudies
import PKText
import PKUnits

/// How a virtual patient's variables become a model's covariates, and the sizes that doses go by.
struct PatientBinding: Sendable {
  private enum Rule: Sendable {
    case fixed(Double)
    case number(variable: Int, factor: Double)
    case category(variable: Int, codes: [Double])
  }

  /// What does not fit, in one line, and how to put it right.
  struct Mismatch: Error {
    var message: String
    var help: [String] = []
  }

  private let rules: [Rule]
  /// For each phase the variable that its doses go by, and the factor to kg or m²; nil for flat doses.
  private let sizes: [(variable: Int, factor: Double)?]
  /// Covariates that everybody has at the model's reference value.
  let assumed: [String]

  init(_ model: CheckedModel, _ population: VirtualPopulation, phases: [Regimen.Phase]) throws(Mismatch) {
    var rules: [Rule] = []
    var assumed: [String] = []
    for covariate in model.covariates {
      if let variable = population.index(of: covariate.name) {
        rules.append(try Self.rule(covariate, variable, population.variables[variable]))
      } else {
        guard let value = Self.reference(covariate) else {
          throw Mismatch(
            message: "the model needs '\(covariate.name)', which the patients do not have",
            help: ["add it to 'covariates'"])
        }
        rules.append(.fixed(value))
        assumed.append(covariate.name)
      }
    }
    var sizes: [(variable: Int, factor: Double)?] = []
    for phase in phases { sizes.append(try Self.size(phase, population)) }
    (self.rules, self.sizes, self.assumed) = (rules, sizes, assumed)
  }

  private static func rule(
    _ covariate: Covariate, _ variable: Int, _ known: PopulationVariable
  ) throws(Mismatch) -> Rule {
    switch covariate.kind {
    case .continuous(let unit, _, _):
      guard known.categories == nil, let factor = (known.unit ?? .one).factor(to: unit) else {
        throw Mismatch(message: "'\(covariate.name)' is in \(unit) in the model, and in another kind of unit here")
      }
      return .number(variable: variable, factor: factor)
    case .categorical(let names, let codes, _):
      var own: [Double] = []
      for category in known.categories ?? [] {
        guard let index = names.firstIndex(of: category) else {
          throw Mismatch(
            message: "'\(covariate.name)' is never '\(category)' in the model",
            help: [didYouMean(category, among: names) ?? "it is \(names.joined(separator: ", "))"])
        }
        own.append(codes[index])
      }
      guard !own.isEmpty else { throw Mismatch(message: "'\(covariate.name)' is a category in the model") }
      return .category(variable: variable, codes: own)
    }
  }

  private static func reference(_ covariate: Covariate) -> Double? {
    switch covariate.kind {
    case .continuous(_, let reference, _): reference
    case .categorical(_, let codes, let reference): reference.map { codes[$0] }
    }
  }

  private static func size(
    _ phase: Regimen.Phase, _ population: VirtualPopulation
  ) throws(Mismatch) -> (variable: Int, factor: Double)? {
    let (name, unit): (String, String)
    switch phase.basis {
    case nil, .flat: return nil
    case .perWeight: (name, unit) = ("WT", "kg")
    case .perSurface: (name, unit) = ("BSA", "m2")
    }
    guard let variable = population.index(of: name), let bodyUnit = try? Unit(unit),
      let factor = (population.variables[variable].unit ?? .one).factor(to: bodyUnit)
    else {
      throw Mismatch(
        message: "a dose in \(phase.amount.unit) needs '\(name)', which the patients do not have",
        help: ["add it to 'covariates'"])
    }
    return (variable, factor)
  }

  /// The covariates of a patient in the model's order.
  func covariates(of values: [Double]) -> [Double] {
    rules.map { rule in
      switch rule {
      case .fixed(let value): value
      case .number(let variable, let factor): values[variable] * factor
      case .category(let variable, let codes): codes[min(max(Int(values[variable]), 0), codes.count - 1)]
      }
    }
  }

  /// A patient's weight in kg or surface in m², as the doses of a phase go by it; 1 for flat ones.
  func bodySize(of values: [Double], phase: Int) -> Double {
    sizes[phase].map { values[$0.variable] * $0.factor } ?? 1
  }
}
