import Foundation
import Testing

/// The commands and models that docs/ shows, run as a reader would run them, in order, in one folder a page.
@Suite struct DocumentTests {
  static let pages = ["docs/pharmacologists.md", "docs/pharmacists.md"]

  /// The pieces of a page between a line that opens a block of a language and the line that closes it.
  static func blocks(_ language: String, of page: String) throws -> [String] {
    let text = try String(contentsOf: projectRoot.appendingPathComponent(page), encoding: .utf8)
    return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  /// With a debug build the commands of a page take minutes; the release build runs the same ones.
  private static var isQuick: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  @Test(.enabled(if: isQuick, "commands of pages are run by the release build"), arguments: pages)
  func commandsWork(_ page: String) throws {
    let folder = try TemporaryFolder()
    for name in ["Models", "Protocols", "Studies", "Trials", "Validation"] {
      try FileManager.default.createSymbolicLink(
        at: folder.url.appendingPathComponent(name), withDestinationURL: projectRoot.appendingPathComponent(name))
    }
    let script = try Self.blocks("sh", of: page).joined(separator: "\n")
    #expect(script.components(separatedBy: "bateman ").count > 5)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-e", "-c", script]
    shell.currentDirectoryURL = folder.url
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    shell.environment = ["PATH": "\(binary.deletingLastPathComponent().path):\(path)"]
    let errors = try folder.file("errors", "")
    shell.standardOutput = FileHandle.nullDevice
    shell.standardError = try FileHandle(forWritingTo: errors)
    try shell.run()
    shell.waitUntilExit()
    let said = try folder.text("errors")
    #expect(shell.terminationStatus == 0, "\(said)")
  }

  @Test(arguments: ["docs/moving.md", "Sources/Bateman/Bateman.docc/YourFirstModel.md"])
  func modelsAreRead(_ page: String) throws {
    let models = try Self.blocks("", of: page).filter { $0.hasPrefix("model ") }
    #expect(!models.isEmpty)
    for model in models {
      let folder = try TemporaryFolder()
      let file = try folder.file("page.pkm", model + "\n")
      let run = try CommandRun("check", file.path)
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  /// Every piece of Swift in the articles stands, line for line, in a program of Examples, which CI compiles and runs.
  @Test func articlesShowLinesOfTheExamples() throws {
    let examples = try programs()
    let articles = projectRoot.appendingPathComponent("Sources/Bateman/Bateman.docc")
    for name in try FileManager.default.contentsOfDirectory(atPath: articles.path) where name.hasSuffix(".md") {
      for block in try Self.blocks("swift", of: "Sources/Bateman/Bateman.docc/\(name)") {
        #expect(examples.contains { $0.contains(block) }, "\(name): \(block)")
      }
    }
  }

  @Test func everyExampleImportsBatemanAlone() throws {
    let examples = try programs()
    #expect(examples.count == 10)
    for example in examples {
      let imports = example.split(separator: "\n").filter { $0.hasPrefix("import ") }
      #expect(Set(imports) == ["import Bateman"])
    }
  }

  /// The texts of the programs, without the indentation of blocks that articles show on their own.
  private func programs() throws -> [String] {
    let folder = projectRoot.appendingPathComponent("Examples")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.map {
      let text = try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
      return text + text.replacingOccurrences(of: "\n  ", with: "\n")
    }
  }
}
