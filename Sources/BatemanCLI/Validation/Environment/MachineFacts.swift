import Bateman
import Foundation

/// What a report says of the machine that it was made on.
struct MachineFacts: Encodable {
  var program = "bateman \(BatemanCommand.currentVersion)"
  /// The SHA-256 of the executable.
  var executable: String
  var system: String
  var kernel: String
  var processor: String
  var processors: Int
  var memory: String
  var date: String

  init() {
    let path = InstalledFolder.executable?.path ?? ""
    executable = (try? Data(contentsOf: URL(fileURLWithPath: path))).map { FileHash.sha256(Array($0)) } ?? "unknown"
    let process = ProcessInfo.processInfo
    system = Self.value("PRETTY_NAME=", inFile: "/etc/os-release") ?? process.operatingSystemVersionString
    kernel = Self.kernelRelease
    processor = Self.value("model name\t: ", inFile: "/proc/cpuinfo") ?? Self.architecture
    processors = process.activeProcessorCount
    memory = "\((process.physicalMemory + (1 << 29)) >> 30) GiB"
    date = ISO8601DateFormatter().string(from: Date())
  }

  /// The rows of a table: what, and what it is.
  var rows: [(String, String)] {
    [
      ("program", program), ("executable, SHA-256", executable), ("system", system), ("kernel", kernel),
      ("processor", "\(processor), \(processors) cores"), ("memory", memory), ("date", date),
    ]
  }

  static var architecture: String {
    #if arch(x86_64)
      "x86-64"
    #elseif arch(arm64)
      "arm64"
    #else
      "unknown"
    #endif
  }

  private static var kernelRelease: String {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
    return text?.split(separator: "\n").first.map(String.init) ?? "unknown"
  }

  /// What stands behind a prefix in the first line that has it, without quotation marks.
  private static func value(_ prefix: String, inFile path: String) -> String? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix(prefix) }
    return line.map { $0.dropFirst(prefix.count).replacingOccurrences(of: "\"", with: "") }
  }
}
