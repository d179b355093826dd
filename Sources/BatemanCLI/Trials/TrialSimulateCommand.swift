import ArgumentParser
import Bateman
import Foundation

/// `bateman trial simulate`: the operating characteristics of a trial.
struct TrialSimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulate a trial many times: which dose it selects, patients, DLTs, duration, exposure.",
    discussion: """
      Every figure has its Monte-Carlo standard error behind ±; where the design can be enumerated, the exact value \
      stands beside it. One seed gives one result, to the last bit, whatever the threads.

      --scenarios takes a table of other true probabilities: scenario, level, dlt and, for accelerated designs, \
      moderate; a row for each level. --path K prints one simulated trial instead, to check by hand. --out writes \
      characteristics.csv, trials.csv and simulate.json, and exposure.csv (with antibodies) where the file has kinetics.

      Examples:
        bateman trial simulate Trials/bat6021.yaml --trials 10000
        bateman trial simulate Trials/sys6043.yaml --scenarios scenarios.csv --out sys6043
        bateman trial simulate Trials/bat6021.yaml --no-exposure --trials 100000
        bateman trial simulate Trials/bat6021.yaml --path 17 --start 2026-01-05
        bateman trial simulate Trials/sys6043.yaml --plot sys6043.svg
      """)

  @OptionGroup var file: TrialFileOptions
  @OptionGroup(title: "Simulation") var options: TrialSimulationOptions

  @Option(
    help: ArgumentHelp("A table of true probabilities, in place of those of the file.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var scenarios: String?

  @Option(help: ArgumentHelp("Print simulated trial K, patient by patient, counted from 1.", valueName: "K"))
  var path: Int?

  @Option(
    help: ArgumentHelp("The date on which the trial of --path begins; days are counted without it.", valueName: "date"))
  var start: String?

  @Option(help: ArgumentHelp("A folder for tables and simulate.json.", valueName: "folder"), completion: .directory)
  var out: String?

  @Flag(help: "Overwrite results that are there.")
  var force = false

  func validate() throws {
    if let path, !(1...options.trials).contains(path) {
      throw ValidationError("--path takes the number of a trial, from 1 to \(options.trials).")
    }
    if start != nil, path == nil { throw ValidationError("--start goes with --path.") }
    if let start, TrialDate.day(start) == nil { throw ValidationError("--start takes a date such as 2026-11-28.") }
    if path != nil, scenarios != nil || out != nil {
      throw ValidationError("--path is one trial of the file's own truth: leave --scenarios and --out out.")
    }
  }

  func run() async throws {
    var session = try TrialSession(path: file.trial, options: options)
    let scenarios = try self.scenarios.map {
      let table = try InputFile.text(at: $0)
      session.files.note("scenarios", $0, table.bytes)
      return try ScenarioTable.scenarios(table, of: session.trial)
    }
    let destination = try file.destination(overwriting: force)
    if !options.quiet { session.note(scenarios ?? []) }
    if let path { return try write(path: path, of: session, destination) }
    let folder = try out.map { try FitFiles(folder: $0, overwriting: force) }
    let report = try await session.report(scenarios)
    let record = RecordedResult(report, session.files.provenance)
    if let folder { try report.write(to: folder, record) }
    if let destination { try destination.write(TrialResultFigures.all(of: report), isQuiet: options.quiet) }
    if file.json { try StandardOutput.write(json: record) } else { try StandardOutput.write(report.text) }
    guard session.unsolved == 0 else {
      throw CommandError.notTrusted(
        "the kinetics of \(session.unsolved) patients could not be solved; they are not in the figures")
    }
  }

  private func write(path: Int, of session: TrialSession, _ destination: FigureOutput?) throws {
    let report = try session.pathReport(path - 1, start: start)
    if let destination { try destination.write([TrialResultFigures.escalation(report)], isQuiet: options.quiet) }
    if file.json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text) }
  }
}

/// How trials are simulated.
struct TrialSimulationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many trials.", valueName: "number"))
  var trials = 10_000

  @Option(help: ArgumentHelp("The seed of all randomness; one seed, one result, to the last bit.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "How many processor cores to use (default: all); results do not depend on it.", valueName: "number"))
  var threads: Int?

  @Option(help: ArgumentHelp("Doses in place of the file's levels, as many: \"1 mg/kg, 2 mg/kg\".", valueName: "doses"))
  var levels: String?

  @Option(
    help: ArgumentHelp(
      "How doses are given, in place of what the file says: \"iv over 60 min\", \"sc\".", valueName: "text"))
  var dose: String?

  @Flag(name: .customLong("no-exposure"), help: "Do not simulate exposure by level and cycle.")
  var noExposure = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  /// Whether exposure by level and cycle is simulated, where the file has kinetics.
  var followsExposure: Bool { !noExposure }

  func validate() throws {
    guard (1...1_000_000).contains(trials) else { throw ValidationError("--trials takes a number from 1 to 1000000.") }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024.") }
  }

  /// What is put in place of what the file says.
  var overrides: TrialReader.Overrides {
    var overrides = TrialReader.Overrides()
    overrides.levels = levels?.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }
    overrides.dose = dose
    return overrides
  }

  /// How many threads share the work.
  var threadCount: Int { threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
