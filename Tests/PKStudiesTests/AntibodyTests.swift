import Foundation
import PKSimulation
import PKStudies
import Testing

/// Antibodies: how often they appear, what they do, and what an assay sees.
@Suite struct AntibodyTests {
  @Test(
    "agreement: incidence 1 − exp(−ht), and what a sensitive assay finds of it",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func incidence() async throws
  {
    let result = try await TestStudy.result(
      TestStudy.text(
        size: 3000, arms: "100 mg iv every 21 days x 6",
        """
        antibodies:
          onset: {share: 20 %, at: 84 days}
          assay: {sensitivity: 90 %, specificity: 100 %}
        """))
    for record in result.antibodies {
      let time = 21 * Double(record.cycle - 1)
      let exact = 1 - pow(0.8, time / 84)
      let error = 4 * (exact * (1 - exact) / 3000).squareRoot()
      #expect(abs((record.everTrue ?? -1) - exact) <= error, "cycle \(record.cycle)")
      #expect(record.everTrue == record.nowTrue)
      if record.cycle > 3 { #expect(abs((record.sensitivity ?? 0) - 0.9) < 0.06) }
      #expect((record.everFound ?? 1) <= (record.everTrue ?? 0))
    }
    #expect(result.antibodies.count == 6)
  }

  @Test(
    "agreement: antibodies from the start double clearance, so that AUC is halved",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func effect() async throws
  {
    // A probability of 99.9 % in the first of very short cycles: they are there for nearly all of the second.
    let result = try await TestStudy.result(
      TestStudy.text(
        size: 200, arms: "1 mg iv every 0.01 days x 1, then 100 mg iv every 200 days x 1",
        """
        antibodies:
          onset: {by cycle: [99.9 %, 0 %]}
          titre: {median: 10}
          effect: {on: CL, change: 50 %, at titre: 5, power: 1}
        """))
    let last = try #require(result.antibodies.last?.exposure.first { $0.metric == "AUC" })
    #expect(last.positive.n >= 195)
    // CL · (1 + 0.5 · 10/5) = 4 L/day, and 1 mg is left from before: 101/4.
    #expect(abs((last.positive.median ?? 0) / 25.25 - 1) < 2e-3)
    #expect(result.model.caution == nil)
  }

  @Test(
    "agreement: drug hides antibodies by 1/(1 + (C/tolerance)^a)",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func tolerance() async throws
  {
    // The second sample is drawn where the first dose has left 10 e^{−0.2 · 7} mg/L.
    let result = try await TestStudy.result(
      TestStudy.text(
        size: 3000, arms: "100 mg iv every 7 days x 2",
        """
        antibodies:
          onset: {by cycle: [99.9 %]}
          assay: {tolerance: 2 mg/L, steepness: 3, of: serum}
        """))
    let record = try #require(result.antibodies.last)
    let exact = 1 / (1 + pow(10 * exp(-1.4) / 2, 3))
    #expect(abs((record.sensitivity ?? 0) - exact) < 4 * (exact * (1 - exact) / 3000).squareRoot())
  }

  @Test(
    "antibodies that pass, a hazard by dose, an event of the model",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func kinds() async throws
  {
    let passing = try await TestStudy.result(
      TestStudy.text(
        size: 1000, arms: "100 mg iv every 21 days x 6",
        "antibodies: {onset: {by cycle: [50 %, 0 %]}, persistent: 0 %, transient for: 30 days}"))
    let last = try #require(passing.antibodies.last)
    #expect(abs((last.everTrue ?? 0) - 0.5) < 0.07)
    #expect(last.nowTrue == 0)
    let text = TestStudy.text(
      size: 2000, arms: "100 mg iv every 21 days x 3",
      """
        - {name: B, regimen: 400 mg iv every 21 days x 3}
      antibodies: {onset: {hazard: 0.01 1/day}, by dose: {reference: 100 mg, exponent: -0.5}}
      """)
    let byDose = try await TestStudy.result(text)
    func ever(_ arm: String) -> Double { byDose.antibodies.last { $0.arm == arm }?.everTrue ?? 0 }
    #expect(abs(ever("A") - (1 - exp(-0.42))) < 0.045)
    // Four times the dose halves the hazard.
    #expect(abs(ever("B") - (1 - exp(-0.21))) < 0.04)
    let exposure = try await TestStudy.result(
      text.replacing(
        "by dose: {reference: 100 mg, exponent: -0.5}",
        with: "by exposure: {metric: Cmax, of: serum, reference: 10 mg/L, exponent: 1}"))
    // Cmax of the first cycle is 10 mg/L, later ones 1.5 % more.
    let first = exposure.antibodies.last { $0.arm == "A" }?.everTrue ?? 0
    #expect(abs(first - (1 - exp(-0.42))) < 0.05)
    let event = try await TestStudy.result(
      TestStudy.text(size: 1000, arms: "100 mg iv every 21 days x 2", "antibodies: {onset: {event: GONE}}"))
    #expect(abs((event.antibodies.last?.everTrue ?? 0) - (1 - exp(-1.05))) < 0.06)
  }
}
