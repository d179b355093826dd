import PKNumerics
import Testing

/// Student's t distribution against mpmath 1.3 with 40 digits (the incomplete beta function, and a root of it).
@Suite struct StudentTTests {
  /// p, degrees of freedom, t.
  static let quantiles: [(Double, Double, Double)] = [
    (0.95, 1, 6.3137515146750431),
    (0.95, 2, 2.9199855803537257),
    (0.95, 3.7, 2.182493803914602),
    (0.95, 10, 1.8124611228116764),
    (0.95, 58.4, 1.6713669507536021),
    (0.95, 1000, 1.6463788172854647),
    (0.95, 1e6, 1.6448551507220405),
    (0.975, 1, 12.706204736174705),
    (0.975, 2, 4.3026527297494639),
    (0.975, 3.7, 2.8675207071911895),
    (0.975, 10, 2.2281388519862747),
    (0.975, 58.4, 2.0014256133666085),
    (0.975, 1000, 1.9623390808264085),
    (0.975, 1e6, 1.959966356814107),
    (0.995, 1, 63.656741162871581),
    (0.995, 2, 9.9248432009182931),
    (0.995, 3.7, 4.8692522532278294),
    (0.995, 10, 3.1692726726169512),
    (0.995, 58.4, 2.6626691977721349),
    (0.995, 1000, 2.5807546980659511),
    (0.995, 1e6, 2.5758342201053342),
    (0.6, 1, 0.32491969623290633),
    (0.6, 2, 0.28867513459481288),
    (0.6, 3.7, 0.27216446429206963),
    (0.6, 10, 0.26018482949208024),
    (0.6, 58.4, 0.25450433339034926),
    (0.6, 1000, 0.25341451583949876),
    (0.6, 1e6, 0.25334717053784168),
    (0.999999, 1, 318309.88618274347),
    (0.999999, 2, 707.1057205259338),
    (0.999999, 3.7, 51.640050274442702),
    (0.999999, 10, 9.7519954909405802),
    (0.999999, 58.4, 5.278817506148208),
    (0.999999, 1000, 4.7816086204583506),
    (0.999999, 1e6, 4.7534523482796808),
  ]

  /// t, degrees of freedom, P(T ≤ t).
  static let probabilities: [(Double, Double, Double)] = [
    (-40, 1, 0.0079560899120258133),
    (-40, 2.5, 7.0978171452466915e-5),
    (-40, 30, 6.8630225972032014e-28),
    (-5, 1, 0.062832958189001184),
    (-5, 2.5, 0.011725594985430924),
    (-5, 30, 1.1648342733503898e-5),
    (-5, 1e5, 2.8713508393208364e-7),
    (-1.3, 1, 0.20871440016015274),
    (-1.3, 2.5, 0.15024339463535412),
    (-1.3, 30, 0.10175047926905845),
    (-1.3, 1e5, 0.096801982771590012),
    (0.2, 1, 0.56283295818900118),
    (0.2, 2.5, 0.57169515798548726),
    (0.2, 30, 0.57858492147033767),
    (0.2, 1e5, 0.57925950609716375),
    (2.5, 1, 0.8788810584091566),
    (2.5, 2.5, 0.94771501846092231),
    (2.5, 30, 0.99094217546596665),
    (2.5, 1e5, 0.99378954040372048),
    (12, 1, 0.97353532394041012),
    (12, 2.5, 0.99858189248496084),
    (12, 30, 0.99999999999972099),
    (12, 1e5, 1.0),
  ]

  /// What a power of ν/2 magnifies of the rounding of its base, and what the continued fraction adds.
  private func tolerance(_ nu: Double) -> Double { nu > 1e5 ? 5e-12 : 2e-13 }

  @Test func quantilesAgree() {
    for (p, nu, t) in Self.quantiles {
      // A tail near 1e-6 is 1 − p, and knows p's last bit to 1e-10 only.
      let loss = p > 0.9999 ? 2e-10 : 0
      #expect((StudentT.quantile(p, degreesOfFreedom: nu) / t - 1).magnitude < tolerance(nu) + loss, "\(p), \(nu)")
      #expect((StudentT.quantile(1 - p, degreesOfFreedom: nu) / -t - 1).magnitude < tolerance(nu) + loss + 1e-14)
    }
  }

  @Test func probabilitiesAgree() {
    for (t, nu, p) in Self.probabilities {
      let value = StudentT.cdf(t, degreesOfFreedom: nu)
      #expect((value - p).magnitude <= p * tolerance(nu), "\(t), \(nu): \(value)")
    }
  }

  @Test func specialArguments() {
    #expect(StudentT.cdf(0, degreesOfFreedom: 3) == 0.5 && StudentT.quantile(0.5, degreesOfFreedom: 3) == 0)
    #expect(StudentT.cdf(.infinity, degreesOfFreedom: 3) == 1 && StudentT.cdf(-.infinity, degreesOfFreedom: 3) == 0)
    #expect(
      StudentT.quantile(0, degreesOfFreedom: 3) == -.infinity && StudentT.quantile(1, degreesOfFreedom: 3) == .infinity)
    #expect(StudentT.cdf(1, degreesOfFreedom: 0).isNaN && StudentT.quantile(0.9, degreesOfFreedom: -1).isNaN)
    #expect(StudentT.quantile(1.5, degreesOfFreedom: 3).isNaN && StudentT.cdf(.nan, degreesOfFreedom: 3).isNaN)
  }

  /// The interpolated quantiles against the exact ones, whose own error is far smaller; both tails, and beyond the nodes.
  @Test(arguments: [1.0, 2.5, 5, 30, 1000])
  func interpolatedQuantiles(_ nu: Double) {
    let quantiles = StudentQuantiles(degreesOfFreedom: nu)
    for index in 1..<500 {
      let p = Double(index) / 500
      let exact = StudentT.quantile(p, degreesOfFreedom: nu)
      #expect((quantiles(p) - exact).magnitude <= 5e-7 * exact.magnitude, "\(p), \(nu)")
    }
    for p in [1e-12, 1e-9, 1e-5, 1 - 1e-5] {
      let exact = StudentT.quantile(p, degreesOfFreedom: nu)
      #expect((quantiles(p) - exact).magnitude <= 5e-6 * exact.magnitude, "\(p), \(nu)")
    }
    #expect(quantiles(0.5) == 0 && quantiles(0) == -.infinity && quantiles(1) == .infinity && quantiles(2).isNaN)
  }
}
