import ArgumentParser
import Bateman

/// `bateman trial table`: the decision table of a trial.
struct TrialTableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Print the decision table of a trial as its protocol prints it, and the rules in words.",
    discussion: """
      Rules are tried in the order printed: the first that applies decides.

      Examples:
        bateman trial table Trials/bat6021.yaml
        bateman trial table Trials/sys6043.yaml --json
      """)

  @OptionGroup var file: TrialFileOptions

  @Flag(help: "Overwrite a figure that is there.")
  var force = false

  func run() throws {
    let report = TrialTableReport(try file.read())
    if let destination = try file.destination(overwriting: force) {
      try destination.write([TrialResultFigures.decisions(report)])
    }
    if file.json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text) }
  }
}
