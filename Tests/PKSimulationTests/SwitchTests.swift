import Foundation
import PKData
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import Testing

/// Comparisons and kinks in time: solvers stop there, whatever the method, and what they give is exact.
@Suite struct SwitchTests {
  static let times = (0...60).map { Double($0) }

  private func methods() -> [SimulationSettings] {
    SimulationSettings.Method.allCases.map { method in
      var settings = settings(relative: 1e-9, absolute: 1e-12)
      settings.method = method
      return settings
    }
  }

  /// Compares the content of the compartment with a formula, for the typical patient and both methods.
  private func check(
    _ model: TestModel, _ regimen: String, isLinear: Bool = true, steps: Int = 400, content: (Double) -> Double
  ) async throws {
    let compiled = try model.compiled()
    #expect(compiled.isLinear == isLinear)
    for settings in methods() {
      let result = try await simulate(
        compiled, [regimen], times: Self.times, until: 60, followsCycles: false, settings: settings)
      #expect(result.failures.isEmpty)
      // A step over a jump would be tried again and again, ever shorter.
      #expect(result.statistics.rejected <= 2, "\(settings.method): \(result.statistics)")
      #expect(result.statistics.steps <= steps, "\(settings.method): \(result.statistics)")
      for (time, value) in zip(Self.times, result.profile()) {
        let close = closeness(value, content(time), relative: 2e-8, absolute: 1e-11)
        #expect(close.holds, "\(settings.method) at \(time): \(close)")
      }
    }
  }

  /// Two phases of elimination, with a time of change that is a parameter.
  @Test func aRateThatChangesAtATime() async throws {
    try await check(.switching(loss: "if(time > T, 4 * k, k)"), "100 mg iv once") { time in
      100 * exp(-0.1 * min(time, 5) - 0.4 * max(0, time - 5))
    }
  }

  /// A zero-order input for 5 h after each dose is an infusion: the sum of those of all doses.
  @Test func inputForATimeAfterEachDose() async throws {
    let model = TestModel.switching(rate: "if(timeAfterDose < T, R, 0) * if(time < 50[h], 1, 0)")
    try await check(model, "1 mg mark every 12 h x 4") { time in
      // Without a dose yet, no time has passed since the last one: the first dose is at 0.
      [0, 12, 24, 36].reduce(0) { sum, start in
        let running = min(max(0, time - start), 5)
        return sum + 3 / 0.1 * (1 - exp(-0.1 * running)) * exp(-0.1 * max(0, time - start - 5))
      }
    }
  }

  /// A pulse of 36 seconds that any step of the slow system would miss.
  @Test func aPulse() async throws {
    let model = TestModel.switching(rate: "if(time > 31.5[h] and time <= 31.51[h], 1000[mg/h], 0)", loss: "0.01 * k")
    try await check(model, "1 mg iv once") { time in
      let pulse = time < 31.5 ? 0 : 1000 / 0.001 * -expm1(-0.001 * 0.01) * exp(-0.001 * (time - 31.51))
      return exp(-0.001 * time) + pulse
    }
  }

  @Test func notAndOr() async throws {
    let model = TestModel.switching(
      rate: "if(not (time < 3[h]) and (time < 7[h] or 2 * time - 40[h] >= time / 2 and time < 30[h]), R, 0)",
      loss: "0[1/h]")
    // 2t − 40 ≥ t/2 from t = 80/3 on.
    try await check(model, "1 mg iv once") { time in
      let first: Double = min(max(time, 3), 7) - 3
      let second: Double = min(max(time, 80 / 3), 30) - 80 / 3
      return 1 + 3 * (first + second)
    }
  }

  /// Kinks are no jumps, but a step over one has no order: with stops, cubic polynomials come out exact.
  @Test func kinks() async throws {
    let model = TestModel.switching(
      rate: "R * max(0, time / 1[h] - 13) + R * abs(time / 1[h] - 20.5) - R * min(time / 1[h], 33)", loss: "0[1/h]")
    try await check(model, "1 mg iv once", isLinear: false) { time in
      let after: Double = max(0, time - 13)
      let rise: Double = after * after / 2
      let distance: Double = time - 20.5
      let gap: Double = 20.5 * 20.5 / 2 + distance * abs(distance) / 2
      let cap: Double = time < 33 ? time * time / 2 : 33 * 33 / 2 + 33 * (time - 33)
      return 1 + 3 * (rise + gap - cap)
    }
  }

  /// A comparison with a state cannot be known beforehand: it is left to the error control, and still comes out right.
  @Test func comparisonsOfStatesAreLeftAlone() async throws {
    let model = try TestModel.switching(loss: "if(central > 20[mg], k, 0)").compiled()
    #expect(!model.isLinear)
    #expect(model.plain.switches.isEmpty)
    let result = try await simulate(
      model, ["100 mg iv once"], times: Self.times, until: 60, settings: settings(relative: 1e-9, absolute: 1e-12))
    for (time, value) in zip(Self.times, result.profile()) {
      #expect(isClose(value, max(20, 100 * exp(-0.1 * time)), relative: 1e-6))
    }
  }

  /// Of a model without comparisons in time nothing is stopped for; `timeAfterDose` itself needs no stop.
  @Test func onlyWhatSwitchesIsStoppedFor() throws {
    #expect(try TestModel.parallel.compiled().plain.switches.isEmpty)
    #expect(try TestModel.switching(rate: "R * timeAfterDose / 1[h]").compiled().plain.switches.isEmpty)
    #expect(try TestModel.switching(loss: "if(time > T, 4 * k, k)").compiled().plain.switches.count == 1)
    #expect(try TestModel.switching(loss: "if(timeAfterDose > T, 4 * k, k)").compiled().plain.switches.count == 1)
  }

  /// A hazard that begins at a time, and an effect that begins some time after the event.
  @Test func hazardsAndTheirConsequences() async throws {
    let model = try TestModel.switching(
      loss: "if(timeSince(ADA) > 7[h], 3 * k, k)", events: "ADA : 1/h = if(time > 10[h], k, 0) ~ once"
    ).compiled()
    #expect(model.isLinear)
    for settings in methods() {
      let result = try await simulate(
        model, ["100 mg iv once"], subjects: 20, times: Self.times, until: 60, followsCycles: false,
        settings: settings)
      for subject in 0..<20 {
        let threshold = -log(RandomStream(seed: 1, stream: 5, subject: UInt64(subject)).uniform(0))
        let onset = 10 + threshold / 0.1
        let found = result.eventTimes[0][subject][0] ?? .infinity
        #expect(isClose(found, onset <= 60 ? onset : .infinity, relative: 2e-8))
        for (index, time) in Self.times.enumerated() {
          let expected = 100 * exp(-0.1 * time - 0.2 * max(0, time - onset - 7))
          #expect(isClose(result.predictions[0][subject][index][0], expected, relative: 1e-7))
        }
      }
    }
  }

  /// Each patient has their own time of change; neighbours in the lanes do not matter, nor do pieces or threads.
  @Test func everyPatientHasTheirOwnTime() async throws {
    let model = try TestModel.switching(rate: "if(timeAfterDose < T, R, 0)").compiled()
    func run(_ chunkSize: Int, _ threads: Int) async throws -> Simulated {
      try await simulate(
        model, ["1 mg mark every 12 h x 4"], subjects: 20, times: Self.times, until: 60,
        settings: settings(threads: threads, chunkSize: chunkSize))
    }
    let alone = try await run(1, 1)
    #expect(try await run(64, 1).bits == alone.bits)
    #expect(try await run(7, 2).bits == alone.bits)
    for subject in 0..<20 {
      let span = alone.predictions[0][subject][0][1]
      for (index, time) in Self.times.enumerated() where time <= 12 {
        let expected = 30 * (1 - exp(-0.1 * min(time, span))) * exp(-0.1 * max(0, time - span))
        #expect(isClose(alone.predictions[0][subject][index][0], expected, relative: 1e-9, absolute: 1e-12))
      }
    }
  }
}
