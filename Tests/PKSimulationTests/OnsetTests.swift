import Foundation
import PKModel
import PKNumerics
import PKSimulation
import PKTestSupport
import Testing

/// Events that happen once: when they do, and what changes from then on.
@Suite struct OnsetTests {
  static let subjects = 20

  /// The cumulative hazards at which an event happens, from the random numbers that are documented for it:
  /// purpose 5, the subject, the number of the event.
  private func threshold(_ subject: Int, event: Int = 0, seed: UInt64 = 1) -> Double {
    -log(RandomStream(seed: seed, stream: 5, subject: UInt64(subject)).uniform(event))
  }

  private func methods(_ relative: Double = 1e-9) -> [SimulationSettings] {
    SimulationSettings.Method.allCases.map { method in
      var settings = settings(relative: relative, absolute: 1e-12)
      settings.method = method
      return settings
    }
  }

  /// Checks the times of an event, in closed form and by steps, against a function of the threshold.
  private func check(
    _ model: TestModel, until: Double = 100, event: Int = 0, relative: Double = 2e-8, time: (Int) -> Double?
  ) async throws {
    for settings in methods() {
      let result = try await simulate(
        try model.compiled(), ["100 mg iv once"], subjects: Self.subjects, until: until, followsCycles: false,
        settings: settings)
      #expect(result.failures.isEmpty)
      for subject in 0..<Self.subjects {
        let expected = time(subject).flatMap { $0 <= until ? $0 : nil }
        let actual = result.eventTimes[0][subject][event]
        let close = closeness(actual ?? .infinity, expected ?? .infinity, relative: relative)
        #expect(close.holds, "subject \(subject), \(settings.method): \(close)")
      }
    }
  }

  @Test func aConstantHazardGivesItsTimeExactly() async throws {
    let model = TestModel.onset(hazard: "k")
    #expect(try model.compiled().isLinear)
    try await check(model) { threshold($0) / 0.02 }
  }

  /// H(t) = (t/λ)^1.7.
  @Test func aHazardInTime() async throws {
    let model = TestModel.onset(hazard: "1.7 / 40[day] * (time / 40[day])^0.7")
    #expect(try !model.compiled().isLinear)
    try await check(model) { 40 * pow(threshold($0), 1 / 1.7) }
  }

  /// With C = 20·e^(−0.2 t), H(t) = 100 k·(1 − e^(−0.2 t)) stays below 2: some patients never have the event.
  @Test func aHazardInAConcentration() async throws {
    let model = TestModel.onset(hazard: "k * C / 1[mg/L]")
    #expect(try model.compiled().isLinear)
    try await check(model) { subject in
      let share = threshold(subject) / (0.02 * 100)
      return share < 1 ? -log(1 - share) / 0.2 : nil
    }
  }

  /// An event whose hazard begins with another one.
  @Test func oneEventAfterAnother() async throws {
    let model = TestModel.onset(hazard: "2 * k", more: "NAb : 1/day = 3 * k * ADA ~ once")
    try await check(model, event: 1) { threshold($0) / 0.04 + threshold($0, event: 1) / 0.06 }
  }

  /// Two events at any distance in one interval between doses, each in its place.
  @Test func twoEventsOfTheirOwn() async throws {
    let model = TestModel.onset(hazard: "2 * k", factor: 3, more: "NAb : 1/day = 3 * k ~ once")
    try await check(model, event: 0) { threshold($0) / 0.04 }
    try await check(model, event: 1) { threshold($0, event: 1) / 0.06 }
  }

  /// Clearance is five times as high from the event on: the two phases in closed form.
  @Test func equationsChangeAtTheEvent() async throws {
    let times = (0...60).map { Double($0) }
    let model = try TestModel.onset(hazard: "k", factor: 5).compiled()
    for settings in methods() {
      let result = try await simulate(
        model, ["100 mg iv once"], subjects: 20, times: times, until: 60, settings: settings)
      for subject in 0..<20 {
        let onset = threshold(subject) / 0.02
        for (index, time) in times.enumerated() {
          let exponent = 0.2 * min(time, onset) + 1 * max(0, time - onset)
          let serum = closeness(
            result.predictions[0][subject][index][0], 20 * exp(-exponent), relative: 1e-7, absolute: 1e-10)
          #expect(serum.holds, "subject \(subject) at \(time), \(settings.method): \(serum)")
          #expect(isClose(result.predictions[0][subject][index][1], max(0, time - onset), absolute: 1e-6))
          #expect(result.predictions[0][subject][index][2] == (time >= onset ? 1 : 0))
        }
        // The area has both phases, whatever the peak's tracker saw.
        let phase = { (k: Double, from: Double, span: Double) in from * (1 - exp(-k * span)) / k }
        let first = min(60, onset)
        let area = phase(0.2, 20, first) + phase(1, 20 * exp(-0.2 * first), 60 - first)
        #expect(isClose(result.exposure(subject: subject).auc, area, relative: 1e-7))
      }
    }
  }

  /// The Kolmogorov–Smirnov distance of event times from the exponential distribution.
  ///
  /// At a false-alarm rate of 10⁻⁶: D·√n < √(−ln(10⁻⁶/2)/2) = 2.694. By day 84 a fifth has the event when the hazard is −ln(0.8)/84 a day.
  @Test func timesFollowTheirDistribution() async throws {
    #if DEBUG
      let count = 200
    #else
      let count = 20_000
    #endif
    let hazard = -log(0.8) / 84
    let model = try TestModel.onset(hazard: "\(hazard)[1/day]").compiled()
    let result = try await simulate(model, ["100 mg iv once"], subjects: count, until: 20_000)
    let times = result.eventTimes[0].map { $0[0] ?? .infinity }.sorted()
    let distance =
      times.enumerated().map { index, time in
        let probability = 1 - exp(-hazard * time)
        return max(probability - Double(index) / Double(count), Double(index + 1) / Double(count) - probability)
      }.max() ?? 1
    #expect(distance * Double(count).squareRoot() < 2.694)
    // Binomial, five standard deviations: a false alarm in about 2 million.
    let early = Double(times.count { $0 <= 84 }) / Double(count)
    #expect(abs(early - 0.2) < 5 * (0.2 * 0.8 / Double(count)).squareRoot())
  }

  /// Neither threads, nor pieces, nor neighbours in the lanes: a piece of one subject has no neighbours.
  @Test(arguments: [1.0, 5.0]) func neighboursDoNotMatter(_ factor: Double) async throws {
    let effects = "individual { CLi : L/day = CL ~ logNormal }\n omega { CLi = 0.1 }"
    for hazard in ["k * C / 1[mg/L]", "k * (C / 1[mg/L])^0.5"] {
      let model = try TestModel(
        name: "onset",
        TestModel.onset(hazard: hazard, factor: factor, effects: effects).text
          .replacingOccurrences(of: "-CL *", with: "-CLi *")
      ).compiled()
      func run(_ chunkSize: Int, _ threads: Int) async throws -> [UInt64] {
        try await simulate(
          model, ["a: 100 mg iv every 14 days x 3", "b: 30 mg iv over 1 day every 7 days x 6"], subjects: 12,
          times: (0...60).map { Double($0) }, settings: settings(threads: threads, chunkSize: chunkSize)
        ).bits
      }
      let alone = try await run(1, 1)
      #expect(try await run(64, 1) == alone)
      #expect(try await run(7, 2) == alone)
    }
  }

  /// A patient has the same luck in every arm, and more hazard means an earlier event.
  @Test func armsShareTheirLuck() async throws {
    let model = try TestModel.onset(hazard: "k * C / 1[mg/L]").compiled()
    let result = try await simulate(
      model, ["a: 100 mg iv once", "b: 100 mg iv once", "c: 300 mg iv once"], subjects: 40, until: 50)
    #expect(result.eventTimes[0] == result.eventTimes[1])
    for (low, high) in zip(result.eventTimes[0], result.eventTimes[2]) {
      #expect(high[0] ?? .infinity <= low[0] ?? .infinity)
    }
    #expect(result.eventTimes[0].contains { $0[0] == nil })
    #expect(result.eventTimes[2].contains { $0[0] != nil })
  }

  @Test func nothingHappensToTheTypicalPatient() async throws {
    let model = try TestModel.onset(hazard: "100 * k", factor: 5).compiled()
    let result = try await simulate(model, ["100 mg iv once"], times: [50], until: 50)
    #expect(result.eventTimes == [[[nil]]])
    #expect(isClose(result.profile()[0], 20 * exp(-10), relative: 1e-5))
  }

  /// A reset empties the compartments; what has happened stays happened, and hazard gathered stays gathered.
  @Test func aResetUndoesNoEvent() async throws {
    let model = try TestModel.onset(hazard: "k", factor: 5).compiled()
    let table = """
      ID,TIME,AMT,CMT,EVID
      1,0,100,1,1
      1,20,.,1,3
      1,20,100,1,1
      1,300,.,1,0
      """
    let result = try await simulate(model, table: table, replicates: 30)
    for subject in 0..<30 {
      let expected = threshold(subject) / 0.02
      let close = closeness(
        result.eventTimes[0][subject][0] ?? .infinity, expected <= 300 ? expected : .infinity, relative: 1e-9)
      #expect(close.holds, "\(close)")
    }
  }

  /// A hazard that becomes negative, and one that is infinite, end their subject with words that name it.
  @Test(arguments: [
    ("k * leak / 1[mg]", "the hazard of 'ADA' is negative after time "),
    ("k * 1[mg] / leak", "the hazard of 'ADA' cannot be computed from time 0.0 on: it is not a finite number"),
  ])
  func hazardsThatAreNone(_ hazard: String, _ message: String) async throws {
    for settings in methods(1e-6) {
      let result = try await simulate(
        try TestModel.onset(hazard: hazard).compiled(), ["100 mg iv once"], subjects: 3, until: 50, settings: settings)
      #expect(result.failures.count == 3)
      for failure in result.failures { #expect(failure.message.hasPrefix(message), "\(failure.message)") }
    }
  }
}
