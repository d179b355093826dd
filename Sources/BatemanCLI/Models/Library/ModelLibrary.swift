import Bateman
import Foundation

/// The folder with the project's models, in which a model is found by its name.
///
/// The first of these that is a folder: what `--models` or the environment variable `BATEMAN_MODELS` names;
/// `Models` in the current folder; `Models` or `share/bateman/Models` beside the executable or in a folder above it.
struct ModelLibrary {
  /// The environment variable that names the folder.
  static let variable = "BATEMAN_MODELS"
  /// The most files that a library may have; a folder with more is no library.
  private static let mostFiles = 10_000

  /// The folder, with or without a slash at its end.
  let folder: String

  /// Finds the library.
  ///
  /// - Parameter path: the folder that the user named; nil to look where libraries are.
  /// - Throws: `CommandError` when there is none, with the places looked in.
  init(at path: String?) throws(CommandError) {
    let named = path ?? ProcessInfo.processInfo.environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
    if let named {
      guard InstalledFolder.isFolder(named) else {
        throw .mismatch(
          "there is no folder '\(named)' with models",
          help: [path == nil ? "the environment variable \(Self.variable) names it" : "--models names it"])
      }
      folder = named
      return
    }
    guard let found = InstalledFolder.named("Models") else {
      let help = "name the folder with --models or the environment variable \(Self.variable)"
      throw .mismatch("there is no library of models here", help: [help])
    }
    folder = found
  }

  /// The model files, sorted by their place in the folder.
  func files() -> [ModelLibraryFile] {
    var files: [ModelLibraryFile] = []
    for case let path as String in FileManager.default.enumerator(atPath: Self.resolved(folder)) ?? .init() {
      if path.hasSuffix(".pkm") { files.append(ModelLibraryFile(path, in: folder)) }
      if files.count >= Self.mostFiles { break }
    }
    return files.sorted { $0.place < $1.place }
  }

  /// The folder behind a link, since what is listed is not followed.
  private static func resolved(_ folder: String) -> String {
    URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
  }

  /// The file of a model.
  ///
  /// - Parameter name: the model's name (`iv2`), or its place in the folder (`teaching/iv2`).
  /// - Returns: the file; what is in it is not looked at.
  /// - Throws: `CommandError` with near names when there is none.
  func file(named name: String) throws(CommandError) -> ModelLibraryFile {
    let files = files()
    if let file = files.first(where: { $0.name == name || $0.place == name }) { return file }
    let help = didYouMean(name, among: files.map(\.name)) ?? "'bateman models' lists them"
    throw .mismatch("no model is called '\(name)' in '\(folder)'", help: [help])
  }
}

/// A model file of the library.
struct ModelLibraryFile {
  /// The file's name without its ending, which is the model's.
  let name: String
  /// The folders below the library's, and the name: `adc/trastuzumab_emtansine`.
  let place: String
  /// The class of drug, which is the folder it lies in; empty at the top.
  let drugClass: String
  /// The file.
  let path: String
  /// The file of published exposures that the model has to reproduce; it need not be there.
  let checksPath: String

  init(_ path: String, in folder: String) {
    place = String(path.dropLast(4))
    let parts = place.split(separator: "/").map(String.init)
    name = parts.last ?? place
    drugClass = parts.dropLast().joined(separator: "/")
    let whole = (folder.hasSuffix("/") ? folder : folder + "/") + place
    self.path = whole + ".pkm"
    checksPath = whole + ".checks.yaml"
  }

  /// Whether there is a file of checks.
  var hasChecks: Bool { FileManager.default.fileExists(atPath: checksPath) }
}
