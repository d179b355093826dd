import PKNumerics
import Testing

/// The normal distribution against multi-precision values.
@Suite struct NormalTests {
  @Test func cumulativeProbabilities() {
    for entry in ReferenceEntry.table(NormalReferences.cdf, arguments: 1) {
      // A few rational evaluations and, in the tail, one exponential.
      #expect(entry.error(of: Normal.cdf(entry.arguments[0])) < 8, "Φ(\(entry.arguments[0]))")
    }
  }

  @Test func quantiles() {
    for entry in ReferenceEntry.table(NormalReferences.quantile, arguments: 1) {
      let error = entry.error(of: Normal.quantile(entry.arguments[0]))
      #expect(error < 8, "quantile(\(entry.arguments[0]))")
    }
  }

  @Test func specialArguments() {
    #expect(Normal.cdf(-.infinity) == 0 && Normal.cdf(.infinity) == 1 && Normal.cdf(.nan).isNaN)
    #expect(Normal.cdf(-100) == 0 && Normal.cdf(100) == 1 && Normal.cdf(0) == 0.5)
    #expect(Normal.quantile(0) == -.infinity && Normal.quantile(1) == .infinity && Normal.quantile(0.5) == 0)
    #expect(Normal.quantile(-0.1).isNaN && Normal.quantile(1.1).isNaN && Normal.quantile(.nan).isNaN)
  }

  @Test func quantileInvertsTheDistribution() {
    for step in -370...80 {
      let z = Double(step) / 10
      // dΦ/Φ = z dz for z far below 0, so the quantile forgives Φ's last digits there; above 0
      // the spacing of doubles near 1 limits it: half an ulp of 1 over the density.
      let loss = z > 0 ? 0x1p-53 * LaneMath.exp(z * z / 2) * 3 : 0
      #expect((Normal.quantile(Normal.cdf(z)) - z).magnitude <= 4e-15 * (1 + z.magnitude) + loss, "z = \(z)")
    }
  }
}

/// The logarithm of the normal distribution function, also where the function itself underflows.
@Suite struct NormalLogCDFTests {
  /// By mpmath with 40 digits.
  @Test(
    "golden: ln Φ",
    arguments: [
      (-40, -804.608442013753788), (-30.5, -469.462737322912114), (-29.5, -439.429474609150228),
      (-10, -53.2312851505124706), (-1, -1.84102164500926351), (0, -0.693147180559945309),
      (5.5, -1.8989562646189463e-8), (8, -6.22096057427178606e-16),
    ])
  func values(z: Double, expected: Double) {
    // The series of Mills' ratio is cut at 10⁻¹² of its value; elsewhere the error is that of Φ.
    #expect(abs(Normal.logCDF(z) - expected) <= 1e-12 * expected.magnitude)
  }

  @Test("it rises without a jump where one formula takes over from the other") func seams() {
    for seam in [-30.0, 5.0] {
      let values = (-3...3).map { Normal.logCDF(seam + Double($0) * 1e-6) }
      let steps = zip(values.dropFirst(), values).map { $0 - $1 }
      #expect(steps.allSatisfy { $0 > 0 })
      // The slope is φ/Φ, which changes little over 6·10⁻⁶: a jump would make one step stand out.
      #expect((steps.max() ?? 0) - (steps.min() ?? 0) < 1e-3 * (steps.max() ?? 0))
    }
  }
}
