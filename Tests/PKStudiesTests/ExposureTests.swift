import Foundation
import PKStudies
import Testing

/// Exposure against closed forms of one compartment: k = 0.2 per day, 100 mg into 10 L.
@Suite struct ExposureTests {
  let k = 0.2

  @Test("agreement: Cmax, Ctrough, AUC and accumulation of a bolus every week") func bolus() async throws {
    let result = try await TestStudy.result(TestStudy.text(size: 3))
    let left = exp(-k * 7)
    // The solver's own tolerance is 1e-6; the closed form keeps far more.
    for cycle in 1...4 {
      let start = 10 * (1 - pow(left, Double(cycle))) / (1 - left)
      let cmax = try #require(result.exposure("Cmax", cycle: cycle)?.median)
      let trough = try #require(result.exposure("Ctrough", cycle: cycle)?.median)
      let auc = try #require(result.exposure("AUC", cycle: cycle)?.median)
      #expect(abs(cmax / start - 1) < 1e-6)
      #expect(abs(trough / (start * left) - 1) < 1e-6)
      #expect(abs(auc / (start * (1 - left) / k) - 1) < 1e-6)
    }
    let steady = try #require(result.steadyState.first { $0.metric == "AUC" })
    #expect(abs((steady.accumulation ?? 0) * (1 - left) - 1) < 1e-6)
    // 1 − e^{−1.4 n} is above 0.9 from n = 2 on.
    #expect(steady.cycle == 2)
    #expect(steady.time == 7)
  }

  @Test("agreement: the time above a level is ln(C0/level)/k of the week") func timeAbove() async throws {
    let result = try await TestStudy.result(
      TestStudy.text(size: 2, arms: "100 mg iv every 7 days x 1", "above: {serum: 5 mg/L}"))
    let share = try #require(result.exposure("time above")?.median)
    #expect(abs(share - 100 * log(2) / k / 7) < 1e-6)
  }

  @Test(
    "agreement: the probability of a target of a log-normal exposure",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func target() async throws
  {
    // AUC∞ = 100/CL, so that ln AUC has the variance of ln CL; a cycle of 300 days holds all of it.
    let result = try await TestStudy.result(
      TestStudy.text(
        size: 4000, arms: "100 mg iv every 300 days x 1",
        "targets: [{name: t, metric: AUC, of: serum, cycle: 1, at least: 60 mg*day/L}]"),
      model: try TestStudy.model(variance: 0.09))
    let target = try #require(result.targets.first)
    // P(AUC ≥ 60) = Φ(ln(50/60)/0.3).
    let exact = 0.5 * erfc(-log(50.0 / 60) / 0.3 / 2.0.squareRoot())
    let p = try #require(target.probability)
    let error = try #require(target.standardError)
    // Four standard errors: one false alarm in 16,000 seeds, and this seed is fixed.
    #expect(abs(p - exact) < 4 * error, "\(p) and \(exact)")
    #expect(abs(error - (exact * (1 - exact) / 4000).squareRoot()) < 1e-3)
    let d = try #require(result.exposure("AUC"))
    #expect(abs((d.geometricMean ?? 0) / 50 - 1) < 4 * 0.3 / 4000.0.squareRoot())
    #expect(abs((d.geometricCV ?? 0) - (exp(0.09) - 1).squareRoot()) < 0.02)
  }

  @Test(
    "law: arms share their patients, so the ratio to the reference is exact",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func paired() async throws
  {
    let text = TestStudy.text(
      size: 500, "  - {name: B, regimen: 150 mg iv every 7 days x 4}\nreference: A")
    let result = try await TestStudy.result(text, model: try TestStudy.model(variance: 0.09))
    for record in result.ratios {
      #expect(abs((record.ratio ?? 0) - 1.5) < 1e-6)
      #expect((record.upper ?? 0) - (record.lower ?? 0) < 1e-5)
    }
    // Two log-normal distributions of one σ overlap by 2Φ(−δ/2σ), δ = ln 1.5, once σ is that of AUC∞.
    let far = try await TestStudy.result(
      TestStudy.text(
        size: 4000, arms: "100 mg iv every 300 days x 1", "  - {name: B, regimen: 150 mg iv every 300 days x 1}"),
      model: try TestStudy.model(variance: 0.09))
    let overlap = try #require(far.ratios.first { $0.metric == "AUC" }?.overlap)
    let exact = erfc(log(1.5) / 0.6 / 2.0.squareRoot())
    // Bins of a third of a standard deviation and 4,000 patients: 2 % of error each.
    #expect(abs(overlap - exact) < 0.03, "\(overlap) and \(exact)")
  }

  @Test(
    "agreement: exposure by weight under doses by weight, flat and capped",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func sizes() async throws
  {
    // CL ∝ WT: AUC of mg/kg does not depend on weight, that of a flat dose goes with 1/WT.
    let text = TestStudy.text(
      size: 2000, covariates: "WT ~ lognormal(70 kg, cv 20%)", arms: "2 mg/kg iv every 300 days x 1",
      "sizes: {arm: A, by: [WT, flat, WT up to 70 kg]}\nweight bands: [60 kg, 80 kg]")
    let result = try await TestStudy.result(text, model: try TestStudy.model(weightExponent: 1))
    let sizes = result.sizes.filter { $0.metric == "AUC" }
    #expect(sizes.map(\.rule) == ["WT", "flat", "WT up to 70"])
    #expect(abs((sizes[0].spread ?? 0) - 1) < 1e-4)
    // 90 % of ln WT spans 2 · 1.645 σ.
    let sd = log(1.04).squareRoot()
    #expect(abs((sizes[1].spread ?? 0) / exp(2 * 1.6449 * sd) - 1) < 0.05)
    #expect((sizes[2].spread ?? 0) > 1.2 && (sizes[2].spread ?? 0) < sizes[1].spread ?? 0)
    let bands = result.groups.filter { $0.covariate == "weight band" && $0.metric == "AUC" }
    #expect(bands.map(\.group) == ["below 60 kg", "60 to 80 kg", "from 80 kg"])
    #expect(bands.reduce(0) { $0 + $1.n } == 2000)
    for band in bands { #expect(abs((band.ratio ?? 0) - 1) < 1e-4) }
  }

  @Test("agreement: a weight band, a cap on weight, an extra dose and infusion steps") func regimens() async throws {
    let text = """
      study: test
      model: m
      population: {size: 1, covariates: ["WT = 120 kg"]}
      arms:
        - name: bands
          bands:
            - {below: 100 kg, regimen: 100 mg iv every 7 days x 2}
            - {regimen: 200 mg iv every 7 days x 2}
        - name: capped
          regimen: 1 mg/kg iv every 7 days x 2
          size: {by: WT, at most: 100 kg}
        - name: extra
          regimen: 100 mg iv every 21 days x 2
          extra: [{day: 8, cycles: 1, dose: 100 mg iv}]
        - name: steps
          regimen: 100 mg iv over 1 h every 7 days x 2
          infusion: [2 days, 1 day]
      """
    let result = try await TestStudy.result(text)
    let left = exp(-k * 7)
    func value(_ arm: String, _ metric: String, _ cycle: Int) throws -> Double {
      try #require(result.exposure(metric, cycle: cycle, arm: arm)?.median)
    }
    #expect(abs(try value("bands", "Cmax", 1) - 20) < 1e-5)
    #expect(abs(try value("capped", "Cmax", 1) - 10) < 1e-5)
    // Two doses seven days apart, seen on day 21.
    #expect(abs(try value("extra", "Ctrough", 1) - 10 * (exp(-k * 21) + exp(-k * 14))) < 1e-5)
    #expect(abs(try value("extra", "Cmax", 1) - 10 * (1 + left)) < 1e-5)
    // The end of an infusion of T days: D/(V k T) (1 − e^{−kT}).
    let first = 10 / (k * 2) * (1 - exp(-k * 2))
    #expect(abs(try value("steps", "Cmax", 1) - first) < 1e-5)
    let rest = first * exp(-k * 5)
    #expect(abs(try value("steps", "Cmax", 2) - (rest * exp(-k) + 10 / k * (1 - exp(-k)))) < 1e-5)
  }
}
