import Foundation
import Synchronization

/// A table that only grows: each row is written at once when it is known, so that a process that is killed loses none
/// but the one it was about to write.
final class SampleLog: Sendable {
  /// The rows that were there already.
  let earlier: [[String]]
  private let path: String
  private let descriptor: Int32
  private let turn = Mutex(())

  /// Opens the table, or begins it with its header.
  ///
  /// A last line without its end is taken away.
  ///
  /// - Throws: `FileError` when it cannot be read or written, or has another header.
  init(path: String, header: [String]) throws {
    self.path = path
    let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
    let complete = (bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0, ftruncate(descriptor, off_t(complete)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw FileError.cannotWrite(path: path, reason: systemMessage())
    }
    let lines = String(decoding: bytes.prefix(complete), as: UTF8.self).split(separator: "\n")
    earlier = lines.dropFirst().map(Self.fields)
    if let first = lines.first, Self.fields(first) != header {
      throw CommandError.mismatch("'\(path)' is not the table of this run", help: ["start anew in another folder"])
    }
    if lines.isEmpty { try append(header) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds a row; several tasks may.
  func append(_ fields: [String]) throws(FileError) {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let needsQuotes = field.contains { $0 == "," || $0 == "\"" || $0 == "\n" }
      bytes += (needsQuotes ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field).utf8
    }
    bytes.append(UInt8(ascii: "\n"))
    guard turn.withLock({ _ in write(all: bytes) }) else {
      throw .cannotWrite(path: path, reason: systemMessage())
    }
  }

  /// Writes bytes in one call where the system does, so that a line is there as a whole or is the last.
  private func write(all bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  /// The fields of a line; quotation marks hold commas together.
  private static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }

  /// A number so that it is read back to the last bit.
  static func text(_ value: Double) -> String { value.isNaN ? "NA" : "\(value)" }

  /// The number of a field.
  static func number(_ text: String) -> Double { Double(text) ?? .nan }
}
