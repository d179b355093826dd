import ArgumentParser
import Bateman
import Foundation

/// The command `bateman`.
@main
struct BatemanCommand: AsyncParsableCommand {
  /// The version of the program.
  static let currentVersion = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "bateman",
    abstract: "Pharmacokinetics: models, simulations, population fits, non-compartmental analysis, exact doses.",
    discussion: """
      Exit codes: 0 done; 1 the run finished but its answer must not be trusted; 64 wrong usage; 65 wrong data or \
      model; 66 a file is missing; 70 an error inside Bateman; 73 a file cannot be written.
      """,
    version: currentVersion,
    subcommands: [
      CheckCommand.self, SimulateCommand.self, FitCommand.self, BootstrapCommand.self, SIRCommand.self,
      ProfileCommand.self, CovariatesCommand.self,
      CompareCommand.self, VPCCommand.self, NPDECommand.self, PlotCommand.self, ReportCommand.self,
      DataCommand.self,
      NCACommand.self, DoseCommand.self, CalcCommand.self, RecordCommand.self, ModelsCommand.self,
    ])

  /// Parses the arguments, runs what they ask for, and leaves with the code that says how it went.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch {
      if let report = ErrorReport(error) { leave(with: report) }
      leave(withArgumentError: error)
    }
  }

  private static func leave(with report: ErrorReport) -> Never {
    if isJSONWanted, !report.records.isEmpty { writeJSON(report.records) }
    if !report.text.isEmpty { Terminal.note(Terminal.current.colored(report.text)) }
    Foundation.exit(report.status.rawValue)
  }

  /// Help and version are no errors; what is wrong with the arguments is told in ArgumentParser's words.
  private static func leave(withArgumentError error: any Error) -> Never {
    let text = fullMessage(for: error)
    guard exitCode(for: error) != .success else { exit(withError: error) }
    if isJSONWanted { writeJSON([DiagnosticRecord(message: message(for: error), help: [])]) }
    let prefix = "Error: "
    Terminal.note(Terminal.current.colored(text.hasPrefix(prefix) ? "error: " + text.dropFirst(prefix.count) : text))
    Foundation.exit(ExitStatus.usage.rawValue)
  }

  private static var isJSONWanted: Bool { CommandLine.arguments.contains("--json") }

  private static func writeJSON(_ records: [DiagnosticRecord]) {
    // An error while an error is being told can only be passed over.
    try? StandardOutput.write(json: FailureRecord(diagnostics: records))
  }
}

/// What `--json` writes when a command fails.
private struct FailureRecord: Encodable {
  var schema = 1
  var diagnostics: [DiagnosticRecord]
}
