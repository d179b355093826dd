import Bateman

/// One simulated trial, patient by patient: a swimmer table to check by hand.
struct TrialPathReport: Codable {
  struct Dose: Codable {
    var cycle: Int
    var day: Double
    var level: Int
    var dose: String
    var delayDays: Double
    var cmax: Double?
    var ctrough: Double?
    var auc: Double?
    var sampleDay: Double?
    var sampledCmax: Double?
    var antibodies: Bool?
    var foundPositive: Bool?
  }
  struct Patient: Codable {
    var patient: Int
    var cohort: Int
    var level: Int
    var dose: String
    var startDay: Double
    var risk: Double
    var outcome: String
    var eventDay: Double?
    var isReplacement: Bool
    var doses: [Dose]
  }
  struct Step: Codable {
    var day: Double
    var rule: String
    var observed: String
    var boundary: String
    var instruction: String
  }

  var schema = 1
  var trial: String
  var notes: [String]
  var number: Int
  /// The date of day 0; nil when days are counted.
  var start: String?
  var conclusion: String
  var selectedLevel: Int?
  var durationDays: Double
  var steps: [Step]
  /// The dose levels, from the lowest.
  var levels: [String]
  /// What is measured, and its unit; nil without kinetics.
  var output: String?
  var patients: [Patient]

  init(_ trial: Trial, _ path: SimulatedTrial, doses: [[SimulatedDose]], cycles: [[CycleRecord]]) {
    let names = trial.levelNames
    self.trial = trial.name
    notes = trial.notes
    levels = names
    number = path.number + 1
    conclusion = path.conclusion.words(levels: names)
    selectedLevel = path.conclusion.level.map { $0 + 1 }
    durationDays = path.duration
    steps = path.decisions.map {
      Step(
        day: $0.day, rule: $0.decision.rule, observed: $0.decision.observation(levels: names),
        boundary: $0.decision.comparison, instruction: $0.decision.instruction(levels: names))
    }
    output = trial.pharmacology.map { "\($0.outputName) in \($0.outputUnit)" }
    patients = zip(path.patients, zip(doses, cycles)).enumerated().map { number, pair in
      let (patient, (doses, cycles)) = pair
      return Patient(
        patient: number + 1, cohort: patient.cohort + 1, level: patient.level + 1, dose: names[patient.level],
        startDay: patient.start, risk: patient.risk, outcome: Self.words(patient.outcome), eventDay: patient.eventDay,
        isReplacement: patient.isReplacement,
        doses: doses.enumerated().map { index, dose in
          var record = Dose(
            cycle: dose.cycle + 1, day: dose.day, level: dose.level + 1, dose: names[dose.level], delayDays: dose.delay)
          if index < cycles.count { record.take(cycles[index], from: patient.start) }
          return record
        })
    }
  }

  private static func words(_ outcome: PatientOutcome) -> String {
    switch outcome {
    case .none: "no DLT"
    case .moderate: "moderate event"
    case .dlt: "DLT"
    case .notEvaluable: "left, not evaluable"
    }
  }

  var text: String {
    var lines = ["\(trial), simulated trial \(number): \(conclusion), after \(durationDays.plainText) days"]
    lines += notes.map { "note: \($0)" }
    let zero = "the day on which the search for the first patient begins"
    lines += [start.map { "the trial begins on \($0), \(zero)" } ?? "days are counted from \(zero)", ""]
    var table = TextTable([
      ("patient", .right), ("cohort", .right), ("dose", .left), ("first dose", .right), ("window", .left), ("", .left),
      ("doses (the dose when it changes, + days of delay)", .left),
    ])
    for patient in patients {
      let event = patient.eventDay.map { " on \(when($0))" } ?? ""
      table.append([
        "\(patient.patient)", "\(patient.cohort)", patient.dose, when(patient.startDay), patient.outcome + event,
        patient.isReplacement ? "replacement" : "", doses(of: patient),
      ])
    }
    lines += table.linesWithHeader + ["", "Decisions:"]
    for step in steps {
      lines.append("  \(when(step.day)): \(step.observed); \(step.boundary); rule '\(step.rule)': \(step.instruction)")
    }
    if let output { lines += samples(of: output) }
    return lines.joined(separator: "\n")
  }

  /// A row for each cycle: what was drawn, when, and what it showed.
  private func samples(of output: String) -> [String] {
    var table = TextTable([
      ("patient", .right), ("cycle", .right), ("dose given", .right), ("dose", .left), ("Cmax sample", .right),
      ("measured", .right), ("true Cmax", .right), ("Ctrough", .right), ("AUC", .right), ("ADA", .left),
      ("found", .left),
    ])
    func words(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }
    for patient in patients {
      for dose in patient.doses {
        table.append([
          "\(patient.patient)", "\(dose.cycle)", when(dose.day), dose.dose, dose.sampleDay.map { when($0) } ?? "",
          dose.sampledCmax.map { $0.shortText } ?? "", dose.cmax.map { $0.shortText } ?? "",
          dose.ctrough.map { $0.shortText } ?? "", dose.auc.map { $0.shortText } ?? "", words(dose.antibodies),
          words(dose.foundPositive),
        ])
      }
    }
    return ["", "Samples of \(output):"] + table.linesWithHeader
  }

  /// A day as a date, or as a number where no date is known; samples within a day have their hour.
  private func when(_ day: Double) -> String {
    let whole = day.rounded(.down)
    guard let first = start.flatMap({ TrialDate.day($0) }) else {
      return day == whole ? "day \(day.plainText)" : "day \(day.fixed(2))"
    }
    let minutes = Int(((day - whole) * 1440).rounded())
    let date = TrialDate.text(first + Int(whole))
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return minutes == 0 ? date : "\(date) + \(two(minutes / 60)):\(two(minutes % 60)) h"
  }

  private func doses(of patient: Patient) -> String {
    var level = patient.level
    return patient.doses.map { dose in
      var text = when(dose.day)
      if dose.level != level { text += " (\(dose.dose))" }
      if dose.delayDays > 0 { text += " (+\(dose.delayDays.plainText))" }
      level = dose.level
      return text
    }.joined(separator: ", ")
  }
}

extension TrialPathReport.Dose {
  /// What the cycle has shown; days of samples are those of the trial.
  fileprivate mutating func take(_ cycle: CycleRecord, from start: Double) {
    func known(_ value: Double) -> Double? { value.isNaN ? nil : value }
    (cmax, ctrough, auc) = (known(cycle.cmax), known(cycle.ctrough), known(cycle.auc))
    (sampleDay, sampledCmax) = (known(cycle.sampleDay).map { $0 + start }, known(cycle.sampledCmax))
    (antibodies, foundPositive) = (cycle.hasAntibodies, cycle.isFoundPositive)
  }
}
