/// What may stand after `~` in `observations`, by name: how large the residual error is, on which scale, or how an
/// outcome is distributed.
package enum ErrorModel: String, Hashable, Sendable, CaseIterable {
  case additive, proportional, combined1, power
  /// Scales; `logNormal` may say the size as well.
  case logNormal, boxCox, yeoJohnson, logitNormal, probitNormal
  /// Distributions of outcomes, which have no residual error.
  case poisson, bernoulli

  var argumentCounts: ClosedRange<Int> {
    switch self {
    case .additive, .proportional, .boxCox, .yeoJohnson: 1...1
    case .logNormal: 0...1
    case .combined1: 2...3
    case .power, .logitNormal, .probitNormal: 2...2
    case .poisson, .bernoulli: 0...0
    }
  }

  /// Whether the term says the scale of the error.
  var isScale: Bool {
    switch self {
    case .logNormal, .boxCox, .yeoJohnson, .logitNormal, .probitNormal: true
    default: false
    }
  }

  /// Whether the term may be one of a sum of variances.
  var addsUp: Bool { self == .additive || self == .proportional || self == .power }

  /// The distribution of an outcome; nil for a residual error.
  var outcome: OutcomeDistribution? {
    switch self {
    case .bernoulli: .bernoulli
    case .poisson: .poisson
    default: nil
    }
  }

  /// How the term is written.
  var example: String {
    switch self {
    case .additive: "additive(a)"
    case .proportional: "proportional(b)"
    case .combined1: "combined1(a, b) or combined1(a, b, c)"
    case .power: "power(b, c)"
    case .logNormal: "logNormal(s)"
    case .boxCox: "boxCox(0.5) + additive(a)"
    case .yeoJohnson: "yeoJohnson(0.5) + additive(a)"
    case .logitNormal: "logitNormal(0, 100) + additive(a)"
    case .probitNormal: "probitNormal(0, 100) + additive(a)"
    case .poisson: "poisson"
    case .bernoulli: "bernoulli"
    }
  }

  /// How many arguments it takes, in words.
  var argumentWords: String {
    switch argumentCounts {
    case 0...0: "no argument"
    case 0...1: "at most one argument"
    case 1...1: "one argument"
    case 2...2: "two arguments"
    default: "two or three arguments"
    }
  }
}
