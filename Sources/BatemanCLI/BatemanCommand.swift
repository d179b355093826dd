import ArgumentParser
import Bateman
import Foundation

/// The command `bateman`.
@main
struct BatemanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bateman",
    abstract: "Pharmacokinetics: check models, simulate doses.",
    discussion: """
      Exit codes: 0 done; 1 the run finished but its answer must not be trusted; 64 wrong usage; 65 wrong data or \
      model; 66 a file is missing; 70 an error inside Bateman; 73 a file cannot be written.
      """,
    version: "0.1.0",
    subcommands: [CheckCommand.self, SimulateCommand.self])

  /// Parses the arguments, runs what they ask for, and leaves with the code that says how it went.
  static func main() async {
    var command: any ParsableCommand
    do {
      command = try parseAsRoot()
    } catch {
      leave(afterParsing: error)
    }
    do {
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch let error as CleanExit {
      exit(withError: error)
    } catch {
      leave(with: ErrorReport(error))
    }
  }

  /// Help and version are no errors; what is wrong with the arguments is told as ArgumentParser tells it.
  private static func leave(afterParsing error: any Error) -> Never {
    if exitCode(for: error) != .success, isJSONWanted {
      writeJSON([DiagnosticRecord(message: message(for: error), help: [])])
    }
    exit(withError: error)
  }

  private static func leave(with report: ErrorReport) -> Never {
    if isJSONWanted { writeJSON(report.records) }
    Terminal.note(Terminal.current.colored(report.text))
    Foundation.exit(report.status.rawValue)
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
