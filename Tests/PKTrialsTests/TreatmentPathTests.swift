import PKTrials
import Testing

@Suite struct TreatmentPathTests {
  private func trial() -> Trial {
    var trial = TrialSimulationTests.plans[2]
    trial.treatment.cycles = 8
    trial.treatment.doseWindow = 3
    trial.treatment.delayProbability = 0.1
    trial.treatment.discontinuation = 0.05
    trial.treatment.intraPatient = Treatment.IntraPatient(afterCycles: 4, step: .highest)
    return trial
  }

  /// Law: windows, delays, stops at DLTs, and rises only to cleared levels after four cycles.
  @Test func dosesKeepTheProtocol() throws {
    let trial = trial()
    let simulation = try TrialSimulation(trial, trials: 200, seed: 4)
    var (rises, delays) = (0, 0)
    for number in 0..<200 {
      let path = simulation.path(number)
      for (patient, doses) in zip(path.patients, path.doses(trial, seed: 4)) {
        #expect(doses[0].day == patient.start && doses[0].level == patient.level)
        var planned = patient.start
        for (before, dose) in zip(doses, doses.dropFirst()) {
          planned += 21 + dose.delay
          delays += dose.delay > 0 ? 1 : 0
          #expect((dose.day - planned).magnitude <= 3)
          if let day = patient.eventDay, patient.outcome != .moderate { #expect(dose.day < day) }
          guard dose.level != before.level else { continue }
          rises += 1
          #expect(dose.level > before.level && dose.cycle >= 4)
          // The level was tolerated by then: a decision before that day went above it, or named it.
          let cleared = path.decisions.contains { decision in
            decision.day <= dose.day
              && (decision.decision.nextLevel.map { $0 > dose.level } ?? false
                || decision.decision.conclusion?.level == dose.level)
          }
          #expect(cleared)
        }
      }
    }
    #expect(rises > 50 && delays > 100)
  }

  @Test func oneCycleHasOneDose() throws {
    let trial = TrialSimulationTests.plans[0]
    let path = try TrialSimulation(trial, trials: 1, seed: 4).path(0)
    #expect(path.doses(trial, seed: 4).allSatisfy { $0.count == 1 })
  }
}
