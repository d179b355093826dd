import Bateman
import Glibc

/// The individual parameters of the subjects at their first records, from estimates and random effects.
///
/// Random effects of single occasions are left out: they have no part in what the subject has on every occasion. A
/// parameter that depends on time or on an event has no value here.
struct IndividualValues {
  private let model: CheckedModel
  private let estimates: PopulationParameters
  private let dataset: Dataset

  init(_ model: CheckedModel, _ estimates: PopulationParameters, _ dataset: Dataset) {
    self.model = model
    self.estimates = estimates
    self.dataset = dataset
  }

  /// The parameters by name, for each subject of a fit.
  func values(of individuals: [IndividualFit]) -> [[String: Double]] {
    let subjects = Dictionary(dataset.subjects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return individuals.map { individual in
      let effects = Dictionary(
        zip(individual.effectNames, individual.effects).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
      let covariates = subjects[individual.id].map(covariates) ?? []
      var known: [Double?] = []
      for parameter in model.individuals {
        let typical = value(parameter.typical, covariates, known)
        let sum = parameter.effects.reduce(0) { sum, effect in
          sum + (model.etaNames.indices.contains(effect.eta) ? effects[model.etaNames[effect.eta]] ?? 0 : 0)
        }
        known.append(typical.map { parameter.transform?.applied(to: $0, effect: sum) ?? $0 })
      }
      return Dictionary(
        zip(model.individuals.map(\.name), known).compactMap { name, value in value?.finite.map { (name, $0) } },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// The model's covariates in its own units and codes.
  private func covariates(of subject: Subject) -> [Double] {
    model.covariates.map { covariate in
      let name = covariate.name.lowercased()
      guard let index = dataset.covariates.firstIndex(where: { $0.name.lowercased() == name }),
        let raw = subject.records.map({ $0.covariates[index] }).first(where: { !$0.isNaN })
      else { return .nan }
      let column = dataset.covariates[index]
      switch covariate.kind {
      case .continuous(let unit, _, _): return raw * ((column.unit ?? unit).factor(to: unit) ?? .nan)
      case .categorical(let names, let codes, _):
        guard let words = column.categories else { return raw }
        let word = Int(exactly: raw).flatMap { words.indices.contains($0) ? words[$0] : nil }
        return word.flatMap { names.firstIndex(of: $0) }.map { codes[$0] } ?? .nan
      }
    }
  }

  // MARK: - Expressions

  private func value(_ expression: Expression, _ covariates: [Double], _ known: [Double?]) -> Double? {
    func inner(_ expression: Expression) -> Double? { value(expression, covariates, known) }
    switch expression {
    case .number(let number): return number
    case .reference(.theta(let index)): return estimates.thetas[index]
    case .reference(.sigma(let index)): return estimates.sigmas[index]
    case .reference(.covariate(let index)): return covariates.indices.contains(index) ? covariates[index] : nil
    case .reference(.individual(let index)): return known.indices.contains(index) ? known[index] : nil
    case .reference: return nil
    case .negate(let expression): return inner(expression).map { -$0 }
    case .binary(let symbol, let left, let right):
      guard let left = inner(left), let right = inner(right) else { return nil }
      return symbol.applied(left, right)
    case .call(let function, let arguments):
      let values = arguments.compactMap(inner)
      return values.count == function.arity ? function.applied(values) : nil
    case .conditional(let condition, let first, let second):
      return holds(condition, covariates, known).flatMap { inner($0 ? first : second) }
    }
  }

  private func holds(_ condition: Condition, _ covariates: [Double], _ known: [Double?]) -> Bool? {
    func inner(_ condition: Condition) -> Bool? { holds(condition, covariates, known) }
    switch condition {
    case .compare(let comparison, let left, let right):
      guard let left = value(left, covariates, known), let right = value(right, covariates, known) else { return nil }
      return comparison.applied(left, right)
    case .and(let first, let second): return inner(first).flatMap { first in inner(second).map { first && $0 } }
    case .or(let first, let second): return inner(first).flatMap { first in inner(second).map { first || $0 } }
    case .not(let condition): return inner(condition).map { !$0 }
    }
  }
}

extension Transform {
  /// An individual value from the typical one and the sum of the random effects.
  fileprivate func applied(to typical: Double, effect: Double) -> Double {
    switch self {
    case .normal: return typical + effect
    case .logNormal: return typical * exp(effect)
    case .logitNormal(let lower, let upper):
      let logit = log((typical - lower) / (upper - typical)) + effect
      return lower + (upper - lower) / (1 + exp(-logit))
    case .boxCox(let lambda):
      if lambda == 0 { return typical * exp(effect) }
      return pow(pow(typical, lambda) + lambda * effect, 1 / lambda)
    }
  }
}

extension BinaryOperator {
  fileprivate func applied(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: pow(x, y)
    }
  }
}

extension Function {
  fileprivate func applied(_ x: [Double]) -> Double {
    switch self {
    case .exp: Glibc.exp(x[0])
    case .log: Glibc.log(x[0])
    case .sqrt: x[0].squareRoot()
    case .abs: x[0].magnitude
    case .min: Swift.min(x[0], x[1])
    case .max: Swift.max(x[0], x[1])
    case .lgamma: LogGamma.value(at: x[0])
    }
  }
}

extension Comparison {
  fileprivate func applied(_ x: Double, _ y: Double) -> Bool {
    switch self {
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    case .equal: x == y
    case .notEqual: x != y
    }
  }
}
