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
