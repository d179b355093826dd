package import PKData
package import PKLanguage
package import PKSimulation
import PKUnits

/// How what is known of virtual patients becomes a model's covariates, and the size that doses go by.
package struct PatientBinding: Sendable {
  private enum Rule: Sendable {
    case constant(Double)
    case number(variable: Int, factor: Double)
    /// The code of each category.
    case category(variable: Int, codes: [Double])
  }

  private let rules: [Rule]
  /// Covariates that everybody has at the model's reference value.
  package private(set) var assumed: [(name: String, value: String)] = []
  private let population: VirtualPopulation
  private let model: CheckedModel

  /// Binds the patients of a population to a model, whose covariates at `occasions` count occasions.
  ///
  /// - Throws: what a covariate lacks: it is missing, in another unit, or has another category.
  package init(
    _ population: VirtualPopulation, _ model: CheckedModel, occasions: Set<Int> = []
  ) throws(SetupError) {
    self.population = population
    self.model = model
    var rules: [Rule] = []
    for (index, covariate) in model.covariates.enumerated() {
      if let variable = population.index(of: covariate.name) {
        rules.append(try Self.rule(covariate, variable, population.variables[variable]))
      } else if occasions.contains(index) {
        rules.append(.constant(1))
      } else {
        guard let (value, text) = covariate.reference else { throw .missingCovariate(covariate.name) }
        rules.append(.constant(value))
        assumed.append((covariate.name, text))
      }
    }
    self.rules = rules
  }

  /// The model's covariates of a patient.
  package func covariates(_ values: [Double]) -> [Double] {
    rules.map { rule in
      switch rule {
      case .constant(let value): value
      case .number(let variable, let factor): values[variable] * factor
      case .category(let variable, let codes): values[variable].isNaN ? .nan : codes[Int(values[variable])]
      }
    }
  }

  /// The size that doses of a phase go by, by weight or surface; nil for flat doses.
  package func size(of phase: Regimen.Phase, arm: String) throws(SetupError) -> BodySize? {
    let dose = "\(phase.amount.unit)"
    switch phase.basis {
    case nil, .flat: return nil
    case .perWeight: return try size("WT", unit: "kg", arm: arm, dose: dose)
    case .perSurface: return try size("BSA", unit: "m2", arm: arm, dose: dose)
    }
  }

  /// Where a measure of the body is found.
  ///
  /// - Throws: `SetupError.noBodySize` when neither the patients nor the model's reference has it.
  func size(_ name: String, unit text: String, arm: String, dose: String) throws(SetupError) -> BodySize {
    guard let unit = try? Unit(text) else { throw .timeUnit(text) }
    if let variable = population.index(of: name) {
      guard let own = population.variables[variable].unit, let factor = own.factor(to: unit) else {
        throw .covariateUnit(
          name, given: population.variables[variable].unit.map { "\($0)" } ?? "words", declared: text)
      }
      return BodySize(variable: variable, factor: factor, constant: 0)
    }
    let covariate = model.covariates.first { $0.name == name }
    guard let covariate, case .continuous(let own, let reference?, _) = covariate.kind,
      let value = own.convert(reference, to: unit)
    else { throw .noBodySize(covariate: name, arm: arm, dose: dose) }
    return BodySize(variable: nil, factor: 1, constant: value)
  }

  private static func rule(
    _ covariate: Covariate, _ index: Int, _ variable: PopulationVariable
  ) throws(SetupError) -> Rule {
    switch covariate.kind {
    case .continuous(let unit, _, _):
      guard let factor = variable.unit?.factor(to: unit) else {
        throw .covariateUnit(
          covariate.name, given: variable.unit.map { "\($0)" } ?? "words", declared: "\(unit)")
      }
      return .number(variable: index, factor: factor)
    case .categorical(let names, let codes, _):
      guard let categories = variable.categories else {
        throw .unknownCategory("a number", covariate: covariate.name, known: names)
      }
      var own: [Double] = []
      for category in categories {
        guard let index = names.firstIndex(of: category) else {
          throw .unknownCategory(category, covariate: covariate.name, known: names)
        }
        own.append(codes[index])
      }
      return .category(variable: index, codes: own)
    }
  }
}

/// A measure of the body: a variable of the patients, or the same for all.
package struct BodySize: Sendable {
  var variable: Int?
  var factor: Double
  var constant: Double
  var limits: ClosedRange<Double> = 0...(.infinity)

  /// The measure of a patient.
  package func callAsFunction(_ values: [Double]) -> Double {
    let value = variable.map { values[$0] * factor } ?? constant
    return min(max(value, limits.lowerBound), limits.upperBound)
  }
}

extension Covariate {
  /// The value of the model's reference patient, and how it is written.
  var reference: (Double, String)? {
    switch kind {
    case .continuous(let unit, let reference, _): reference.map { ($0, "\(Quantity($0, unit))") }
    case .categorical(let names, let codes, let reference): reference.map { (codes[$0], names[$0]) }
    }
  }
}
