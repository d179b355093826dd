import PKNumerics
import Testing

/// The upper tail of the χ² distribution against closed forms and published quantiles.
@Suite struct ChiSquareTests {
  /// Percentage points as every table has them (Abramowitz and Stegun, Table 26.8), to their digits.
  @Test(arguments: [
    (3.84146, 1.0, 0.05), (6.63490, 1, 0.01), (10.8276, 1, 0.001), (5.99147, 2, 0.05), (9.21034, 2, 0.01),
    (7.81473, 3, 0.05), (18.3070, 10, 0.05), (124.342, 100, 0.05), (67.3276, 100, 0.995),
  ])
  func agreesWithTables(_ x: Double, _ nu: Double, _ p: Double) {
    // The points have six digits, and so has p.
    #expect(abs(ChiSquare.upperTail(x, degreesOfFreedom: nu) / p - 1) < 1e-4)
  }

  /// With two degrees of freedom the tail is exp(−x/2), with four (1 + x/2)·exp(−x/2), with one 2·Φ(−√x).
  @Test(arguments: [1e-6, 0.1, 1, 2.9, 3.1, 10, 50, 400])
  func agreesWithClosedForms(_ x: Double) {
    let half = LaneMath.exp(-x / 2)
    #expect(abs(ChiSquare.upperTail(x, degreesOfFreedom: 2) / half - 1) < 1e-12)
    #expect(abs(ChiSquare.upperTail(x, degreesOfFreedom: 4) / ((1 + x / 2) * half) - 1) < 1e-12)
    let one = 2 * Normal.cdf(-x.squareRoot())
    #expect(abs(ChiSquare.upperTail(x, degreesOfFreedom: 1) / one - 1) < 1e-10)
  }

  @Test func limitsAndNonsense() {
    #expect(ChiSquare.upperTail(0, degreesOfFreedom: 3) == 1)
    #expect(ChiSquare.upperTail(-1, degreesOfFreedom: 3) == 1)
    #expect(ChiSquare.upperTail(.infinity, degreesOfFreedom: 3) == 0)
    #expect(ChiSquare.upperTail(1, degreesOfFreedom: 0).isNaN)
    #expect(ChiSquare.upperTail(.nan, degreesOfFreedom: 1).isNaN)
  }
}
