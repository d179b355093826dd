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

  /// What happened, in one line.
  public var message: String {
    switch self {
    case .unsolved(let message): message
    case .predictionNotFinite(let row): "row \(row): the prediction is not a finite number"
    case .noVariance(let row):
      "row \(row): the residual variance is 0, so no other value than the prediction is possible"
    case .predictionOffScale(let row, let prediction, let scale):
      "row \(row): the prediction \(prediction) has no \(scale.words.place), which the error model needs"
    }
  }

  /// What to do about it.
  public var help: String {
    switch self {
    case .unsolved: "start from other values, or bound the parameters"
    case .predictionNotFinite: "is something divided by a parameter or covariate that is 0?"
    case .noVariance: "add an additive error, or leave the record out (before the first dose, with MDV 1)"
    case .predictionOffScale: "leave the record out (before the first dose, with MDV 1), or use another error model"
    }
  }
}
