import PKLanguage
import PKNumerics

/// Adds residual error to predictions, and draws outcomes from their distributions.
struct ResidualError: Sendable {
  let seed: UInt64
  /// The error terms of each output.
  let terms: [[ErrorTerm]]
  /// The scale of each output's error.
  let scales: [ErrorScale]
  /// The distribution of each output that is an outcome.
  let outcomes: [OutcomeDistribution?]
  /// The arm, so that arms do not share their noise.
  let replicate: Int

  init(seed: UInt64, outputs: [Output], replicate: Int) {
    self.seed = seed
    terms = outputs.map(\.error)
    scales = outputs.map(\.errorScale)
    outcomes = outputs.map(\.outcome)
    self.replicate = replicate
  }

  /// A measured value for a prediction.
  ///
  /// - Parameters:
  ///   - prediction: the output's prediction.
  ///   - output: the output's index.
  ///   - arguments: the values of the output's error terms' arguments, in order.
  ///   - subject: the subject's number.
  ///   - index: the number of the output time; deviates depend on it, the subject, and nothing else.
  /// - Returns: the prediction with its error; itself where it has no place on the error's scale, as the 0 before a
  ///   first dose under a log-normal error. For an outcome, what it came to.
  func measured(_ prediction: Double, output: Int, arguments: ArraySlice<Double>, subject: Int, index: Int) -> Double {
    guard !terms[output].isEmpty || outcomes[output] != nil else { return prediction }
    let stream = RandomStream(
      seed: seed, stream: RandomEffects.Purpose.residual.rawValue, subject: UInt64(subject),
      replicate: UInt32(clamping: replicate))
    if let outcome = outcomes[output] {
      return outcome.value(at: stream.uniform(index * terms.count + output), expectation: prediction)
    }
    let deviate = stream.normal(index * terms.count + output)
    guard let variance = variance(at: prediction, output, arguments) else { return .nan }
    let scale = scales[output]
    if scale == .identity { return prediction + variance.squareRoot() * deviate }
    guard scale.contains(prediction) else { return prediction }
    if scale == .logarithm { return prediction * LaneMath.exp(variance.squareRoot() * deviate) }
    return scale.value(at: scale.placed(prediction).value + variance.squareRoot() * deviate)
  }

  private func variance(at prediction: Double, _ output: Int, _ arguments: ArraySlice<Double>) -> Double? {
    var rest = arguments
    var variance = 0.0
    for term in terms[output] {
      guard let a = rest.popFirst() else { return nil }
      switch term {
      case .additive: variance += a * a
      case .proportional: variance += a * prediction * (a * prediction)
      case .combined1(_, _, let exponent):
        guard let b = rest.popFirst() else { return nil }
        var power = prediction
        if exponent != nil {
          guard let c = rest.popFirst() else { return nil }
          power = LaneMath.pow(prediction, c)
        }
        let deviation = a + b * power
        variance += deviation * deviation
      case .power:
        guard let exponent = rest.popFirst() else { return nil }
        let deviation = a * LaneMath.pow(prediction, exponent)
        variance += deviation * deviation
      }
    }
    return variance
  }
}
