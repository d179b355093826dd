import ArgumentParser
import Bateman
import Foundation

/// `bateman validate`: whether this installation does what the requirements say.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check this installation against the requirements, and write a report.",
    discussion: """
      Runs the checks of the folder Validation: of the installation (IQ), of single functions against formulas, \
      publications and other programs (OQ), and of whole pieces of work (PQ). Prints a line for each and how many \
      passed and failed; --report writes report.html, report.md and results.json with the environment, every number, \
      its tolerance and the reason of the tolerance. Ends with 1 when a check fails, or when a requirement has no check \
      or a check no requirement.

      Agreement with a reference is not proof of truth.

      Examples:
        bateman validate --quick

        bateman validate --report validation-2026-11

        bateman validate --only OQ-NCA-01,OQ-DOSE-01
      """)

  @Flag(help: "Leave out the checks that take long.")
  var quick = false

  @Option(help: ArgumentHelp("Only these checks, by id.", valueName: "ids"))
  var only: String?

  @Option(help: ArgumentHelp("A folder for the report.", valueName: "folder"), completion: .directory)
  var report: String?

  @Option(
    help: ArgumentHelp(
      "The folder with requirements and checks (default: Validation here or beside the command).",
      valueName: "folder"), completion: .directory)
  var validation: String?

  @Option(
    help: ArgumentHelp(
      "Multiplies how long a command of a check may take (120 s unless the check says more), for a slow machine.",
      valueName: "factor"))
  var patience = 1.0

  @Flag(help: "List the checks and run none.")
  var list = false

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @Flag(help: "Overwrite a report that is there.")
  var force = false

  func validate() throws {
    guard patience >= 0.01, patience <= 1000 else {
      throw ValidationError("--patience is a factor between 0.01 and 1000")
    }
  }

  func run() async throws {
    let folder = try ValidationFolder(at: validation)
    let checks = try chosen(folder.checks)
    if list { return try StandardOutput.write(checks.map { "\($0.id)  \($0.title)" }.joined(separator: "\n")) }
    let files = try report.map { try ValidationReportFiles(folder: $0, overwriting: force) }
    let faults = folder.requirements.faults(with: folder.checks)
    let results = try await results(of: checks, in: folder)
    let outcome = ValidationReport(
      machine: MachineFacts(), requirements: folder.requirements.requirements, results: results, faults: faults)
    try files?.write(outcome)
    if json {
      try StandardOutput.write(json: outcome)
    } else {
      try StandardOutput.write((faults.map { "error: \($0)" } + [outcome.summary]).joined(separator: "\n"))
    }
    if !outcome.holds { throw CommandError.reported(.notTrusted) }
  }

  private func chosen(_ checks: [ValidationCheck]) throws(CommandError) -> [ValidationCheck] {
    guard let only else { return checks }
    let ids = only.split(separator: ",").map(\.trimmed)
    for id in ids where !checks.contains(where: { $0.id == id }) {
      let help = didYouMean(id, among: checks.map(\.id)) ?? "'bateman validate --list' lists them"
      throw .usage("there is no check '\(id)'", help: [help])
    }
    return checks.filter { ids.contains($0.id) }
  }

  /// The results in the order of the checks; a line is printed for each as it comes.
  private func results(of checks: [ValidationCheck], in folder: ValidationFolder) async throws -> [CheckResult] {
    let skipped = checks.filter { quick && !$0.isQuick }
    var results = skipped.map { CheckResult($0) }
    let run = try ValidationRun(root: folder.root, patience: patience)
    try await run.run(checks.filter { !quick || $0.isQuick }) { result in
      results.append(result)
      if !json { try StandardOutput.write(result.lines.joined(separator: "\n")) }
    }
    if !json { for result in skipped { try StandardOutput.write(CheckResult(result).lines.joined(separator: "\n")) } }
    return results.sorted { ($0.stage, $0.id) < ($1.stage, $1.id) }
  }
}
