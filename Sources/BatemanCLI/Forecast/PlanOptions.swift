import ArgumentParser
import Bateman

/// What may be given from now on.
struct PlanOptions: ParsableArguments {
  @Option(
    name: .customLong("dose"),
    help: ArgumentHelp(
      "A dose to look at, such as \"156 mg\" or \"2.5 mg/kg\"; may be given again (default: the last one given).",
      valueName: "amount"))
  var doses: [String] = []

  @Option(
    help: ArgumentHelp(
      "When the next dose is due: a moment, or a time from the first record (default: one interval after the last).",
      valueName: "moment"))
  var next: String?

  @Option(
    help: ArgumentHelp(
      "The interval of the doses (default: the protocol's cycle, else that between the last two).", valueName: "time"))
  var every: String?

  @Option(help: ArgumentHelp("How many cycles lie ahead.", valueName: "number"))
  var cycles = 4

  @Option(help: ArgumentHelp("How long an infusion takes (default: as the last one).", valueName: "time"))
  var over: String?

  @Option(help: "The model's route (default: that of the last dose).")
  var route: String?

  func validate() throws {
    guard (1...100).contains(cycles) else { throw ValidationError("--cycles takes a number from 1 to 100.") }
  }

  /// What all plans of a patient share.
  func schedule(of patient: PatientEstimation, _ plans: ProtocolPlans?) throws -> PlanSchedule {
    let history = patient.history
    let unit = patient.model.source.timeUnit
    let given = history.doses
    var cycle = try every.map { try Self.time($0, "every", in: unit) }
    if cycle == nil, let plans { cycle = try Self.time("\(plans.cycleDays) day", "every", in: unit) }
    if cycle == nil, given.count > 1 { cycle = given[given.count - 1].time - given[given.count - 2].time }
    guard let cycle, cycle > 0 else {
      throw CommandError.usage(
        "nothing says how far apart doses are", help: ["give --every, such as --every \"21 day\""])
    }
    if next == nil, every == nil, let plans, plans.dayOffsets.count > 1 {
      throw CommandError.usage(
        "the protocol doses on several days of a cycle, and nothing says when the next one begins",
        help: ["give --next, the moment of day 1 of the next cycle"])
    }
    let start = try next.map { try moment($0, of: patient) } ?? given.last.map { $0.time + cycle } ?? history.end
    var offsets = [0.0]
    if every == nil, let plans { offsets = try plans.dayOffsets.map { try Self.days($0, in: unit) } }
    return PlanSchedule(start: start, cycle: cycle, offsets: offsets, count: cycles)
  }

  /// A dose as the patient's history counts doses.
  func dose(_ quantity: Quantity, of patient: PatientEstimation, hours: Double? = nil) throws -> Dose {
    let unit = patient.model.source.timeUnit
    let last = patient.history.doses.last?.dose
    let route: String? = self.route ?? last.flatMap { if case .route(let name) = $0.site { name } else { nil } }
    var duration = try over.map { try Self.time($0, "over", in: unit) }
    if duration == nil, let hours { duration = try Self.time("1 h", "over", in: unit) * hours }
    if duration == nil, let last { duration = last.infusionTime }
    return try patient.history.dose(quantity, route: route, duration: duration, model: patient.model.source)
  }

  /// The last dose that was given, to be given again.
  func lastDose(of patient: PatientEstimation) throws -> Dose {
    guard let last = patient.history.doses.last?.dose else {
      throw CommandError.usage("nothing was given before, so the dose is missing", help: ["give --dose \"156 mg\""])
    }
    return last
  }

  /// A moment, or a time from the origin.
  func moment(_ text: String, of patient: PatientEstimation, option: String = "next") throws -> Double {
    let unit = patient.model.source.timeUnit
    guard let moment = Moment(text, needsTime: false) else { return try Self.time(text, option, in: unit) }
    guard let origin = patient.history.origin else {
      throw CommandError.usage(
        "--\(option) is a moment, and the table has no dates", help: ["give --start, the moment of its time 0"])
    }
    guard let seconds = moment.seconds(since: origin), let second = (try? Unit("s"))?.factor(to: unit) else {
      throw CommandError.usage(
        "--\(option) and the patient's moments do not both have an offset from UTC", help: ["write it like \(origin)"])
    }
    return Double(seconds) * second
  }

  /// A positive time in the model's unit.
  static func time(_ text: String, _ option: String, in unit: Unit) throws(CommandError) -> Double {
    let quantity = try Quantity(option: option, text, such: "21 day")
    guard let value = quantity.value(in: unit), value >= 0 else {
      throw .usage("--\(option) '\(text)' is no time", help: ["write it like --\(option) \"21 day\""])
    }
    return value
  }

  private static func days(_ number: Int, in unit: Unit) throws(CommandError) -> Double {
    try time("\(number) day", "every", in: unit)
  }
}

/// When doses may be given: what all plans of a patient share.
struct PlanSchedule {
  var start: Double
  var cycle: Double
  var offsets: [Double]
  var count: Int

  /// A plan with a dose for each cycle; the last one is repeated.
  func plan(_ name: String, _ doses: [Dose]) -> FuturePlan {
    let amounts = (0..<count).compactMap { doses.indices.contains($0) ? doses[$0] : doses.last }
    return FuturePlan(name: name, start: start, cycle: cycle, offsets: offsets, amounts: amounts)
  }
}

extension Dose {
  /// How long the dose takes to enter by its record; nil when it is at once, or the model's matter.
  fileprivate var infusionTime: Double? {
    switch administration {
    case .duration(let time): time
    case .rate(let rate): rate > 0 ? amount / rate : nil
    case .bolus, .modelledRate, .modelledDuration: nil
    }
  }
}
