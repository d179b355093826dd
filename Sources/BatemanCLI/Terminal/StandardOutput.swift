import Foundation

/// Results on standard output.
enum StandardOutput {
  /// Writes a text and a line ending.
  static func write(_ text: String) throws(FileError) {
    try write(bytes: Array((text + "\n").utf8))
  }

  /// Writes bytes as they are.
  static func write(bytes: [UInt8]) throws(FileError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: bytes)
    } catch {
      throw .cannotWrite(path: "standard output", reason: systemMessage())
    }
  }

  /// Writes a value as JSON with sorted keys, so that equal results are equal bytes.
  static func write(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    try write(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
