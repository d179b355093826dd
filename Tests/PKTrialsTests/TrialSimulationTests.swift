import PKNumerics
import PKTrials
import Testing

@Suite struct TrialSimulationTests {
  #if DEBUG
    static let trials = 4_000
  #else
    static let trials = 40_000
  #endif

  static let dlt8 = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.28, 0.45]
  static let moderate8 = [0.02, 0.04, 0.08, 0.15, 0.2, 0.25, 0.3, 0.3]

  static func trial(_ design: any EscalationDesign, dlt: [Double], moderate: [Double] = []) -> Trial {
    var trial = Trial(
      name: "test", levels: dlt.indices.map { DoseLevel(name: "\($0 + 1) mg") }, design: design, window: 21)
    trial.truth = .probabilities(dlt: dlt, moderate: moderate)
    trial.calendar.sentinelGap = 7
    trial.calendar.minimumGap = 1
    trial.calendar.review = 3
    return trial
  }

  static var plans: [Trial] {
    [
      trial(ThreePlusThree(levelCount: 5), dlt: [0.05, 0.1, 0.2, 0.35, 0.5]),
      trial(ThreePlusThree.sixAtMTD(levelCount: 5), dlt: [0.05, 0.1, 0.2, 0.35, 0.5]),
      trial(
        AcceleratedTitration(
          acceleratedLevels: 3, trigger: .moderate(count: 1, grade: 2), then: .sixAtMTD(levelCount: 8)), dlt: dlt8,
        moderate: moderate8),
      trial(
        AcceleratedTitration(
          acceleratedLevels: 3, trigger: .moderate(count: 2, grade: 2), then: .sixAtMTD(levelCount: 8)), dlt: dlt8,
        moderate: moderate8),
    ]
  }

  /// Statistics: every simulated figure is within 4 standard errors of the enumerated one.
  ///
  /// About 60 figures are
  /// compared, so a false alarm comes once in about 250 seeds; the seed is fixed.
  @Test(arguments: 0..<4) func simulatedEqualsExact(number: Int) async throws {
    let trial = Self.plans[number]
    let simulation = try TrialSimulation(trial, trials: Self.trials, seed: 11, threads: 2)
    let result = try await simulation.run()
    let exact = try #require(
      trial.design.exactCharacteristics(dlt: simulation.levelRates ?? [], moderate: trial.truth?.moderate ?? []))
    for (got, want) in zip(result.selection, exact.selection) where want > 1e-4 {
      #expect(got.distance(to: want).magnitude < 4, "\(got) \(want)")
    }
    for (got, want) in zip(result.patients, exact.patients) {
      #expect((got.value - want).magnitude <= 4 * max(got.error, 1e-4), "\(got) \(want)")
    }
    for (got, want) in zip(result.dlts, exact.dlts) where want > 1e-3 {
      #expect(got.distance(to: want).magnitude < 4, "\(got) \(want)")
    }
    #expect(result.totalPatients.distance(to: exact.totalPatients).magnitude < 4)
    #expect(result.totalDLTs.distance(to: exact.totalDLTs).magnitude < 4)
    #expect(result.cohorts.distance(to: exact.cohorts).magnitude < 4)
    #expect(result.maximumAdministered.distance(to: exact.maximumAdministered).magnitude < 4)
  }

  /// Golden: BOIN's operating characteristics by 20,000 trials of the R package (10 cohorts of 3, target 0.3), within 4
  /// standard errors of the difference.
  @Test func boinCharacteristics() async throws {
    var settings = BOIN.Settings(target: 0.3)
    settings.maximum = 30
    let trial = Self.trial(BOIN(levelCount: 5, settings: settings), dlt: [0.05, 0.15, 0.3, 0.45, 0.6])
    let result = try await TrialSimulation(trial, trials: Self.trials, seed: 3, threads: 2).run()
    let factor = (1 + Double(Self.trials) / 20_000).squareRoot()
    for (got, want) in zip(result.selection.dropFirst(), [0.010, 0.233, 0.551, 0.192, 0.014]) {
      // The references are rounded to 0.001.
      #expect((got.value - want).magnitude < 4 * got.error * factor + 0.0005, "\(got) \(want)")
    }
    for (got, want) in zip(result.patients, [4.15, 9.17, 11.13, 4.76, 0.78]) {
      #expect((got.value - want).magnitude < 4 * got.error * factor + 0.005, "\(got) \(want)")
    }
  }

  /// Determinism: the same numbers whatever the threads, and the path of a trial is that of the run.
  @Test func threadsDoNotMatter() async throws {
    let trial = Self.plans[2]
    let one = try await TrialSimulation(trial, trials: 700, seed: 5, threads: 1).run()
    let three = try await TrialSimulation(trial, trials: 700, seed: 5, threads: 3).run()
    #expect(one.trials == three.trials)
    #expect(one.patients == three.patients)
    let path = try TrialSimulation(trial, trials: 700, seed: 5).path(431)
    #expect(path.conclusion == one.trials[431].conclusion)
    #expect(path.duration == one.trials[431].duration)
    let other = try await TrialSimulation(trial, trials: 700, seed: 6, threads: 1).run()
    #expect(one.trials != other.trials)
  }

  /// Law: the calendar of every simulated trial keeps the gaps, the windows and the order of cohorts.
  @Test func calendarHolds() throws {
    var trial = Self.plans[2]
    trial.calendar.notEvaluable = 0.15
    let simulation = try TrialSimulation(trial, trials: 300, seed: 2)
    for number in 0..<300 {
      let path = simulation.path(number)
      for (cohort, decision) in path.decisions.enumerated() {
        let patients = path.patients.filter { $0.cohort == cohort }
        guard case .treat(let level, let wanted) = decision.decision.action else { continue }
        #expect(patients.count { $0.outcome != .notEvaluable } == wanted)
        #expect(patients.allSatisfy { $0.level == level && $0.start >= decision.day })
        let closing = path.decisions[cohort + 1].day - 3
        for patient in patients {
          let known = patient.outcome == .dlt || patient.outcome == .notEvaluable
          #expect((known ? patient.eventDay ?? 0 : patient.start + 21) <= closing)
          if let day = patient.eventDay { #expect(day > patient.start && day <= patient.start + 21) }
        }
        for (a, b) in zip(patients, patients.dropFirst()) { #expect(b.start - a.start >= 1) }
      }
      for level in 0..<8 {
        let starts = path.patients.filter { $0.level == level }.map(\.start)
        for later in starts.dropFirst() { #expect(later - starts[0] >= 7) }
      }
    }
  }

  /// A share of nobody, or of everybody, has an error too: that of one.
  @Test func errorsOfSharesAndMeans() {
    #expect(Estimate(share: 0, of: 100).error > 0)
    #expect((Estimate(share: 25, of: 100).error - 0.0433013).magnitude < 1e-6)
    let mean = Estimate(sum: 10, squares: 30, count: 4)
    #expect(mean.value == 2.5)
    // Deviations of 1, 2, 3, 4 from 2.5: variance 5/3, over 4.
    #expect((mean.error - (5.0 / 12).squareRoot()).magnitude < 1e-15)
    #expect((Estimate(mean: [1, 2, 3, 4]).error - mean.error).magnitude < 1e-15)
  }
}
