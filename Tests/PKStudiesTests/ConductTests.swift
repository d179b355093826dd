import Foundation
import PKSimulation
import PKStudies
import Testing

/// How regimens are carried out: what is drawn has the distribution that is asked.
@Suite struct ConductTests {
  static func chunk(_ conduct: String, size: Int = 2000, arms: String = "100 mg iv every 21 days x 6") throws
    -> StudyChunk
  {
    let model = try TestStudy.model()
    let study = try TestStudy.study(TestStudy.text(size: size, arms: arms, "conduct: \(conduct)"), model: model)
    var settings = SimulationSettings()
    settings.chunkSize = size
    return try StudySimulation(study, settings: settings).chunk(0)
  }

  private func starts(_ chunk: StudyChunk, cycle: Int) -> [Double] {
    chunk.patients.indices.map { chunk.arms[0].starts[$0 * 6 + cycle - 1] }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test(
    "a window of 3 days: uniform, triangular, normal", .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1"),
    arguments: ["uniform", "triangular", "normal"])
  func window(distribution: String) throws {
    let chunk = try Self.chunk("{window: {plus or minus: 3 days, distribution: \(distribution)}}")
    #expect(starts(chunk, cycle: 1).allSatisfy { $0 == 0 })
    let shifts = starts(chunk, cycle: 3).map { $0 - 42 }
    #expect(shifts.allSatisfy { abs($0) <= 3 })
    let variance = mean(shifts.map { $0 * $0 })
    // 3²/3; 3²/6; of a normal distribution with sd 1.5 cut at 2 sd: 1.5² (1 − 4 φ(2)/(2Φ(2) − 1)).
    let cut = 2.25 * (1 - 4 * 0.05399097 / 0.9544997)
    let all: [String: Double] = ["uniform": 3, "triangular": 1.5, "normal": cut]
    let exact = try #require(all[distribution])
    // The standard error of a variance is at most √(2/n) of it: 3 %.
    #expect(abs(variance / exact - 1) < 0.12, "\(variance) and \(exact)")
    #expect(abs(mean(shifts)) < 4 * (exact / 2000).squareRoot())
  }

  @Test("delays move all that follows, reductions stay, missed doses leave a cycle empty") func rules() throws {
    let chunk = try Self.chunk(
      "{delays: {by: 7 days, cycles: 3}, reductions: {to: 50 %, cycles: 2-3}, missed: {cycles: 5}}", size: 3)
    let arm = chunk.arms[0]
    #expect(Array(arm.starts[0..<6]) == [0, 21, 49, 70, 91, 112])
    #expect(Array(arm.doses[0..<6]) == [100, 50, 25, 25, 0, 25])
    let treatment = arm.treatments[0]
    #expect((treatment.cycles, treatment.doses, treatment.missed, treatment.delayed) == (6, 5, 1, 1))
    // 225 of 600 mg in 133 of 126 days.
    #expect(abs(treatment.intensity - 225.0 / 600 * 126 / 133) < 1e-12)
    #expect(treatment.end == 133)
  }

  @Test(
    "agreement: probabilities and hazards of delays and of stopping",
    .enabled(if: TestStudy.runsLong, "set BATEMAN_LONG_TESTS=1")) func chances() throws
  {
    let delayed = try Self.chunk("{delays: {by: 7 days, probability: 20 %, at most: 1}}")
    let share = mean(delayed.arms[0].treatments.map { Double($0.delayed) })
    // At most one in five cycles: 1 − 0.8⁵.
    #expect(abs(share - (1 - pow(0.8, 5))) < 4 * 0.011)
    let hazard = try Self.chunk(
      "{delays: {by: 7 days, hazard: 0.01 1/day}}")
    let second = starts(hazard, cycle: 2).filter { $0 > 21 }.count
    #expect(abs(Double(second) / 2000 - (1 - exp(-0.21))) < 4 * 0.009)
    let stopped = try Self.chunk("{stop: {hazard: 0.01 1/day}}")
    let reached = stopped.arms[0].treatments.filter { $0.cycles == 6 }.count
    // The sixth dose is on day 105.
    #expect(abs(Double(reached) / 2000 - exp(-1.05)) < 4 * 0.011)
    let event = try Self.chunk("{stop: {event: GONE}}")
    let before = event.arms[0].treatments.filter { $0.cycles >= 2 }.count
    // The model's own event has a hazard of 0.05 per day.
    #expect(abs(Double(before) / 2000 - exp(-0.05 * 21)) < 4 * 0.011)
    let few = try Self.chunk("{stop: {cycles: 2}}", size: 2)
    #expect(few.arms[0].treatments.allSatisfy { $0.cycles == 2 })
    #expect(few.arms[0].exposure(slot: 0, cycle: 2, output: 0, outputs: 1, .AUC).isNaN)
  }
}
