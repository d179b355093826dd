import PKLanguage
import PKNumerics
import PKSimulation

/// The residual error of an output: on which scale, and with which variance, a measured value scatters about its
/// prediction.
///
/// An outcome has none: its location is the prediction, and its variance counts as 1.
struct ResidualModel: Sendable {
  let terms: [EstimationModel.Term]
  /// The output it is of.
  let output: Int
  /// The scale h, on which the error is.
  let scale: ErrorScale
  /// The distribution of an outcome.
  let outcome: OutcomeDistribution?
  /// Where the arguments of all terms are found, in order.
  let places: [EstimationModel.Argument]

  init(
    terms: [EstimationModel.Term], output: Int, scale: ErrorScale, outcome: OutcomeDistribution? = nil
  ) {
    self.terms = terms
    self.output = output
    self.scale = scale
    self.outcome = outcome
    places = terms.flatMap(\.arguments)
  }

  /// The residual errors of all outputs of a model.
  static func all(of model: CheckedModel, _ kernel: EstimationModel) -> [ResidualModel] {
    model.outputs.enumerated().map { index, output in
      ResidualModel(
        terms: kernel.terms[index], output: index, scale: output.errorScale, outcome: output.outcome)
    }
  }

  /// Location m = h(f), logarithm of variance v = ln g, and how both depend on the prediction f and the terms'
  /// arguments, in order.
  struct Value {
    var location: Double, slope: Double
    var logVariance: Double, byPrediction: Double
    var byArguments: [Double]
  }

  /// The place of a prediction on the scale; NaN where it has none.
  @inline(__always)
  func location(of prediction: Double) -> Double {
    scale == .identity ? prediction : scale.placed(prediction).value
  }

  /// ln h'(y): what a value's density on its own scale has beside that on the error's.
  func logSlope(at value: Double) -> Double {
    scale == .logarithm ? -LaneMath.log(value) : LaneMath.log(scale.placed(value).slope)
  }

  /// Location and variance at a prediction, with the derivatives of both.
  func value(at f: Double, arguments: [Double]) -> Value {
    guard outcome == nil else {
      return Value(location: f, slope: 1, logVariance: 0, byPrediction: 0, byArguments: [])
    }
    var variance = 0.0
    var byPrediction = 0.0
    var byArguments: [Double] = []
    byArguments.reserveCapacity(arguments.count)
    var next = 0
    for term in terms {
      let a = arguments[next]
      switch term.kind {
      case .additive:
        variance += a * a
        byArguments.append(2 * a)
      case .proportional:
        variance += a * a * f * f
        byPrediction += 2 * a * a * f
        byArguments.append(2 * a * f * f)
      case .combined1:
        let b = arguments[next + 1]
        let c = term.arguments.count > 2 ? arguments[next + 2] : 1
        let power = Power(f, c)
        let deviation = a + b * power.value
        variance += deviation * deviation
        byPrediction += 2 * b * deviation * power.slope
        byArguments += [2 * deviation, 2 * deviation * power.value]
        if term.arguments.count > 2 { byArguments.append(2 * deviation * b * power.byExponent) }
      case .power:
        let power = Power(f, arguments[next + 1])
        variance += a * a * power.value * power.value
        byPrediction += 2 * a * a * power.value * power.slope
        byArguments += [2 * a * power.value * power.value, 2 * a * a * power.value * power.byExponent]
      }
      next += term.arguments.count
    }
    let (location, slope) = scale == .identity ? (f, 1) : scale.placed(f)
    return Value(
      location: location, slope: slope, logVariance: LaneMath.log(variance), byPrediction: byPrediction / variance,
      byArguments: byArguments.map { $0 / variance })
  }

  /// f^c with its derivatives; those at 0 count as 0.
  private struct Power {
    var value: Double, slope: Double, byExponent: Double

    init(_ f: Double, _ exponent: Double) {
      guard exponent != 1 else {
        (value, slope, byExponent) = (f, 1, f > 0 ? f * LaneMath.log(f) : 0)
        return
      }
      value = LaneMath.pow(f, exponent)
      slope = f == 0 ? 0 : exponent * value / f
      byExponent = f == 0 ? 0 : value * LaneMath.log(f)
    }
  }
}
