import ArgumentParser
import Bateman

/// `bateman optimize-dose`: what meets a target in one patient.
struct OptimizeDoseCommand: ParsableCommand {
  /// What is looked for.
  enum Sought: String, CaseIterable, ExpressibleByArgument { case dose, interval, time }

  static let configuration = CommandConfiguration(
    commandName: "optimize-dose",
    abstract: "Find the dose with which one patient meets a target.",
    discussion: """
      Finds the patient's most probable parameters (MAP) and the dose, given in every cycle ahead, that meets a target \
      of trough, peak, area or level; rounds it, simulates the rounded dose and prints what it achieves, with the share \
      of the draws that reach the target. --find interval keeps the dose and looks for the interval; --find time says \
      when the level after the last dose has come down to --level. It is no prescription: a protocol's dose follows the \
      protocol alone ('bateman dose').

      Examples:
        bateman optimize-dose drug.pkm patient.json --trough "10 mg/L" --every "24 h" --increment "50 mg"
        bateman optimize-dose drug.pkm patient.json --auc "400 mg*h/L" --of plasma --cycles 1 --limit "2000 mg"
        bateman optimize-dose drug.pkm patient.json --find time --level "0.5 mg/L"
      """)

  @OptionGroup(title: "The patient")
  var patient: PatientOptions

  @OptionGroup(title: "The target")
  var target: TargetOptions

  @OptionGroup(title: "What may be given")
  var plan: PlanOptions

  @Option(help: "What is looked for: dose, interval or time.")
  var find = Sought.dose

  @Option(
    help: ArgumentHelp(
      "What a dose is rounded to, half up, or an interval down to (default: 1 mg, 1 h); \"0 mg\" for no rounding.",
      valueName: "amount"))
  var increment: String?

  @Option(help: ArgumentHelp("The most that may be given at once; nothing above it is offered.", valueName: "amount"))
  var limit: String?

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func validate() throws {
    if find != .dose, limit != nil { throw ValidationError("--limit goes with --find dose.") }
    if find == .dose, !plan.doses.isEmpty {
      throw ValidationError("--dose goes with --find interval and --find time: here the dose is looked for.")
    }
    if plan.doses.count > 1 { throw ValidationError("Give one --dose.") }
    if find == .time, target.level == nil || target.at != nil {
      throw ValidationError("--find time takes --level, and no --at.")
    }
    if find == .interval, target.trough == nil { throw ValidationError("--find interval takes --trough.") }
  }

  func run() throws {
    let patient = try self.patient.estimated()
    let search = TargetSearch(
      patient: patient, options: plan, target: target, increment: increment, limit: limit)
    let report =
      switch find {
      case .dose: try search.dose()
      case .interval: try search.interval()
      case .time: try search.time()
      }
    if json {
      try StandardOutput.write(json: report)
    } else {
      try StandardOutput.write(report.text)
    }
    if let problem = report.problem { throw CommandError.notTrusted(problem, isInJSON: json) }
  }
}
