import Bateman
import Foundation

extension FitRecord.Variability {
  /// The formula of a log-normal parameter's coefficient of variation.
  static let logNormalFormula = "CV = 100·√(exp(ω²) − 1)"

  /// A random effect's variance in the form that its parameter's distribution is spoken of.
  init(variance: Double, of eta: Int, in model: CheckedModel) {
    let parameter = model.individuals.first { $0.effects.contains { $0.eta == eta } }
    switch parameter?.transform {
    case .logNormal:
      self.init(value: (100 * (exp(variance) - 1).squareRoot()).finite, unit: "%", formula: Self.logNormalFormula)
    case .normal:
      self.init(value: variance.squareRoot().finite, unit: parameter.map { "\($0.unit)" } ?? "", formula: "SD = ω")
    case .logitNormal:
      self.init(value: variance.squareRoot().finite, unit: "", formula: "SD = ω on the logit scale")
    case .boxCox:
      self.init(value: variance.squareRoot().finite, unit: "", formula: "SD = ω on the Box-Cox scale")
    case nil:
      self.init(value: variance.squareRoot().finite, unit: "", formula: "SD = ω")
    }
  }
}

/// Logarithms of the C library, for numbers that are shown and not computed with.
enum DecimalLogarithm {
  /// ln x.
  static func natural(_ x: Double) -> Double { Foundation.log(x) }
}

extension FitWarning {
  /// Whether the estimates must not be trusted: another set of them explains the data as well, or better.
  var invalidates: Bool {
    switch self {
    case .notIdentifiable, .notMinimum: true
    case .atBound, .collapsedVariance, .perfectCorrelation, .illConditioned, .biasedEffect, .highShrinkage,
      .fewSubjects, .fewObservations, .individualsNotConverged, .withoutObservations, .divergences, .flatIndividuals,
      .heavyWeights:
      false
    }
  }

  /// The threshold beyond which the warning is given; nil where there is none to choose.
  var threshold: String? {
    switch self {
    case .atBound: "within 0.1 % of the bound"
    case .collapsedVariance: "below 0.00001 of its start"
    case .perfectCorrelation: "less than 0.000001 of the variance is its own"
    case .illConditioned: "above 1000"
    case .biasedEffect: "p below 0.01"
    case .highShrinkage: "above 30 %"
    case .fewSubjects: "fewer than 5"
    case .flatIndividuals: "curvature below 0.1 of FOCEI's"
    case .heavyWeights: "k̂ above 0.7"
    case .fewObservations: "not more than parameters"
    case .notIdentifiable, .notMinimum, .individualsNotConverged, .withoutObservations, .divergences: nil
    }
  }
}
