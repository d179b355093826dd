/// A dose of a simulated patient.
public struct SimulatedDose: Hashable, Sendable {
  /// The cycle it begins, from 0.
  public var cycle: Int
  /// The day it is given, from the start of the trial.
  public var day: Double
  /// The level it is of.
  public var level: Int
  /// How many days later than planned the cycle began because it was delayed.
  public var delay: Double
}

extension SimulatedTrial {
  /// When each level was cleared: the day of the decision that called it tolerated; nil for never.
  func clearances(levelCount: Int) -> [Double?] {
    var days = [Double?](repeating: nil, count: levelCount)
    for (before, after) in zip(decisions, decisions.dropFirst()) {
      guard case .treat(let level, _) = before.decision.action else { continue }
      let reached = after.decision.nextLevel ?? after.decision.conclusion?.level
      let isUp = (after.decision.nextLevel ?? -1) > level
      guard let reached, isUp || after.decision.conclusion != nil else { continue }
      let highest = isUp ? level : reached
      for cleared in 0...highest where days[cleared] == nil { days[cleared] = after.day }
    }
    return days
  }

  /// The doses of each patient, in order: windows, delays, stops, and doses that rise.
  ///
  /// Each cycle is planned a cycle's length behind the plan of the one before; the day within the window is drawn anew,
  /// so that days early or late do not add up. A dose is at least a day after the one before.
  public func doses(_ plan: Trial, seed: UInt64) -> [[SimulatedDose]] {
    let cleared = clearances(levelCount: plan.levels.count)
    return patients.indices.map { doses(of: $0, plan, seed, cleared) }
  }

  private func doses(of number: Int, _ plan: Trial, _ seed: UInt64, _ cleared: [Double?]) -> [SimulatedDose] {
    let (patient, treatment) = (patients[number], plan.treatment)
    let draws = TrialDraws(seed: seed, trial: self.number, patient: number)
    var doses = [SimulatedDose(cycle: 0, day: patient.start, level: patient.level, delay: 0)]
    var planned = patient.start
    var last = doses[0]
    for cycle in stride(from: 1, to: treatment.cycles, by: 1) {
      planned += treatment.cycleLength
      if draws.discontinuation(cycle: cycle) < treatment.discontinuation { break }
      let delay = draws.delay(cycle: cycle) < treatment.delayProbability ? treatment.delayDays : 0
      planned += delay
      let width = Double(2 * treatment.doseWindow + 1)
      let shift = (draws.doseWindow(cycle: cycle) * width).rounded(.down) - Double(treatment.doseWindow)
      let day = max(planned + shift, last.day + 1)
      if ends(patient, before: day, treatment) { break }
      let level = level(of: last, cycle: cycle, on: day, treatment, cleared, first: patient.level)
      last = SimulatedDose(cycle: cycle, day: day, level: level, delay: delay)
      doses.append(last)
    }
    return doses
  }

  /// Whether a patient has had a DLT, or has left, by a day.
  private func ends(_ patient: SimulatedPatient, before day: Double, _ treatment: Treatment) -> Bool {
    guard let event = patient.eventDay, event <= day else { return false }
    return patient.outcome == .notEvaluable || (patient.outcome == .dlt && treatment.stopsAtDLT)
  }

  private func level(
    of last: SimulatedDose, cycle: Int, on day: Double, _ treatment: Treatment, _ cleared: [Double?], first: Int
  ) -> Int {
    guard let rule = treatment.intraPatient, cycle >= rule.afterCycles else { return last.level }
    let higher = cleared.indices.filter { level in level > last.level && cleared[level].map { $0 <= day } ?? false }
    guard let level = rule.step == .next ? higher.first : higher.last else { return last.level }
    // One rise a patient: a second one would again need so many cycles.
    return last.level == first ? level : last.level
  }
}
