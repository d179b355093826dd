import PKLanguage

extension EstimationModel {
  /// A model with a random effect for each occasion in place of one that is drawn on each.
  ///
  /// The effects of an individual parameter h⁻¹(h(typical) + η + κ) become quantities of their own, of which those of
  /// other occasions count 0, and the parameter an expression of them.
  static func separatingOccasions(
    _ model: CheckedModel, _ occasions: [Int: [Int]]
  ) -> (CheckedModel, [Effect]) {
    let perOccasion = model.individuals.flatMap(\.effects).contains {
      if case .occasion = $0.level { true } else { false }
    }
    guard perOccasion else { return (model, model.etaNames.indices.map { Effect(eta: $0, occasion: nil) }) }
    var rewriting = OccasionRewriting(model, occasions)
    rewriting.run()
    return (rewriting.result, rewriting.effects)
  }
}

/// The work of writing a model with a random effect for each occasion.
private struct OccasionRewriting {
  let model: CheckedModel
  let occasions: [Int: [Int]]
  var result: CheckedModel
  var effects: [EstimationModel.Effect] = []
  /// The new places of the individual parameters.
  private var places: [Int] = []

  init(_ model: CheckedModel, _ occasions: [Int: [Int]]) {
    self.model = model
    self.occasions = occasions
    result = model
  }

  mutating func run() {
    result.individuals = []
    for parameter in model.individuals {
      var parameter = parameter
      let places = places
      parameter.typical = parameter.typical.replacing { Self.moved($0, places) }
      if let transform = parameter.transform, parameter.effects.contains(where: \.isPerOccasion) {
        parameter.typical = transform.individual(parameter.typical, sum(of: parameter.effects, in: parameter))
        parameter.transform = nil
        parameter.effects = []
      } else {
        parameter.effects = parameter.effects.map { RandomEffect(eta: index(of: $0.eta, on: nil)) }
      }
      self.places.append(result.individuals.count)
      result.individuals.append(parameter)
    }
    let individuals = result.individuals
    let places = places
    result = result.replacing { Self.moved($0, places) }
    // These have their references moved already.
    result.individuals = individuals
    result.etaNames = effects.map { model.etaNames[$0.eta] + ($0.occasion.map { " [\($0)]" } ?? "") }
    result.omega = effects.indices.map { OmegaBlock(etas: [$0], lowerTriangle: [0]) }
  }

  private static func moved(_ reference: Reference, _ places: [Int]) -> Expression {
    if case .individual(let index) = reference, places.indices.contains(index) {
      .reference(.individual(places[index]))
    } else {
      .reference(reference)
    }
  }

  private mutating func index(of eta: Int, on occasion: Int?) -> Int {
    let effect = EstimationModel.Effect(eta: eta, occasion: occasion)
    if let known = effects.firstIndex(of: effect) { return known }
    effects.append(effect)
    return effects.count - 1
  }

  /// The sum of a parameter's effects, each as an individual parameter of its own.
  private mutating func sum(of own: [RandomEffect], in parameter: IndividualParameter) -> Expression {
    var sum = Expression.number(0)
    for effect in own {
      switch effect.level {
      case .subject: sum = .binary(.add, sum, quantity(effect.eta, on: nil, parameter))
      case .occasion(let covariate):
        for occasion in occasions[covariate] ?? [] {
          let here = Condition.compare(.equal, .reference(.covariate(covariate)), .number(Double(occasion)))
          let value = quantity(effect.eta, on: occasion, parameter)
          sum = .binary(.add, sum, .conditional(here, then: value, else: .number(0)))
        }
      }
    }
    return sum
  }

  private mutating func quantity(_ eta: Int, on occasion: Int?, _ parameter: IndividualParameter) -> Expression {
    let effect = RandomEffect(eta: index(of: eta, on: occasion))
    result.individuals.append(
      IndividualParameter(
        name: "effect \(effect.eta)", unit: parameter.unit, typical: .number(0), transform: .normal, effects: [effect]))
    return .reference(.individual(result.individuals.count - 1))
  }
}

extension RandomEffect {
  fileprivate var isPerOccasion: Bool { if case .occasion = level { true } else { false } }
}

extension Transform {
  /// h⁻¹(h(typical) + η) as an expression.
  fileprivate func individual(_ typical: Expression, _ eta: Expression) -> Expression {
    switch self {
    case .normal: return .binary(.add, typical, eta)
    case .logNormal: return .binary(.multiply, typical, .call(.exp, [eta]))
    case .logitNormal(let lower, let upper):
      // With p = typical − lower and q = upper − typical: lower + (upper − lower)·p/(p + q·exp(−η)).
      let p = Expression.binary(.subtract, typical, .number(lower))
      let q = Expression.binary(.subtract, .number(upper), typical)
      let whole = Expression.binary(.add, p, .binary(.multiply, q, .call(.exp, [.negate(eta)])))
      return .binary(.add, .number(lower), .binary(.multiply, .number(upper - lower), .binary(.divide, p, whole)))
    case .boxCox(let lambda):
      guard lambda != 0 else { return Transform.logNormal.individual(typical, eta) }
      let moved = Expression.binary(
        .add, .binary(.power, typical, .number(lambda)), .binary(.multiply, .number(lambda), eta))
      return .binary(.power, moved, .number(1 / lambda))
    }
  }
}
