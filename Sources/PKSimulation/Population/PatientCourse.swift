/// What one patient goes through, dose by dose: actual doses at actual times, and what changes on the way.
///
/// Where an arm gives the same regimen to everybody, a course is one patient's own: delayed, reduced, missed, and with
/// parameters that change when something happens to the patient.
package struct PatientCourse: Sendable {
  /// A dose that is given.
  package struct Dose: Sendable {
    /// When, in the model's time unit since the first dose.
    package var time: Double
    /// How much, in the compartment's unit.
    package var amount: Double
    /// Which phase's binding says where it goes, and how.
    package var phase: Int
    /// How long an infusion takes, in the model's time unit; nil as the binding has it.
    package var duration: Double?

    package init(time: Double, amount: Double, phase: Int, duration: Double? = nil) {
      self.time = time
      self.amount = amount
      self.phase = phase
      self.duration = duration
    }
  }

  /// A time from which on the patient's parameters are others.
  package struct Change: Sendable {
    package var time: Double
    /// The covariates from then on, in the model's order.
    package var covariates: [Double]
    /// The random effects from then on.
    package var effects: [Double]

    package init(time: Double, covariates: [Double], effects: [Double]) {
      self.time = time
      self.covariates = covariates
      self.effects = effects
    }
  }

  /// The doses in order of time.
  package var doses: [Dose] = []
  /// When each cycle begins; the last one ends at `end`.
  package var cycleStarts: [Double] = []
  /// When the course ends.
  package var end = 0.0
  /// The covariates at the start, in the model's order.
  package var covariates: [Double] = []
  /// The random effects at the start.
  package var effects: [Double] = []
  /// What changes, in order of time.
  package var changes: [Change] = []
  /// The cumulative hazards at which the model's own events happen.
  package var thresholds: [Double] = []
  /// When outputs are wanted, ascending.
  package var outputTimes: [Double] = []
  /// For each output time whether it is just before what happens at that moment, as a sample before a dose is.
  package var isBeforeEvents: [Bool] = []

  package init() {}

  /// The engine's plan.
  func plan(_ bindings: [DoseBinding]) -> SubjectPlan {
    let events = events(bindings)
    let before = outputTimes.isEmpty ? nil : eventsBefore(events)
    let schedule = SubjectPlan.Schedule(events: events, outputTimes: outputTimes, eventsBefore: before)
    return SubjectPlan(
      schedule: schedule, covariates: covariates, etas: changes.reduce(effects) { $0 + $1.effects },
      thresholds: thresholds)
  }

  /// For each output time how many events come before it; both are in order of time.
  private func eventsBefore(_ events: [PlannedEvent]) -> [Int] {
    var (earlier, due) = (0, 0)
    return outputTimes.indices.map { index in
      while earlier < events.count, events[earlier].time < outputTimes[index] { earlier += 1 }
      due = max(due, earlier)
      while due < events.count, events[due].time <= outputTimes[index] { due += 1 }
      return isBeforeEvents[index] ? earlier : due
    }
  }

  /// Cycles first, then changes, then doses where times are equal; the end is last.
  private func events(_ bindings: [DoseBinding]) -> [PlannedEvent] {
    var ranked: [(rank: Int, event: PlannedEvent)] = []
    ranked.reserveCapacity(cycleStarts.count + changes.count + doses.count + 2)
    for (index, start) in cycleStarts.enumerated() where start < end {
      ranked.append((0, PlannedEvent(time: start, kind: .cycle(index))))
    }
    for (index, change) in changes.enumerated() where change.time < end {
      let kind = PlannedEvent.Kind.parameters(covariates: change.covariates, occasion: index + 1)
      ranked.append((1, PlannedEvent(time: change.time, kind: kind)))
    }
    for dose in doses where dose.time < end {
      ranked.append((2, PlannedEvent(time: dose.time, kind: .dose(bindings[dose.phase].planned(dose)))))
    }
    var order = Array(ranked.indices)
    order.sort { (ranked[$0].event.time, ranked[$0].rank, $0) < (ranked[$1].event.time, ranked[$1].rank, $1) }
    var events = order.map { ranked[$0].event }
    if !cycleStarts.isEmpty { events.append(PlannedEvent(time: end, kind: .cycle(nil))) }
    events.append(PlannedEvent(time: end, kind: .end))
    return events
  }
}

extension DoseBinding {
  /// A dose of a course, whose amount is settled already.
  func planned(_ dose: PatientCourse.Dose) -> PlannedDose {
    let input = dose.duration.map { $0 > 0 ? PlannedDose.Input.duration($0) : .bolus } ?? input
    return PlannedDose(amount: dose.amount, compartment: compartment, route: route, input: input)
  }
}
