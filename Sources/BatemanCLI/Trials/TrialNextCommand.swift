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
        bateman trial next Trials/bat6021.yaml --outcomes "1N 2N 3G" --plot path.svg
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

  @Flag(help: "Overwrite a figure that is there.")
  var force = false

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
    let files = FilesRead()
    let trial = try file.read(files: files)
    let report = TrialNextReport(trial, try record(of: trial, files))
    if let destination = try file.destination(overwriting: force) {
      try destination.write([TrialResultFigures.escalation(report)])
    }
    if file.json {
      try StandardOutput.write(json: RecordedResult(report, files.provenance))
    } else {
      try StandardOutput.write(report.text)
    }
  }

  private func record(of trial: Trial, _ files: FilesRead) throws -> TrialRecord {
    guard let patients else {
      let text = SourceText(name: "--outcomes", outcomes ?? "")
      do throws(DiagnosticList) {
        return TrialRecord(cohorts: try OutcomeText.cohorts(text, levels: trial.levels.count))
      } catch {
        throw CommandError.option(error)
      }
    }
    func table(_ path: String) throws -> SourceText {
      let text = try InputFile.text(at: path, limit: InputFile.tableLimit)
      files.note("table", path, text.bytes)
      return text
    }
    return try TrialPatientTable.record(try table(patients), of: trial, events: try events.map(table), on: try day())
  }

  private func day() throws -> Int? {
    guard let on else { return nil }
    if let day = TrialDate.day(on) { return day }
    throw CommandError.usage("'\(on)' is no date", help: ["write --on 2026-11-28"])
  }
}
