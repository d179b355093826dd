import Bateman
import Foundation

/// A folder in which a check runs its commands: `Models`, `Protocols` and `Validation` are those of the project,
/// `check` is the folder of the check; what commands write stays here and is deleted with it.
final class CheckScratch {
  let url: URL

  init(root: URL, check: String) throws(CommandError) {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("bateman-validate-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      for name in ["Models", "Protocols", "Validation"] {
        let target = root.appendingPathComponent(name)
        guard InstalledFolder.isFolder(target.path) else { continue }
        try FileManager.default.createSymbolicLink(at: url.appendingPathComponent(name), withDestinationURL: target)
      }
      try FileManager.default.createSymbolicLink(
        at: url.appendingPathComponent("check"), withDestinationURL: URL(fileURLWithPath: check).standardizedFileURL)
    } catch {
      throw .file(.cannotWrite(path: url.path, reason: error.localizedDescription))
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The bytes of a file; nil when it is not there.
  func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: url.appendingPathComponent(name))).map { Array($0) }
  }

  /// The name of the file that takes what a step prints.
  static func output(_ step: Int) -> String { "step\(step + 1).out" }

  /// The name of the file that takes what a step says on standard error.
  static func errors(_ step: Int) -> String { "step\(step + 1).err" }

  /// Runs the command with arguments here; the exit code, or nil when it did not start or was killed.
  func run(_ arguments: [String], executable: URL, step: Int) -> Int32? {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = url
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BATEMAN_") }
    process.standardInput = FileHandle.nullDevice
    let files = [Self.output(step), Self.errors(step)].map { url.appendingPathComponent($0) }
    for file in files where (try? Data().write(to: file)) == nil { return nil }
    process.standardOutput = try? FileHandle(forWritingTo: files[0])
    process.standardError = try? FileHandle(forWritingTo: files[1])
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : nil
  }
}
