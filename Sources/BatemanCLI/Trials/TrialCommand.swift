import ArgumentParser
import Bateman

/// `bateman trial`: a dose-escalation trial from its protocol to its operating characteristics.
struct TrialCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trial",
    abstract: "Dose-escalation trials: decision tables, the next dose, simulated operating characteristics.",
    discussion: """
      A trial file has the dose levels, the design (3+3, accelerated titration, BOIN), what a DLT is, the calendar, and \
      what is assumed to be true when it is simulated. 'Trials' has two, Documentation/Trials.md says what may stand in \
      one.

      Examples:
        bateman trial table Trials/bat6021.yaml
        bateman trial next Trials/bat6021.yaml --outcomes "1N 2N 3G"
        bateman trial next Trials/bat6021.yaml patients.csv --events events.csv
        bateman trial simulate Trials/bat6021.yaml --trials 10000 --out bat6021
        bateman trial compare Trials/bat6021.yaml another.yaml
      """,
    subcommands: [
      TrialTableCommand.self, TrialNextCommand.self, TrialSimulateCommand.self, TrialCompareCommand.self,
    ])
}

/// The trial that a command is about.
struct TrialFileOptions: ParsableArguments {
  @Argument(help: "The trial file (.yaml).", completion: .file(extensions: ["yaml"]))
  var trial: String

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  func validate() throws {
    if trial.isEmpty { throw ValidationError("Name a trial file.") }
  }

  /// The trial, without its kinetics.
  func read() throws -> Trial { try TrialReader().trial(in: InputFile.text(at: trial)) }

  /// The trial of a file with its kinetics; files that it names are found beside it.
  static func read(_ path: String, _ overrides: TrialReader.Overrides) throws -> Trial {
    let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
    func place(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }
    let reader = TrialReader(
      loadModel: { name in
        // A name of the library stays one; a path is seen from the trial file.
        try ModelFile(at: name.contains(".") || name.contains("/") ? place(name) : name).model
      }, readFile: { try? InputFile.bytes(at: place($0), limit: InputFile.tableLimit) }, overrides: overrides)
    return try reader.trial(in: InputFile.text(at: path))
  }
}
