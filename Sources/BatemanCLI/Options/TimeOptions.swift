import ArgumentParser
import Bateman

/// When it is looked at.
struct TimeOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The end of the run (default: one interval after the last dose).", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("Steps between the times of --output, such as 6h.", valueName: "time"))
  var every: String?

  @Option(
    help: ArgumentHelp("The times of --output, such as \"0, 1h, 6h, 1day, 7...21 day by 1 day\".", valueName: "times"))
  var times: String?

  func validate() throws {
    if every != nil, times != nil { throw ValidationError("--every and --times exclude each other.") }
  }

  /// The end of the run in the model's time unit.
  func end(of regimens: [Regimen], in timeUnit: Unit) throws(CommandError) -> Double {
    if let until { return try time(until, in: timeUnit) }
    var end = 0.0
    for regimen in regimens {
      guard let last = regimen.cycles(in: timeUnit)?.last?.end, last.isFinite else {
        throw .usage(
          "'\(regimen.name)' has no interval after its last dose, so nothing says when the run ends",
          help: ["give --until, for instance --until 21day"])
      }
      end = max(end, last)
    }
    return end
  }

  /// The times of the profiles, ascending, in the model's time unit.
  func outputTimes(until end: Double, in timeUnit: Unit) throws(CommandError) -> [Double] {
    let schedule: SamplingSchedule
    if let times {
      let source = SourceText(name: "--times", times)
      schedule = try rethrowing { () throws(DiagnosticList) in try SamplingSchedule(parsing: source, timeUnit: timeUnit)
      }
    } else if let every {
      let source = SourceText(name: "--every", every)
      schedule = try rethrowing { () throws(DiagnosticList) in
        try SamplingSchedule(parsingStep: source, timeUnit: timeUnit)
      }
    } else {
      schedule = SamplingSchedule(
        items: [.grid(start: 0, step: Self.usualStep(until: end, in: timeUnit), end: nil)], timeUnit: timeUnit)
    }
    guard let times = schedule.times(until: end), times.count <= Self.mostTimes else {
      throw .usage("these are more than \(Self.mostTimes) times a patient", help: ["take longer steps"])
    }
    return times
  }

  /// The most times a patient's profile may have.
  private static let mostTimes = 1_000_000

  private func time(_ text: String, in timeUnit: Unit) throws(CommandError) -> Double {
    let source = SourceText(name: "--until", text)
    let schedule = try rethrowing { () throws(DiagnosticList) in
      try SamplingSchedule(parsing: source, timeUnit: timeUnit)
    }
    guard schedule.items.count == 1, case .time(let end)? = schedule.items.first, end > 0 else {
      throw .usage("--until takes one time after 0, such as 126day, and not '\(text)'")
    }
    return end
  }

  /// The longest usual step that gives at least 200 times.
  private static func usualStep(until end: Double, in timeUnit: Unit) -> Double {
    let steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080].map { minutes in
      (try? Unit("min"))?.factor(to: timeUnit).map { $0 * minutes } ?? minutes
    }
    return steps.last { $0 * 200 <= end } ?? end / 200
  }
}
