import Foundation

/// Finds the folders that come with the command: `Models`, `Protocols`, `Validation`.
enum InstalledFolder {
  /// The first that is there of `NAME` here, and `NAME` or `share/bateman/NAME` beside and above the executable.
  static func named(_ name: String) -> String? {
    var places = [name]
    // A clone's root is some folders above its executable.
    var parent = executable?.deletingLastPathComponent()
    for _ in 0..<5 {
      guard let here = parent, here.path != "/" else { break }
      places += [name, "share/bateman/\(name)"].map { here.appendingPathComponent($0).path }
      parent = here.deletingLastPathComponent()
    }
    return places.first(where: isFolder)
  }

  /// The file that is running.
  static var executable: URL? {
    (Bundle.main.executableURL ?? CommandLine.arguments.first.map { URL(fileURLWithPath: $0) })?
      .resolvingSymlinksInPath()
  }

  /// Whether there is a folder of this name.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
