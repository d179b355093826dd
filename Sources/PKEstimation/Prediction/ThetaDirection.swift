import PKLanguage

/// Where the derivatives of predictions by a theta come from.
enum ThetaDirection: Hashable, Sendable {
  /// From the equations, differentiated along a direction.
  case solved(Int)
  /// As those by a random effect: the theta is a summand of what the effect is added to.
  case summand(effect: Int)
  /// As those by a random effect, divided by the theta: it is a factor of what the effect multiplies by its exponential.
  case factor(effect: Int)

  /// A theta that stands once in the equations, beside a random effect of its parameter alone; nil for any other.
  ///
  /// Of P = θ·x·exp(η) nothing depends on θ or η but through P, so that ∂/∂θ = (∂P/∂θ)/(∂P/∂η)·∂/∂η = ∂/∂η/θ: a solution
  /// has only half the equations when most parameters are of this kind.
  init?(of theta: Int, in model: CheckedModel) {
    guard model.readings(of: theta) == 1 else { return nil }
    for parameter in model.individuals where parameter.typical.reads(theta) {
      guard parameter.effects.count == 1, let effect = parameter.effects.first?.eta,
        model.individuals.count(where: { $0.effects.contains { $0.eta == effect } }) == 1
      else { return nil }
      switch parameter.transform {
      // The division by θ needs one that is not 0: so begins a parameter that has a logarithm.
      case .logNormal where parameter.typical.hasFactor(theta) && model.thetas[theta].value != 0:
        self = .factor(effect: effect)
        return
      case .normal where parameter.typical.hasSummand(theta):
        self = .summand(effect: effect)
        return
      default: return nil
      }
    }
    return nil
  }

  /// The direction of the equations, and what its derivatives are multiplied by.
  func source(theta value: Double) -> (direction: Int, multiplier: Double) {
    switch self {
    case .solved(let direction): (direction, 1)
    case .summand(let effect): (effect, 1)
    case .factor(let effect): (effect, 1 / value)
    }
  }
}

extension CheckedModel {
  /// How often the equations read a theta.
  fileprivate func readings(of theta: Int) -> Int {
    var count = 0
    _ = replacing { reference in
      if reference == .theta(theta) { count += 1 }
      return .reference(reference)
    }
    return count
  }
}

extension Expression {
  fileprivate func reads(_ theta: Int) -> Bool {
    var found = false
    forEachReference { if $0 == .theta(theta) { found = true } }
    return found
  }

  /// Whether it is the theta times something, for a theta that it reads once.
  fileprivate func hasFactor(_ theta: Int) -> Bool {
    switch self {
    case .reference(let reference): reference == .theta(theta)
    case .binary(.multiply, let a, let b): a.hasFactor(theta) || b.hasFactor(theta)
    case .binary(.divide, let a, _): a.hasFactor(theta)
    case .negate(let a): a.hasFactor(theta)
    default: false
    }
  }

  /// Whether it is the theta plus something, for a theta that it reads once.
  fileprivate func hasSummand(_ theta: Int) -> Bool {
    switch self {
    case .reference(let reference): reference == .theta(theta)
    case .binary(.add, let a, let b): a.hasSummand(theta) || b.hasSummand(theta)
    case .binary(.subtract, let a, _): a.hasSummand(theta)
    default: false
    }
  }
}
