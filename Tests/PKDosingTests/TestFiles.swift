import Foundation
import PKDosing
import PKText

/// Files that tests read and write.
enum TestFiles {
  /// The folder with `Package.swift`.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The text of a protocol that ships.
  static func text(_ name: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent("Protocols/\(name).yaml"), encoding: .utf8)
  }

  /// A protocol that ships.
  static func shipped(_ name: String) throws -> ProtocolFile {
    try ProtocolFile(SourceText(name: "\(name).yaml", text(name)))
  }

  /// A path that nothing is at yet.
  static func scratch() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("bateman-\(UUID().uuidString).jsonl").path
  }
}
