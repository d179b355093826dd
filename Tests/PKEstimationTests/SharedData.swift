import Foundation

/// The folder of reference data that the projects share, which is no part of this one: `BATEMAN_SHARED`, or `shared`
/// beside the project.
enum SharedData {
  static let folder: URL = {
    let given = ProcessInfo.processInfo.environment["BATEMAN_SHARED"].map { URL(filePath: $0) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (given ?? root.appending(path: "../shared")).appending(path: "data")
  }()

  /// Whether a file of it is at hand.
  static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: path).path) }

  /// The bytes of a file.
  static func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: folder.appending(path: path))) }
}
