import Foundation

/// The folder of reference data that the projects share, which is no part of this one: `BATEMAN_SHARED`, or `shared`
/// beside the project.
enum SharedFolder {
  static let url: URL = {
    let given = ProcessInfo.processInfo.environment["BATEMAN_SHARED"].map { URL(filePath: $0) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (given ?? root.appending(path: "../shared")).appending(path: "data/dosefinding")
  }()

  /// Whether a file of it is at hand.
  static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url.appending(path: name).path) }

  /// A file's JSON.
  static func json(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: url.appending(path: name))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// A table's rows by column.
  static func rows(_ name: String) throws -> [[String: String]] {
    let lines = try String(contentsOf: url.appending(path: name), encoding: .utf8).split(whereSeparator: \.isNewline)
    let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    guard let header = cells.first else { return [] }
    return cells.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }
}
