import Bateman
import Foundation

/// The folder of a bootstrap, a SIR or profiles: what was asked for, the samples as they come, and at the end the
/// result.
struct ResamplingFolder {
  /// What a run that was killed goes on with.
  struct Manifest: Codable {
    var schema = 1
    var version: String
    /// The command, such as `bootstrap`, and its arguments.
    var command: String
    var arguments: [String]
    /// The folder that the paths of the arguments start from.
    var folder: String
    var modelHash: String
    var dataHash: String
  }

  static let manifestName = "run.json"
  let files: FitFiles
  let command: String

  /// Makes the folder and says in it what the run is.
  init(making folder: String, overwriting: Bool, command: String, arguments: [String], _ run: FittedRun) throws {
    files = try FitFiles(folder: folder, overwriting: overwriting)
    self.command = command
    if overwriting {
      for name in [Self.samplesName, Self.keptName, Self.resultName(of: command), Self.manifestName] {
        unlink(folder + "/" + name)
      }
    }
    try files.write(
      json: Manifest(
        version: BatemanCommand.currentVersion, command: command, arguments: arguments,
        folder: FileManager.default.currentDirectoryPath, modelHash: run.modelHash, dataHash: run.dataHash),
      to: Self.manifestName)
  }

  /// Opens the folder of a run that was killed.
  init(resuming folder: String, command: String) {
    files = FitFiles(resuming: folder)
    self.command = command
  }

  static let samplesName = "samples.csv"
  /// The draws that the last round of a SIR kept.
  static let keptName = "resamples.csv"
  static func resultName(of command: String) -> String { command + ".json" }

  /// The samples, which grow.
  func log(_ header: [String]) throws -> SampleLog {
    try SampleLog(path: files.folder + "/" + Self.samplesName, header: header)
  }

  /// Writes rows of the free parameters.
  func write(_ rows: [[Double]], columns: [String], to name: String) throws {
    var text = CSVText(digits: 10)
    for column in columns { text.field(column) }
    text.endLine()
    for row in rows {
      for value in row { text.field(value) }
      text.endLine()
    }
    try files.write(text.bytes, to: name)
  }

  /// Writes the result; the run is then finished.
  func finish(_ report: some Encodable) throws { try files.write(json: report, to: Self.resultName(of: command)) }

  /// What the run in a folder is.
  ///
  /// - Throws: when there is none, or it is of another command.
  static func manifest(in folder: String, command: String) throws -> Manifest {
    let path = folder + "/" + manifestName
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.bytes(at: path, limit: InputFile.tableLimit)
    } catch {
      throw CommandError.mismatch("'\(folder)' has no run of 'bateman \(command)'")
    }
    guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)), manifest.schema == 1 else {
      throw CommandError.mismatch("'\(path)' is no run that this version can read")
    }
    guard manifest.command == command else {
      throw CommandError.mismatch("'\(folder)' has a run of 'bateman \(manifest.command)', not of '\(command)'")
    }
    return manifest
  }

  /// Refuses files that have changed since the run began.
  static func require(_ manifest: Manifest, _ run: FittedRun) throws(CommandError) {
    for (path, own, then) in [
      (run.modelPath, run.modelHash, manifest.modelHash), (run.dataPath, run.dataHash, manifest.dataHash),
    ] where own != then {
      throw .mismatch("'\(path)' has changed since the run began", help: ["start anew with --force"])
    }
  }
}
