import Foundation
import Testing

/// The real binary, run as a process, and what came of it.
struct CommandRun {
  /// What the shell is told.
  let status: Int32
  /// What was printed.
  let output: String
  /// What was said on standard error.
  let errors: String

  /// Runs `bateman` with arguments in a folder, by default the project's root.
  init(_ arguments: String..., in folder: URL = projectRoot, environment: [String: String] = [:]) throws {
    try self.init(arguments: arguments, in: folder, environment: environment)
  }

  /// Runs `bateman` with arguments in a folder.
  init(arguments: [String], in folder: URL = projectRoot, environment: [String: String] = [:]) throws {
    let scratch = try TemporaryFolder()
    let outputFile = try scratch.file("output", "")
    let errorFile = try scratch.file("errors", "")
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    // A trap ends the process by a signal; no input may do that.
    #expect(process.terminationReason == .exit, "the command was ended by a signal: \(arguments)")
    status = process.terminationStatus
    output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
  }
}

/// The folder with `Package.swift`.
let projectRoot = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The command, built beside the tests.
let binary = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
  "bateman")
