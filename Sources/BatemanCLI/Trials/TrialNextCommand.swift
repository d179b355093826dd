import ArgumentParser
import Bateman

/// `bateman trial next`: the next dose of a trial.
struct TrialNextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Say what comes next: the dose, or that the trial stops, with the rule and what was observed.",
    discussion: """
      Patients come from a table, or from an outcome string such as "1NNN 2NTN": level, then a letter for each patient: \
      N no DLT, T a DLT, G an event that ends an accelerated phase, U not evaluable.

      The table has a row for each patient, in the order of first doses: patient, level (number or dose), date, dlt \
      (yes/no), dlt_day, moderate, evaluable, cycle2_delay; or a row for each cohort: level, patients, dlts, moderate. \
      With --events, adverse events are judged by the trial's definition of a DLT.

      Examples:
        bateman trial next Trials/bat6021.yaml --outcomes "1N 2N 3G"
        bateman trial next Trials/bat6021.yaml patients.csv --on 2026-11-28
        bateman trial next Trials/bat6021.yaml patients.csv --events events.csv --json
      """)

  @OptionGroup var file: TrialFileOptions

  @Argument(help: "The table of patients (.csv).", completion: .file(extensions: ["csv"]))
  var patients: String?

  @Option(help: ArgumentHelp("Cohorts so far; an empty text for a trial that begins.", valueName: "text"))
  var outcomes: String?

  @Option(
    help: ArgumentHelp("The listing of adverse events (.csv).", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var events: String?

  @Option(
    help: ArgumentHelp("The day on which is looked; windows that are open then are waited for.", valueName: "date"))
  var on: String?

  func validate() throws {
    if patients != nil, outcomes != nil {
      throw ValidationError("Patients come from a table or from --outcomes, not from both.")
    }
    if patients == nil, events != nil || on != nil {
      throw ValidationError("--events and --on go with a table of patients.")
    }
  }

  func run() throws {
    guard patients != nil || outcomes != nil else {
      throw CommandError.usage(
        "nothing says how the trial has gone", help: ["name a table of patients, or --outcomes \"1NNN 2NTN\""])
    }
    let trial = try file.read()
    let report = TrialNextReport(trial, try record(of: trial))
    if file.json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text) }
  }

  private func record(of trial: Trial) throws -> TrialRecord {
    guard let patients else {
      let text = SourceText(name: "--outcomes", outcomes ?? "")
      do throws(DiagnosticList) {
        return TrialRecord(cohorts: try OutcomeText.cohorts(text, levels: trial.levels.count))
      } catch {
        throw CommandError.option(error)
      }
    }
    return try TrialPatientTable.record(
      try InputFile.text(at: patients, limit: InputFile.tableLimit), of: trial,
      events: try events.map { try InputFile.text(at: $0, limit: InputFile.tableLimit) }, on: try day())
  }

  private func day() throws -> Int? {
    guard let on else { return nil }
    if let day = TrialDate.day(on) { return day }
    throw CommandError.usage("'\(on)' is no date", help: ["write --on 2026-11-28"])
  }
}
