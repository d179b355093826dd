package import PKLanguage
import PKNumerics

extension OutcomeDistribution {
  /// The value of which a uniform deviate is the place: the smallest with so much probability up to it.
  ///
  /// - Parameters:
  ///   - uniform: between 0 and 1.
  ///   - expectation: the prediction.
  /// - Returns: NaN where the prediction is no expectation.
  package func value(at uniform: Double, expectation: Double) -> Double {
    guard hasExpectation(expectation) else { return .nan }
    switch self {
    // Yes lies at the lower end, so that a growing probability turns no yes into a no.
    case .bernoulli: return uniform < expectation ? 1 : 0
    case .poisson: return Self.count(at: uniform, expectation)
    }
  }

  private static func count(at uniform: Double, _ expectation: Double) -> Double {
    guard expectation > 0 else { return 0 }
    let deviation = expectation.squareRoot()
    // The skewness, 1/√λ, is below what any number of patients could tell.
    guard expectation < 1e8 else { return max((expectation + deviation * Normal.quantile(uniform)).rounded(), 0) }
    // From where less than 10⁻³⁰ lies below; each probability is the one before times λ/k.
    var count = max((expectation - 12 * deviation - 30).rounded(.down), 0)
    var probability = LaneMath.exp(
      count * LaneMath.log(expectation) - expectation - LogGamma.value(at: count + 1))
    var sum = probability
    let end = expectation + 12 * deviation + 60
    while sum < uniform, count < end {
      count += 1
      probability *= expectation / count
      sum += probability
    }
    return count
  }
}
