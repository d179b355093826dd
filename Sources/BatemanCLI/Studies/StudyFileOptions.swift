import ArgumentParser
import Bateman
import Foundation

/// A study's file, and what is other than it says.
struct StudyFileOptions: ParsableArguments {
  @Argument(help: "The study's file (.yaml).", completion: .file(extensions: ["yaml", "yml"]))
  var path: String

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Another value of one of the file's parameters.", valueName: "name=value"))
  var sets: [String] = []

  @Option(help: ArgumentHelp("How many patients, in place of the file's number.", valueName: "number"))
  var subjects: Int?

  @Option(help: ArgumentHelp("The seed, in place of the file's.", valueName: "number"))
  var seed: UInt64?

  func validate() throws {
    if let subjects, !(1...10_000_000).contains(subjects) {
      throw ValidationError("--subjects takes a number from 1 to 10,000,000.")
    }
    for text in sets where text.split(separator: "=", maxSplits: 1).count != 2 {
      throw ValidationError("--set takes a name and a value, such as --set followOn=\"2.5 mg/kg\", and not '\(text)'.")
    }
  }

  /// The values of parameters that were given.
  var overrides: [String: String] {
    var values: [String: String] = [:]
    for text in sets {
      let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      values[parts[0]] = parts[1]
    }
    return values
  }

  /// Reads the study.
  ///
  /// - Parameters:
  ///   - notes: whether the model's warnings are shown.
  ///   - other: values of parameters in place of all others.
  ///   - files: notes what is read; nil for nobody.
  /// - Returns: the study.
  /// - Throws: `CommandError`, `DiagnosticList`.
  func study(notes: Bool = false, other: [String: String] = [:], files: FilesRead? = nil) throws -> Study {
    let source: SourceText
    do throws(FileError) {
      source = try InputFile.text(at: path)
    } catch {
      throw CommandError.file(error)
    }
    files?.note("study", path, source.bytes)
    let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    let reader = StudyReader(
      loadModel: { name in
        let place = Self.modelPath(name, in: folder)
        let file = try ModelFile(at: place)
        files?.note("model", place, file.source.bytes)
        if notes { file.noteWarnings() }
        return file.model
      },
      readFile: { name in
        let full = name.hasPrefix("/") ? name : folder + "/" + name
        let bytes = try? InputFile.bytes(at: full, limit: 256 << 20)
        if let bytes { files?.note("table", full, bytes) }
        return bytes
      }, overrides: overrides.merging(other) { $1 })
    var study = try reader.study(source)
    if let subjects { study.population.size = subjects }
    if let seed { study.seed = seed }
    return study
  }

  /// A model of the library by name, or a file beside the study's.
  private static func modelPath(_ name: String, in folder: String) -> String {
    let isPath = name.contains("/") || name.hasSuffix(".pkm")
    return isPath && !name.hasPrefix("/") ? folder + "/" + name : name
  }
}
