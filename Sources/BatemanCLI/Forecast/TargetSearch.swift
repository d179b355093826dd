import Bateman

/// Looks for the dose, interval or time that meets a target.
struct TargetSearch {
  let patient: PatientEstimation
  let options: PlanOptions
  let target: TargetOptions
  let increment: String?
  let limit: String?

  private var model: CheckedModel { patient.model.source }

  private func aim() throws -> ExposureTarget {
    try target.target(in: model) { try options.moment($0, of: patient, option: "at") }
  }

  func dose() throws -> TargetReport {
    let schedule = try options.schedule(of: patient, nil)
    let aim = try aim()
    let one = try Quantity(option: "increment", increment ?? "1 mg", such: "5 mg")
    // The last dose, or as much as a usual one, to begin with.
    let template = try options.dose(Quantity(1, one.unit), of: patient)
    let guess = patient.history.doses.last?.dose.amount ?? 100 * template.amount
    let solution = try patient.dose(
      for: aim, roundedTo: one.value * template.amount, guess: max(guess, template.amount)
    ) { amount in
      var dose = template
      dose.amount = amount
      return schedule.plan("dose", [dose])
    }
    var report = TargetReport(patient, aim, solution, sought: "dose", unit: "\(one.unit)")
    (report.exact, report.rounded) = (solution.exact / template.amount, solution.rounded / template.amount)
    report.increment = "\(one)"
    if let limit {
      let most = try options.dose(Quantity(option: "limit", limit, such: "450 mg"), of: patient).amount
      if solution.rounded > most {
        report.problem = "the dose that meets the target is above the limit of \(limit): it is not to be given"
      }
    }
    return report
  }

  func interval() throws -> TargetReport {
    var options = options
    if options.every == nil, patient.history.doses.count < 2 { options.every = "24 h" }
    let schedule = try options.schedule(of: patient, nil)
    let aim = try aim()
    let dose = try repeated()
    let one = try PlanOptions.time(increment ?? "1 h", "increment", in: model.timeUnit)
    let solution = try patient.interval(for: aim, roundedTo: one, guess: schedule.cycle) { cycle in
      var own = schedule
      own.cycle = cycle
      return own.plan("interval", [dose])
    }
    var report = TargetReport(patient, aim, solution, sought: "interval", unit: "\(model.timeUnit)")
    (report.exact, report.rounded) = (solution.exact, solution.rounded)
    report.increment = increment ?? "1 h"
    return report
  }

  func time() throws -> TargetReport {
    let aim = try target.target(in: model, at: nil)
    var planned: [PatientHistory.GivenDose] = []
    if options.next != nil || !options.doses.isEmpty {
      let schedule = try options.schedule(of: patient, nil)
      planned = schedule.plan("time", [try repeated()]).doses
    }
    let hour = try PlanOptions.time("1 h", "within", in: model.timeUnit)
    let time = try patient.time(ofLevel: aim.value, output: aim.output, after: planned, within: 2_400 * hour)
    var report = TargetReport(patient, aim, nil, sought: "time", unit: "\(model.timeUnit)")
    report.exact = time.estimate
    report.interval = ForecastReport.Value(time)
    report.at = patient.history.origin == nil ? nil : patient.label(time.estimate)
    return report
  }

  /// The dose that is given again and again: the one asked for, or the last one.
  private func repeated() throws -> Dose {
    guard let text = options.doses.first else { return try options.lastDose(of: patient) }
    return try options.dose(try Quantity(option: "dose", text, such: "156 mg"), of: patient)
  }
}
