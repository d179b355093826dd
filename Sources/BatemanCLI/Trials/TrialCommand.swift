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

  @Option(
    help: ArgumentHelp("Figures: .svg, .png, .pdf, .html or .json; several are numbered.", valueName: "file"),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var plot: String?

  func validate() throws {
    if trial.isEmpty { throw ValidationError("Name a trial file.") }
  }

  /// The trial, without its kinetics.
  func read(files: FilesRead? = nil) throws -> Trial {
    let source = try InputFile.text(at: trial)
    files?.note("trial", trial, source.bytes)
    return try TrialReader().trial(in: source)
  }

  /// Where the figures go; nil when none are wanted.
  func destination(overwriting: Bool) throws(CommandError) -> FigureOutput? {
    guard let plot else { return nil }
    return try FigureOutput(path: plot, overwriting: overwriting)
  }

  /// The trial of a file with its kinetics; files that it names are found beside it.
  static func read(_ path: String, _ overrides: TrialReader.Overrides, files: FilesRead? = nil) throws -> Trial {
    let folder = path.contains("/") ? String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]) : ""
    func place(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }
    let reader = TrialReader(
      loadModel: { name in
        // A name of the library stays one; a path is seen from the trial file.
        let own = name.contains(".") || name.contains("/") ? place(name) : name
        let file = try ModelFile(at: own)
        files?.note("model", own, file.source.bytes)
        return file.model
      },
      readFile: { name in
        let bytes = try? InputFile.bytes(at: place(name), limit: InputFile.tableLimit)
        if let bytes { files?.note("table", place(name), bytes) }
        return bytes
      }, overrides: overrides)
    let source = try InputFile.text(at: path)
    files?.note("trial", path, source.bytes)
    return try reader.trial(in: source)
  }
}
