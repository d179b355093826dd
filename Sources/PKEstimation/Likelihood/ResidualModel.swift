import PKNumerics

/// The residual error of an output: on which scale, and with which variance, a measured value scatters about its
/// prediction.
struct ResidualModel: Sendable {
  let terms: [EstimationModel.Term]
  /// The output it is of.
  let output: Int
  /// Where the arguments of all terms are found, in order.
  let places: [EstimationModel.Argument]

  init(terms: [EstimationModel.Term], output: Int) {
    self.terms = terms
    self.output = output
    places = terms.flatMap(\.arguments)
  }

  /// Location m = h(f), logarithm of variance v = ln g, and how both depend on the prediction f and the terms'
  /// arguments, in order.
  struct Value {
    var location: Double, slope: Double
    var logVariance: Double, byPrediction: Double
    var byArguments: [Double]
  }

  /// Whether values scatter about their prediction on the scale of logarithms.
  var isLogarithmic: Bool { terms.contains { $0.kind == .logNormal } }

  /// What a value that has no place on the scale has not, in words; nil when it has one.
  func obstacle(to value: Double) -> String? { isLogarithmic && value <= 0 ? "logarithm" : nil }

  /// A value on the scale: h(y).
  func location(of value: Double) -> Double { isLogarithmic ? LaneMath.log(max(value, 0)) : value }

  /// ln h'(y): what a value's density on its own scale has beside that on the error's.
  func logSlope(at value: Double) -> Double { isLogarithmic ? -LaneMath.log(value) : 0 }

  /// The value on its own scale that belongs to a place on the error's: h⁻¹.
  func value(at location: Double) -> Double { isLogarithmic ? LaneMath.exp(location) : location }

  /// Location and variance at a prediction, with the derivatives of both.
  func value(at f: Double, arguments: [Double]) -> Value {
    var variance = 0.0
    var byPrediction = 0.0
    var byArguments: [Double] = []
    byArguments.reserveCapacity(arguments.count)
    var next = 0
    for term in terms {
      let a = arguments[next]
      switch term.kind {
      case .additive, .logNormal:
        variance += a * a
        byArguments.append(2 * a)
      case .proportional:
        variance += a * a * f * f
        byPrediction += 2 * a * a * f
        byArguments.append(2 * a * f * f)
      case .combined1:
        let b = arguments[next + 1]
        let deviation = a + b * f
        variance += deviation * deviation
        byPrediction += 2 * b * deviation
        byArguments += [2 * deviation, 2 * deviation * f]
      case .power:
        let exponent = arguments[next + 1]
        let power = LaneMath.pow(f, exponent)
        variance += a * a * power * power
        byPrediction += f == 0 ? 0 : 2 * exponent * a * a * power * power / f
        byArguments += [2 * a * power * power, f == 0 ? 0 : 2 * a * a * power * power * LaneMath.log(f)]
      }
      next += term.arguments.count
    }
    return Value(
      location: isLogarithmic ? LaneMath.log(f) : f, slope: isLogarithmic ? 1 / f : 1,
      logVariance: LaneMath.log(variance), byPrediction: byPrediction / variance,
      byArguments: byArguments.map { $0 / variance })
  }
}
