public import PKLanguage
import PKSimulation

/// Why the likelihood of a subject could not be computed at some parameters.
public enum PointFailure: Hashable, Sendable {
  /// The equations could not be solved to the last record.
  case unsolved(String)
  /// The prediction at a row of the table is not a finite number.
  case predictionNotFinite(row: Int)
  /// The residual variance at a row is zero, as that of a proportional error where the prediction is 0.
  case noVariance(row: Int)
  /// The prediction at a row has no place on the scale of the error model, as 0 or less under a log-normal error.
  case predictionOffScale(row: Int, prediction: Double, scale: ErrorScale)

  /// The prediction at a row is no expectation of an outcome, as a probability above 1.
  case noExpectation(row: Int, prediction: Double, OutcomeDistribution)
  /// The outcome at a row cannot be at its prediction, as a yes at a probability of 0.
  case impossibleOutcome(row: Int, value: Double, prediction: Double, OutcomeDistribution)

  /// What happened, in one line.
  public var message: String {
    switch self {
    case .unsolved(let message): message
    case .predictionNotFinite(let row): "row \(row): the prediction is not a finite number"
    case .noVariance(let row):
      "row \(row): the residual variance is 0, so no other value than the prediction is possible"
    case .predictionOffScale(let row, let prediction, let scale):
      "row \(row): the prediction \(prediction) has no \(scale.words.place), which the error model needs"
    case .noExpectation(let row, let prediction, let outcome):
      "row \(row): the \(outcome.expectationWords) is \(shortNumber(prediction))"
    case .impossibleOutcome(let row, let value, let prediction, let outcome):
      "row \(row): the outcome \(shortNumber(value)) is impossible where the \(outcome.expectationWords) is \(shortNumber(prediction))"
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .unsolved: "start from other values, or bound the parameters"
    case .predictionNotFinite: "is something divided by a parameter or covariate that is 0?"
    case .noVariance: "add an additive error, or leave the record out (before the first dose, with MDV 1)"
    case .noExpectation(_, _, .bernoulli): "write a probability, between 0 and 1, as 1 / (1 + exp(-logit))"
    case .noExpectation(_, _, .poisson): "write an expected count of at least 0, as exp(…)"
    case .impossibleOutcome: "start from other values, at which every outcome that was observed is possible"
    case .predictionOffScale: "leave the record out (before the first dose, with MDV 1), or use another error model"
    }
  }
}
