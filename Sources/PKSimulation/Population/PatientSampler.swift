import PKData
import PKLanguage
import PKNumerics
import PKUnits

/// Gives virtual patients their covariates: the values or distributions that were asked for, else the model's
/// reference patient.
struct PatientSampler: Sendable {
  private enum Rule: Sendable {
    case fixed(Double)
    /// The distribution, and for categories the number that each index stands for.
    case drawn(CovariateSpecification, codes: [Double]?)
  }

  /// The covariates' names: the model's, then those that only doses need.
  let names: [String]
  /// Their units, as text; empty for categories.
  let units: [String]
  /// Covariates that stand at the model's reference value since nothing else was asked for.
  let assumed: [(name: String, value: String)]
  /// Covariates that may leave the range in which the model holds.
  let outside: [OutsideRange]
  private let rules: [Rule]
  private let seed: UInt64

  /// Settles what every covariate of the model, and of the doses, is.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - specifications: what the patients are like; each names a covariate of the model, or WT or BSA where a dose
  ///     needs it.
  ///   - bodySizes: the covariates that doses need, with the units they are counted in.
  ///   - seed: the seed of all random numbers.
  /// - Throws: `SetupError` for a covariate that is unknown, missing, or in another kind of unit.
  init(
    _ model: CheckedModel, specifications: [CovariateSpecification], bodySizes: [(name: String, unit: Unit)],
    seed: UInt64
  ) throws(SetupError) {
    var open: [String: CovariateSpecification] = [:]
    for specification in specifications {
      guard open.updateValue(specification, forKey: specification.name) == nil else {
        throw .repeatedCovariate(specification.name)
      }
    }
    var names: [String] = []
    var units: [String] = []
    var rules: [Rule] = []
    var assumed: [(name: String, value: String)] = []
    var outside: [OutsideRange] = []
    for covariate in model.covariates {
      names.append(covariate.name)
      units.append(covariate.unitText)
      if let specification = open.removeValue(forKey: covariate.name) {
        rules.append(try Self.rule(for: covariate, specification))
        outside += OutsideRange(covariate, specification).map { [$0] } ?? []
      } else {
        guard let (value, text) = covariate.referenceValue else { throw .missingCovariate(covariate.name) }
        rules.append(.fixed(value))
        assumed.append((covariate.name, text))
      }
    }
    for (name, unit) in bodySizes where !names.contains(name) {
      // The caller has made sure that what the model lacks is given.
      guard let specification = open.removeValue(forKey: name) else { throw .missingCovariate(name) }
      let covariate = Covariate(name: name, kind: .continuous(unit: unit, reference: nil, range: nil))
      names.append(name)
      units.append(covariate.unitText)
      rules.append(try Self.rule(for: covariate, specification))
    }
    if let unknown = specifications.first(where: { open[$0.name] != nil }) {
      throw .unknownCovariate(unknown.name, known: names)
    }
    self.names = names
    self.units = units
    self.rules = rules
    self.assumed = assumed
    self.outside = outside
    self.seed = seed
  }

  /// The covariates of a patient, in the order of `names`; a category is its code.
  func covariates(of subject: Int) -> [Double] {
    let stream = RandomStream(seed: seed, stream: RandomEffects.Purpose.covariate.rawValue, subject: UInt64(subject))
    return rules.enumerated().map { index, rule in
      switch rule {
      case .fixed(let value): return value
      case .drawn(let specification, let codes):
        let value = specification.value(uniform: stream.uniform(index))
        return codes.map { $0[Int(value)] } ?? value
      }
    }
  }

  /// The covariates of the typical patient: the middle of each distribution, the most likely category.
  func typicalCovariates() -> [Double] {
    rules.map { rule in
      switch rule {
      case .fixed(let value): return value
      case .drawn(let specification, let codes):
        if let codes, case .categorical(let categories) = specification.kind {
          let likeliest = categories.indices.max { categories[$0].probability < categories[$1].probability }
          return codes[likeliest ?? 0]
        }
        return specification.value(uniform: 0.5)
      }
    }
  }

  private static func rule(
    for covariate: Covariate, _ specification: CovariateSpecification
  ) throws(SetupError) -> Rule {
    switch covariate.kind {
    case .continuous(let unit, _, _):
      guard specification.categories == nil, let converted = specification.converted(to: unit) else {
        throw .covariateUnit(
          covariate.name, given: specification.unit.map { "\($0)" } ?? "words", declared: "\(unit)")
      }
      if case .fixed(let value) = converted.kind { return .fixed(value) }
      return .drawn(converted, codes: nil)
    case .categorical(let names, let codes, _):
      guard let wanted = specification.categories else {
        throw .unknownCategory("a number", covariate: covariate.name, known: names)
      }
      var wantedCodes: [Double] = []
      for name in wanted {
        guard let index = names.firstIndex(of: name) else {
          throw .unknownCategory(name, covariate: covariate.name, known: names)
        }
        wantedCodes.append(codes[index])
      }
      return wantedCodes.count == 1 ? .fixed(wantedCodes[0]) : .drawn(specification, codes: wantedCodes)
    }
  }
}

/// A covariate that may leave the range in which its model holds.
public struct OutsideRange: Hashable, Sendable {
  /// The covariate's name.
  public let name: String
  /// The range that the model declares, as text with its unit.
  public let range: String

  init?(_ covariate: Covariate, _ specification: CovariateSpecification) {
    guard case .continuous(let unit, _, let range?) = covariate.kind, let converted = specification.converted(to: unit)
    else { return nil }
    let inside =
      switch converted.kind {
      case .fixed(let value): range.contains(value)
      case .uniform(let lower, let upper): range.contains(lower) && range.contains(upper)
      default: converted.range.map { range.contains($0.lowerBound) && range.contains($0.upperBound) } ?? false
      }
    guard !inside else { return nil }
    name = covariate.name
    self.range = "\(range.lowerBound)...\(range.upperBound) \(unit)"
  }
}

extension Covariate {
  /// The value of the reference patient, and how it is written.
  var referenceValue: (Double, String)? {
    switch kind {
    case .continuous(let unit, let reference, _): reference.map { ($0, "\(Quantity($0, unit))") }
    case .categorical(let names, let codes, let reference): reference.map { (codes[$0], names[$0]) }
    }
  }

  /// The unit as text; empty for categories and pure numbers.
  var unitText: String {
    if case .continuous(let unit, _, _) = kind, !unit.isPureNumber { "\(unit)" } else { "" }
  }
}

extension CovariateSpecification {
  /// The value at a point of the unit interval, with the project's own functions: the same bits on every machine.
  fileprivate func value(uniform u: Double) -> Double {
    value(
      uniform: u, normalQuantile: Normal.quantile, normalCDF: Normal.cdf, exp: LaneMath.exp, log: LaneMath.log)
  }
}
