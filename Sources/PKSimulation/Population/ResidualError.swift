import PKLanguage
import PKNumerics

/// Adds residual error to predictions.
struct ResidualError: Sendable {
  let seed: UInt64
  /// The error terms of each output.
  let terms: [[ErrorTerm]]
  /// The arm, so that arms do not share their noise.
  let replicate: Int

  /// A measured value for a prediction.
  ///
  /// - Parameters:
  ///   - prediction: the output's prediction.
  ///   - output: the output's index.
  ///   - arguments: the values of the output's error terms' arguments, in order.
  ///   - subject: the subject's number.
  ///   - index: the number of the output time; deviates depend on it, the subject, and nothing else.
  /// - Returns: the prediction with its error.
  func measured(_ prediction: Double, output: Int, arguments: ArraySlice<Double>, subject: Int, index: Int) -> Double {
    guard !terms[output].isEmpty else { return prediction }
    let stream = RandomStream(
      seed: seed, stream: RandomEffects.Purpose.residual.rawValue, subject: UInt64(subject),
      replicate: UInt32(clamping: replicate))
    let deviate = stream.normal(index * terms.count + output)
    var rest = arguments
    var variance = 0.0
    for term in terms[output] {
      guard let a = rest.popFirst() else { return .nan }
      switch term {
      case .additive: variance += a * a
      case .proportional: variance += a * prediction * (a * prediction)
      case .logNormal: return prediction * LaneMath.exp(a * deviate)
      case .combined1:
        guard let b = rest.popFirst() else { return .nan }
        let deviation = a + b * prediction
        variance += deviation * deviation
      case .power:
        guard let exponent = rest.popFirst() else { return .nan }
        let deviation = a * LaneMath.pow(prediction, exponent)
        variance += deviation * deviation
      }
    }
    return prediction + variance.squareRoot() * deviate
  }
}
