import Bateman

/// Puts the plans of a forecast together: candidates first, then what a late, a missed and a reduced dose do.
struct ForecastRun {
  let patient: PatientEstimation
  let options: PlanOptions
  let delay: String
  let reduceTo: String?

  /// The forecast, and what could not be part of it.
  func forecast(_ plans: ProtocolPlans?) throws -> (Forecast, [String]) {
    let schedule = try options.schedule(of: patient, plans)
    var notes: [String] = []
    let candidates = try candidates(plans, schedule, &notes)
    guard let first = candidates.first else { throw CommandError.mismatch("no dose can be looked at", help: notes) }
    notes += weightNotes(plans)
    let scenarios = try scenarios(first, plans, schedule, candidates, &notes)
    return (try patient.forecast(candidates + scenarios), notes)
  }

  /// The protocol's dose and the model follow weights that were given apart.
  private func weightNotes(_ plans: ProtocolPlans?) -> [String] {
    guard let plans, let weight = plans.weight, let kg = try? Unit("kg"),
      let known = patient.history.lastValue(of: "WT", in: kg, model: patient.model.source),
      (known / weight - 1).magnitude > 0.005
    else { return [] }
    return [
      "the protocol's dose follows a weight of \(weight.plainText) kg, and the patient's last is \(known.plainText) kg"
    ]
  }

  private func candidates(
    _ plans: ProtocolPlans?, _ schedule: PlanSchedule, _ notes: inout [String]
  ) throws -> [FuturePlan] {
    var candidates: [FuturePlan] = []
    if let plans {
      for level in plans.levels.filter(\.isRequested) + plans.levels.filter({ !$0.isRequested }) {
        if let refusal = level.refusal {
          notes.append("\(level.name) is not looked at: \(refusal.message); \(refusal.action)")
        } else {
          candidates.append(try plan(level, plans, schedule))
        }
      }
    }
    for text in options.doses {
      let quantity = try Quantity(option: "dose", text, such: "156 mg")
      candidates.append(schedule.plan(text, [try options.dose(quantity, of: patient)]))
    }
    if candidates.isEmpty, plans == nil {
      candidates.append(schedule.plan("as the last dose", [try options.lastDose(of: patient)]))
    }
    return candidates
  }

  private func plan(
    _ level: ProtocolPlans.Level, _ plans: ProtocolPlans, _ schedule: PlanSchedule
  ) throws -> FuturePlan {
    let doses = try level.doses.enumerated().map { cycle, dose in
      let quantity = Quantity(Double(dose.value.recordText) ?? .nan, try Unit("mg"))
      let number = patient.history.doses.count + cycle * schedule.offsets.count + 1
      return try options.dose(quantity, of: patient, hours: plans.infusionHours(dose: number))
    }
    var schedule = schedule
    schedule.count = min(schedule.count, doses.count)
    return schedule.plan(level.name, doses)
  }

  private func scenarios(
    _ first: FuturePlan, _ plans: ProtocolPlans?, _ schedule: PlanSchedule, _ candidates: [FuturePlan],
    _ notes: inout [String]
  ) throws -> [FuturePlan] {
    let late = try PlanOptions.time(delay, "delay", in: patient.model.source.timeUnit)
    var scenarios = [first.delayed(by: late, plans?.delayRule ?? .all, name: "late by \(delay)")]
    if first.doses.count > 1 { scenarios.append(first.missingFirst(name: "next dose missed")) }
    if var reduced = try reduction(plans, schedule, candidates) {
      reduced.name = "reduced: \(reduced.name)"
      reduced.kind = .reduction
      scenarios.append(reduced)
    } else {
      notes.append("no reduced dose is looked at: there is no lower level, and no --reduce-to")
    }
    return scenarios
  }

  private func reduction(
    _ plans: ProtocolPlans?, _ schedule: PlanSchedule, _ candidates: [FuturePlan]
  ) throws -> FuturePlan? {
    if let reduceTo {
      let quantity = try Quantity(option: "reduce-to", reduceTo, such: "120 mg")
      return schedule.plan(reduceTo, [try options.dose(quantity, of: patient)])
    }
    if let plans { return try plans.reduced.map { try plan($0, plans, schedule) } }
    let lowest = candidates.min { ($0.doses.first?.dose.amount ?? 0) < ($1.doses.first?.dose.amount ?? 0) }
    guard let lowest, lowest.name != candidates.first?.name else { return nil }
    return lowest
  }
}
