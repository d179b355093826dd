import Bateman
import Foundation

/// Where a result comes from, so that it can be made again: program, command, and the files that went into it.
struct ResultProvenance: Codable {
  /// A file by its fingerprint.
  struct File: Codable {
    /// What it is, such as `model`.
    var role: String
    /// The path, or the name of a model of the library.
    var path: String
    var sha256: String
  }

  var version = BatemanCommand.currentVersion
  /// The command with the arguments that the result depends on: where it was written, and on how many cores, is left out.
  var command = Self.command(CommandLine.arguments)
  var files: [File]

  /// The first file of a role.
  func file(_ role: String) -> File? { files.first { $0.role == role } }

  private static let flags: Set<String> = ["--json", "--force", "--quiet"]
  private static let options: Set<String> = ["--out", "--plot", "--threads"]

  static func command(_ arguments: [String]) -> String {
    var words: [String] = []
    var isSkipping = false
    for argument in arguments.dropFirst() {
      if isSkipping {
        isSkipping = false
      } else if flags.contains(argument) || options.contains(where: { argument.hasPrefix($0 + "=") }) {
        continue
      } else if options.contains(argument) {
        isSkipping = true
      } else {
        words.append(quoted(argument))
      }
    }
    return (["bateman"] + words).joined(separator: " ")
  }

  /// As a shell takes it for one word.
  private static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./=,:+%@".contains($0) }
    return plain && !word.isEmpty ? word : "\"" + word.replacing("\"", with: "\\\"") + "\""
  }
}

/// The files that a command reads, noted as they are read.
final class FilesRead {
  private(set) var files: [ResultProvenance.File] = []

  /// Notes a file.
  func note(_ role: String, _ path: String, _ bytes: [UInt8]) {
    guard !files.contains(where: { $0.role == role && $0.path == path }) else { return }
    files.append(ResultProvenance.File(role: role, path: path, sha256: FileHash.sha256(bytes)))
  }

  /// What a result says of them.
  var provenance: ResultProvenance { ResultProvenance(files: files) }
}

/// A result with where it comes from, in one JSON object.
struct RecordedResult<Value: Codable>: Codable {
  var value: Value
  /// Nil in results of versions that did not write it.
  var provenance: ResultProvenance?

  private enum CodingKeys: CodingKey { case provenance }

  init(_ value: Value, _ provenance: ResultProvenance?) { (self.value, self.provenance) = (value, provenance) }

  init(from decoder: any Decoder) throws {
    value = try Value(from: decoder)
    provenance = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(
      ResultProvenance.self, forKey: .provenance)
  }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(provenance, forKey: .provenance)
  }
}
