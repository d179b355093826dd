import Bateman
import Foundation

/// A folder in which a check runs its commands: `Models`, `Protocols`, `Studies`, `Trials` and `Validation` are those of
/// the project, `check` is the folder of the check; what commands write stays here and is deleted with it.
final class CheckScratch {
  let url: URL

  init(root: URL, check: String) throws(CommandError) {
    url = try Self.newFolder()
    do {
      for name in ["Models", "Protocols", "Studies", "Trials", "Validation"] {
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

  /// A folder of its own, named by the system, which needs no /dev/urandom for it as a UUID does.
  private static func newFolder() throws(CommandError) -> URL {
    let pattern = FileManager.default.temporaryDirectory.appendingPathComponent("bateman-validate-XXXXXX").path
    var name = Array(pattern.utf8CString)
    guard mkdtemp(&name) != nil else {
      throw .file(.cannotWrite(path: pattern, reason: String(cString: strerror(errno))))
    }
    return URL(fileURLWithPath: String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
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

  /// How a command came to its end.
  enum Ending: Equatable {
    case exited(Int32)
    case signalled
    /// It was killed, because it took longer than this many seconds.
    case tookTooLong(Double)
    case notStarted

    /// What a report says was found in place of an exit code.
    var words: String {
      switch self {
      case .exited(let status): "\(status)"
      case .signalled: "a signal"
      case .tookTooLong(let seconds): "nothing after \(seconds.plainText) s, so it was stopped"
      case .notStarted: "a command that does not start"
      }
    }
  }

  /// Runs the command with arguments here, for at most so many seconds.
  func run(_ arguments: [String], executable: URL, step: Int, limit: Double) -> Ending {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = url
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BATEMAN_") }
    process.standardInput = FileHandle.nullDevice
    let files = [Self.output(step), Self.errors(step)].map { url.appendingPathComponent($0) }
    for file in files where (try? Data().write(to: file)) == nil { return .notStarted }
    process.standardOutput = try? FileHandle(forWritingTo: files[0])
    process.standardError = try? FileHandle(forWritingTo: files[1])
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    guard (try? process.run()) != nil else { return .notStarted }
    if ended.wait(timeout: .now() + limit) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      return .tookTooLong(limit)
    }
    return process.terminationReason == .exit ? .exited(process.terminationStatus) : .signalled
  }
}
