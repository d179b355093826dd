import PKYAML

/// Reads the section `calendar`.
enum CalendarReader {
  static let keys = ["accrual", "sentinel gap", "minimum gap", "review", "not evaluable", "replace"]

  static func calendar(_ fields: YAMLFields) -> TrialCalendar {
    var calendar = TrialCalendar()
    if let accrual = fields.optionalFields("accrual", keys: ["every", "random"]),
      let days = accrual.days("every", 0...1_000)
    {
      calendar.accrual = accrual.optionalFlag("random") ?? true ? .random(meanDays: days) : .fixed(days: days)
    }
    calendar.sentinelGap = fields.optionalDays("sentinel gap", 0...365) ?? 0
    calendar.minimumGap = fields.optionalDays("minimum gap", 0...365) ?? 0
    calendar.review = fields.optionalDays("review", 0...365) ?? 0
    calendar.notEvaluable = fields.optionalFraction("not evaluable", 0...0.9) ?? 0
    calendar.replaces = fields.optionalFlag("replace") ?? true
    return calendar
  }
}

/// Reads the section `treatment`.
enum TreatmentReader {
  static let keys = [
    "cycles", "cycle length", "dose window", "delay", "discontinuation", "stop at DLT", "intra-patient",
  ]

  static func treatment(_ fields: YAMLFields) -> Treatment {
    var treatment = Treatment()
    treatment.cycles = fields.whole("cycles", 1...60) ?? 1
    treatment.cycleLength = fields.days("cycle length", 1...365) ?? treatment.cycleLength
    treatment.doseWindow = Int(fields.optionalDays("dose window", 0...30) ?? 0)
    if Double(2 * treatment.doseWindow) >= treatment.cycleLength {
      fields.report("the window is as long as the cycle: doses could change places", at: "dose window")
    }
    if let delay = fields.optionalFields("delay", keys: ["probability", "by"]) {
      treatment.delayProbability = delay.fraction("probability") ?? 0
      treatment.delayDays = delay.days("by", 1...90) ?? treatment.delayDays
    }
    treatment.discontinuation = fields.optionalFraction("discontinuation") ?? 0
    treatment.stopsAtDLT = fields.optionalFlag("stop at DLT") ?? true
    if let rise = fields.optionalFields("intra-patient", keys: ["after cycles", "step"]),
      let cycles = rise.whole("after cycles", 1...60)
    {
      let step = rise.optionalChoice("step", Treatment.IntraPatient.Step.self) ?? .next
      treatment.intraPatient = Treatment.IntraPatient(afterCycles: cycles, step: step)
    }
    return treatment
  }
}
