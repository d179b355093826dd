import Foundation
import PKStudies
import Testing

/// What sampling schedules see.
@Suite struct SamplingTests {
  @Test("agreement: a sample t after a bolus is e^{−kt} of Cmax; the trough is exact") func bolus() async throws {
    let result = try await TestStudy.result(
      TestStudy.text(
        size: 4, "sampling: [{name: s, times: [pre, 1 h, day 2, day 4]}]\nlloq: {serum: 1 mg/L}"))
    let samples = result.samples.filter { $0.cycle == 1 }
    #expect(samples.map(\.sample) == ["pre", "1 h", "day 2", "day 4"])
    for (sample, days) in zip(samples.dropFirst(), [1.0 / 24, 1, 3]) {
      #expect(abs((sample.toCmax ?? 0) - exp(-0.2 * days)) < 1e-6)
      #expect(sample.within10 == (exp(-0.2 * days) >= 0.9 ? 1 : 0))
    }
    let first = try #require(result.sampling.first { $0.cycle == 1 })
    #expect(abs((first.cmaxBias ?? 0) - (exp(-0.2 / 24) - 1)) < 1e-6)
    #expect(first.bestSample == "1 h")
    #expect(first.troughWithin10 == 1)
    #expect(abs(first.troughBias ?? 1) < 1e-6)
    // Before the first dose nothing is measured, with any error: one sample in four.
    #expect((first.belowLimit ?? 0) >= 0.25)
  }

  @Test("agreement: under the skin the day nearest to ln(ka/k)/(ka − k) catches the peak") func subcutaneous()
    async throws
  {
    let result = try await TestStudy.result(
      TestStudy.text(
        size: 5, arms: "100 mg sc every 21 days x 2",
        "sampling: [{name: s, times: [6 h, day 2, day 3, day 4, day 8]}]"))
    // ln(5)/0.8 = 2.01 days: day 3.
    let record = try #require(result.sampling.first)
    #expect(record.bestSample == "day 3")
    let peak = try #require(result.samples.first { $0.sample == "day 3" }?.toCmax)
    #expect(peak > 0.9999 && peak <= 1 + 1e-9)
  }

  @Test(
    "windows keep samples within them; measured values have the residual error",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func windows() async throws
  {
    let study = try TestStudy.study(
      TestStudy.text(size: 400, "sampling: [{name: s, times: [day 2 ± 4 h, day 4 ± 1 day]}]"),
      model: try TestStudy.model())
    let chunk = try StudySimulation(study).chunk(0)
    let samples = chunk.arms[0].samples.filter { $0.cycle == 0 }
    let early = samples.filter { $0.entry == 0 }.map(\.timeAfterDose)
    #expect(early.allSatisfy { abs($0 - 1) <= 4.0 / 24 })
    #expect((early.max() ?? 0) - (early.min() ?? 0) > 0.3)
    let errors = samples.map { $0.observed / $0.truth - 1 }
    let sd = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    // 20 %, from 512 samples: a standard error of 3 % of it.
    #expect(abs(sd - 0.2) < 0.03)
  }
}
