import ArgumentParser
import Bateman
import Foundation

/// What bootstrap, SIR and profiles share: what is fitted, and where results go.
struct ResamplingOptions: ParsableArguments {
  @Argument(
    help: "The folder of a fit ('bateman fit --out'), or a model file with --data.", completion: .file())
  var source: String?

  @Option(
    help: ArgumentHelp("The NONMEM-style table, where a model is named.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(help: ArgumentHelp("A folder for samples and results.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp("Go on with the run in this folder, which was killed.", valueName: "folder"),
    completion: .directory)
  var resume: String?

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @Flag(help: "Overwrite results that are there.")
  var force = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  func validate() throws {
    if out == "" || resume == "" { throw ValidationError("--out and --resume need the name of a folder.") }
    if resume != nil, source != nil || data != nil || out != nil {
      throw ValidationError("--resume takes everything from the run: leave model, table and --out out.")
    }
  }
}

/// A command that makes samples of a fit.
protocol ResamplingCommand: AsyncParsableCommand {
  static var name: String { get }
  /// The options that may stand beside the folder of a fit.
  static var ownOptions: Set<String> { get }
  var resampling: ResamplingOptions { get set }
  var options: FitOptions { get set }
  var reading: TableRuleOptions { get set }

  func run(_ run: FittedRun, in folder: ResamplingFolder?) async throws
}

extension ResamplingCommand {
  func run() async throws {
    if let path = resampling.resume { return try await resumed(path) }
    let arguments = Array(CommandLine.arguments.dropFirst(2))
    let run = try fittedRun(arguments)
    let folder = try resampling.out.map {
      try ResamplingFolder(
        making: $0, overwriting: resampling.force, command: Self.name, arguments: arguments, run)
    }
    try await self.run(run, in: folder)
  }

  private func resumed(_ path: String) async throws {
    let folder = URL(fileURLWithPath: path).path
    let manifest = try ResamplingFolder.manifest(in: folder, command: Self.name)
    guard var command = try? Self.parse(manifest.arguments) else {
      throw CommandError.mismatch("the run in '\(path)' is from another version of the command")
    }
    guard FileManager.default.changeCurrentDirectoryPath(manifest.folder) else {
      throw CommandError.mismatch("the folder '\(manifest.folder)', where the run began, is gone")
    }
    command.resampling.json = command.resampling.json || resampling.json
    command.resampling.quiet = command.resampling.quiet || resampling.quiet
    let run = try command.fittedRun(manifest.arguments)
    try ResamplingFolder.require(manifest, run)
    try await command.run(run, in: ResamplingFolder(resuming: folder, command: Self.name))
  }

  private func fittedRun(_ arguments: [String]) throws -> FittedRun {
    guard let source = resampling.source else {
      throw CommandError.usage(
        "name a fit or a model: bateman \(Self.name) run1, or bateman \(Self.name) drug.pkm --data study.csv")
    }
    if resampling.data == nil { try refuseOptionsOfTheFit(arguments) }
    return try FittedRun(source: source, data: resampling.data, options: options, reading: reading)
  }

  /// The fit's options are those it was made with; given anew, they would be passed over.
  private func refuseOptionsOfTheFit(_ arguments: [String]) throws(CommandError) {
    let shared: Set<String> = ["out", "json", "force", "quiet", "seed", "threads"]
    for argument in arguments where argument.hasPrefix("--") {
      let name = String(argument.dropFirst(2).prefix { $0 != "=" })
      guard !shared.contains(name), !Self.ownOptions.contains(name) else { continue }
      throw .usage(
        "--\(name): the fit in the folder has said how it is made",
        help: ["to change it, name the model and the table: bateman \(Self.name) drug.pkm --data study.csv --\(name) …"]
      )
    }
  }
}
