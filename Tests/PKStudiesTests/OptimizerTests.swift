import Foundation
import PKSimulation
import PKStudies
import Testing

/// Regimens that are known in closed form are found.
@Suite struct OptimizerTests {
  private func answer(_ text: String, variance: Double = 0) async throws -> RegimenOptimizer.Answer {
    let model = try TestStudy.model(variance: variance)
    let study = try TestStudy.study(text, model: model)
    let search = try #require(study.searches.first)
    let optimizer = RegimenOptimizer(search, in: study, settings: SimulationSettings()) { value in
      try TestStudy.study(text, model: model, overrides: [search.parameter: value])
    }
    return try await optimizer.answer()
  }

  private func text(_ arm: String, _ optimize: String, size: Int = 1) -> String {
    """
    study: test
    model: m
    population: {size: \(size), covariates: ["WT = 70 kg"]}
    parameters: {x: {value: 100 mg}}
    arms: [{name: A, regimen: "\(arm)"}]
    targets:
      - {name: enough, metric: AUC, of: serum, cycle: 1, at least: 60 mg*day/L}
      - {name: too much, metric: AUC, of: serum, cycle: 1, at least: 120 mg*day/L}
    optimize:
      - {name: o, arm: A, vary: x, \(optimize)}
    """
  }

  @Test("agreement: the loading dose is the maintenance dose over 1 − e^{−kτ}") func loading() async throws {
    let found = try await answer(
      text(
        "$x iv every 7 days x 1, then 100 mg iv every 7 days x 30",
        "from: 50 mg, to: 400 mg, find: {metric: Ctrough, of: serum, cycle: 1, equals cycle: last}"))
    #expect(found.isFound)
    // The range is 350 mg, and the search goes to 2e-4 of it.
    #expect(abs((found.number ?? 0) - 100 / (1 - exp(-1.4))) < 0.08)
    #expect(found.unit == "mg")
  }

  @Test(
    "agreement: the dose for a probability of 90 % of a log-normal exposure, within its error",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func probability()
    async throws
  {
    let found = try await answer(
      text(
        "$x iv every 300 days x 1",
        "from: 50 mg, to: 400 mg, find: {target: enough, at least: 90 %}, while: {target: too much, under: 30 %}",
        size: 2000), variance: 0.09)
    // AUC = x/CL: 60 · 2 · e^{1.2816 · 0.3}.
    let exact = 120 * exp(1.281552 * 0.3)
    let error = try #require(found.error)
    #expect(abs((found.number ?? 0) - exact) < 4 * error, "\(found.number ?? 0) ± \(error) and \(exact)")
    // The error of the quantile of ln AUC: √(p(1 − p)/n)/φ(z) · σ · x.
    let theory = (0.09 / 2000).squareRoot() / 0.17550 * 0.3 * exact
    #expect(error / theory > 0.5 && error / theory < 2, "\(error) and \(theory)")
    #expect(found.trial?.goal ?? 0 >= 0.9)
    // P(AUC ≥ 120) = Φ(1.2816 − ln 2/0.3) = 15 %.
    #expect(found.isFound)
    #expect(abs((found.trial?.limit ?? 0) - 0.152) < 0.035)
  }

  @Test("what cannot be reached is said", .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func nothing()
    async throws
  {
    let none = try await answer(
      text("$x iv every 300 days x 1", "from: 10 mg, to: 20 mg, find: {target: enough, at least: 90 %}", size: 50))
    #expect(!none.isFound)
    #expect(none.note == "no value of the range achieves it")
    let interval = try await answer(
      text("100 mg iv every $x x 2", "among: [60 days, 1 day], find: {target: enough, at least: 90 %}", size: 5)
        .replacing("{value: 100 mg}", with: "{value: 7 days}"))
    #expect(!interval.isFound)
    #expect(interval.trials.map(\.value) == ["60 days", "1 day"])
  }
}
