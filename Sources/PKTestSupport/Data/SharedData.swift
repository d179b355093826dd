public import FoundationEssentials

/// The folder of reference data that the projects share, which is no part of this one: `BATEMAN_SHARED`, or `shared`
/// beside the project.
public enum SharedData {
  /// Where the data are.
  public static let folder: URL = {
    let given = ProcessInfo.processInfo.environment["BATEMAN_SHARED"].map { URL(filePath: $0) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return (given ?? root.appending(path: "../shared")).appending(path: "data")
  }()

  /// Whether a file of it is at hand.
  public static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  /// The bytes of a file.
  public static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: path)))
  }
}

extension SharedData {
  /// A table's rows by column.
  public static func rows(_ path: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
  }
}
