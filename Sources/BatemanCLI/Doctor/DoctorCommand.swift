import ArgumentParser
import Bateman

/// `bateman doctor`: what is installed, what is missing, and what to type.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is installed, what is missing, and what to type.",
    discussion: """
      Looks at the command and the folders that come with it, at the arithmetic of this machine, at what is used beside \
      it (Python, R), and at what building from source needs. Ends with 1 when the command does not work as it should; \
      what is only optional does not count. For evidence that results are right, see 'bateman validate'.

      Example:
        bateman doctor
      """)

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func run() throws {
    let report = DoctorReport()
    if json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text) }
    if !report.works { throw CommandError.reported(.notTrusted) }
  }
}

/// What was found, by what it is for.
struct DoctorReport: Encodable {
  var schema = 1
  var works: Bool
  var command = Examination.command
  var companions = Examination.companions
  var building = Examination.building

  init() {
    works = true
    works = all.allSatisfy { $0.state != .missing }
  }

  private var all: [DoctorFinding] { command + companions + building }

  /// Tables, and below them what to type.
  var text: String {
    var lines: [String] = []
    for (title, findings) in [("The command", command), ("Beside it", companions), ("To build it", building)] {
      var table = TextTable([("", .left), ("", .left), ("", .left)])
      for finding in findings { table.append(finding.cells) }
      lines += [title] + table.lines.map { "  " + $0 } + [""]
    }
    let remedies = all.compactMap { finding in finding.remedy.map { "  \(finding.name): \($0)" } }
    if !remedies.isEmpty { lines += ["What to type"] + remedies + [""] }
    return (lines + [works ? "The command works." : "The command does not work as it should."]).joined(separator: "\n")
  }
}
