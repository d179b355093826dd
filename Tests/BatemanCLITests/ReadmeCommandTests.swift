import Foundation
import Testing

/// The README's commands, run as a reader would run them.
@Suite struct ReadmeCommandTests {
  /// The commands of the shell examples that begin with `bateman`, each with its continued lines.
  static var commands: [String] {
    let readme = (try? String(contentsOf: projectRoot.appendingPathComponent("README.md"), encoding: .utf8)) ?? ""
    let blocks = readme.components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    return blocks.flatMap { block in
      block.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n").map(String.init)
    }.filter { $0.hasPrefix("bateman ") }
  }

  @Test func thereAreSome() {
    #expect(Self.commands.count >= 2)
  }

  @Test(arguments: commands) func works(_ command: String) throws {
    let folder = try TemporaryFolder()
    for name in ["Models", "Protocols", "Studies", "Trials", "Validation"] {
      try FileManager.default.createSymbolicLink(
        at: folder.url.appendingPathComponent(name), withDestinationURL: projectRoot.appendingPathComponent(name))
    }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", command]
    shell.currentDirectoryURL = folder.url
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    shell.environment = ["PATH": "\(binary.deletingLastPathComponent().path):\(path)"]
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    for file in ["profiles.csv", "exposure.csv"] where command.contains(file) {
      #expect(try folder.text(file).hasPrefix("arm,id,"))
    }
  }
}
