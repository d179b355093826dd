import Bateman
import Crypto
import Foundation

/// The folder of a fit's results: every file appears complete or not at all, and `fit.json` comes last.
struct FitFiles {
  /// The file that says that the fit is finished.
  static let resultName = "fit.json"

  /// The folder as the user named it.
  let folder: String

  /// Makes the folder.
  ///
  /// - Throws: `FileError.exists` when there is something in it and it may not be overwritten; `.cannotWrite`.
  init(folder: String, overwriting: Bool) throws(FileError) {
    self.folder = folder
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if manager.fileExists(atPath: folder, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw .exists(path: folder) }
      let names = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
      if !names.isEmpty, !overwriting { throw .exists(path: folder) }
      return
    }
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: folder, reason: "the folder cannot be made")
    }
  }

  /// Opens the folder of a run that was killed.
  init(resuming folder: String) { self.folder = folder }

  /// Writes a file in place of any that is there.
  func write(_ bytes: some Sequence<UInt8>, to name: String) throws(FileError) {
    let file = try OutputFile(path: folder + "/" + name, overwriting: true)
    try file.write(bytes)
    try file.commit()
  }

  /// Writes a value as JSON with sorted keys.
  func write(json value: some Encodable, to name: String) throws(FileError) {
    guard let data = try? JSONText.data(value) else {
      throw .cannotWrite(path: folder + "/" + name, reason: "a number has no form in JSON")
    }
    try write(data, to: name)
  }

  /// The fit is finished: there is nothing to go on with.
  func removeCheckpoint() { unlink(folder + "/" + FitCheckpoint.fileName) }
}

/// Values as JSON.
enum JSONText {
  /// The value with sorted keys, so that equal results are equal bytes.
  static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }
}

/// Fingerprints of files.
enum FileHash {
  /// The SHA-256 of bytes in hexadecimal digits.
  static func sha256(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
