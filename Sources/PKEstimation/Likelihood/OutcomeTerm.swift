import PKLanguage
import PKNumerics

/// What one outcome adds to −2 ln L, as a function of its prediction f, the expectation.
///
/// It is −2 ln of the probability itself: nothing is left out as 2π is of measured values. So NONMEM has it of a record
/// with F_FLAG = 1.
struct OutcomeTerm: Sendable {
  let distribution: OutcomeDistribution
  let value: Double

  /// The term with its derivatives; NaN where f is no expectation, and +∞ where the outcome is impossible.
  func derivatives(at f: Double) -> TermDerivatives {
    guard distribution.hasExpectation(f) else {
      return TermDerivatives(value: .nan, m: .nan, v: 0, mm: .nan, mv: 0, vv: 0)
    }
    switch distribution {
    case .bernoulli:
      let (probability, sign) = value == 1 ? (f, 1.0) : (1 - f, -1.0)
      return TermDerivatives(
        value: -2 * LaneMath.log(probability), m: -2 * sign / probability, v: 0, mm: 2 / (probability * probability),
        mv: 0, vv: 0)
    case .poisson:
      // At 0 events the logarithm does not count, an expectation of 0 included.
      let byLogarithm = value == 0 ? 0 : value * LaneMath.log(f)
      let ratio = value == 0 ? 0 : value / f
      return TermDerivatives(
        value: 2 * (f - byLogarithm + LogGamma.value(at: value + 1)), m: 2 - 2 * ratio, v: 0,
        mm: value == 0 ? 0 : 2 * ratio / f, mv: 0, vv: 0)
    }
  }

  /// Fisher's information, twice: the expected second derivative of the term.
  func curvature(at f: Double) -> TermCurvature { TermCurvature(mm: 2 / variance(at: f), mv: 0, vv: 0) }

  /// The derivative of `curvature` by f.
  func curvatureSlope(at f: Double) -> TermCurvature {
    let variance = variance(at: f)
    let slope = distribution == .bernoulli ? 1 - 2 * f : 1
    return TermCurvature(mm: -2 * slope / (variance * variance), mv: 0, vv: 0)
  }

  /// Whether the outcome cannot be at such a prediction.
  func isImpossible(at f: Double) -> Bool {
    switch distribution {
    case .bernoulli: f == 1 - value
    case .poisson: f == 0 && value > 0
    }
  }

  /// The variance of the distribution; a probability that is 1 to all digits leaves half a unit in the last of them.
  private func variance(at f: Double) -> Double {
    switch distribution {
    case .bernoulli: max(f * (1 - f), f.ulp / 2, 1e-300)
    case .poisson: max(f, 1e-300)
    }
  }
}
