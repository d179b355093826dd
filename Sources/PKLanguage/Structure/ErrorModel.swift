/// The residual error models by name.
package enum ErrorModel: String, Hashable, Sendable, CaseIterable {
  case additive, proportional, combined1, power, logNormal
  /// Planned for counts and binary outcomes.
  case poisson, bernoulli

  var argumentCount: Int {
    switch self {
    case .additive, .proportional, .logNormal: 1
    case .combined1, .power: 2
    case .poisson, .bernoulli: 0
    }
  }

  /// Whether the term may be one of a sum.
  var addsUp: Bool { self == .additive || self == .proportional }

  var isSupported: Bool { self != .poisson && self != .bernoulli }

  /// How the term is written.
  var example: String {
    switch self {
    case .additive: "additive(a)"
    case .proportional: "proportional(b)"
    case .combined1: "combined1(a, b)"
    case .power: "power(b, c)"
    case .logNormal: "logNormal(s)"
    case .poisson: "poisson"
    case .bernoulli: "bernoulli"
    }
  }
}
