import Bateman
import Foundation

/// What is looked at by `bateman doctor`.
enum Examination {
  /// The command itself: machine, folders, arithmetic.
  static var command: [DoctorFinding] {
    let facts = MachineFacts()
    return [
      DoctorFinding("program", "\(facts.program), \(InstalledFolder.executable?.path ?? "place unknown")"),
      DoctorFinding("system", "\(facts.system), kernel \(facts.kernel)"),
      DoctorFinding("processor", "\(facts.processor), \(facts.processors) cores, \(facts.memory)"),
      folder("Models", for: "models by name", variable: ModelLibrary.variable),
      folder("Protocols", for: "the example protocols", variable: nil),
      folder("Validation", for: "'bateman validate'", variable: nil),
      temporaryFolder, linearAlgebra, functions,
    ]
  }

  /// What is used beside the command, when it is there.
  static var companions: [DoctorFinding] {
    [
      tool("python3", ["--version"], for: "the Python package", remedy: "apt-get install python3"),
      pythonPackage,
      tool("Rscript", ["--version"], for: "reading results in R", remedy: "apt-get install r-base-core"),
      manual,
    ]
  }

  /// What building from source needs.
  static var building: [DoctorFinding] {
    [
      tool("swift", ["--version"], for: "building from source", remedy: "https://www.swift.org/install (6.2 or later)"),
      tool("make", ["--version"], for: "'make demo' and 'make test'", remedy: "apt-get install make"),
      tool("git", ["--version"], for: "taking part", remedy: "apt-get install git"),
      headers,
    ]
  }

  private static func folder(_ name: String, for purpose: String, variable: String?) -> DoctorFinding {
    let named = variable.flatMap { ProcessInfo.processInfo.environment[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    if let path = named ?? InstalledFolder.named(name), InstalledFolder.isFolder(path) {
      return DoctorFinding("folder \(name)", path)
    }
    let hint = variable.map { ", or set \($0) to the folder" } ?? ""
    return DoctorFinding(
      "folder \(name)", missing: "not found: no \(purpose)", isNeeded: false,
      remedy: "run the command in a clone of the project\(hint)")
  }

  private static var temporaryFolder: DoctorFinding {
    let path = FileManager.default.temporaryDirectory.path
    if FileManager.default.isWritableFile(atPath: path) { return DoctorFinding("temporary folder", path) }
    return DoctorFinding(
      "temporary folder", missing: "'\(path)' cannot be written", isNeeded: true, remedy: "export TMPDIR=/a/folder")
  }

  /// A fit of a line, whose slope is known.
  private static var linearAlgebra: DoctorFinding {
    let slope = Double(EnvironmentProbe.lapack.measures(root: URL(fileURLWithPath: "/"))["slope of a line"] ?? "")
    if let slope, abs(slope - 2.3) < 1e-12 { return DoctorFinding("linear algebra", "LAPACK answers rightly") }
    return DoctorFinding(
      "linear algebra", missing: "LAPACK gives a wrong answer", isNeeded: true,
      remedy: "apt-get install --reinstall liblapacke liblapack3 libblas3")
  }

  /// The square root of two, by our own power function.
  private static var functions: DoctorFinding {
    if abs(LaneMath.pow(2, 0.5) - 2.0.squareRoot()) < 3e-16 {
      return DoctorFinding("functions", "exp, log and pow are right")
    }
    return DoctorFinding(
      "functions", missing: "pow gives a wrong answer", isNeeded: true, remedy: "install the program again")
  }

  /// A program, with the first line that it says of itself.
  private static func tool(
    _ name: String, _ arguments: [String], for purpose: String, remedy: String
  ) -> DoctorFinding {
    if let line = firstLine(of: name, arguments) { return DoctorFinding(name, line) }
    return DoctorFinding(name, missing: "not found: no \(purpose)", isNeeded: false, remedy: remedy)
  }

  private static var pythonPackage: DoctorFinding {
    let script = "import bateman; print('bateman', bateman.__version__, 'in', bateman.__path__[0])"
    if let line = firstLine(of: "python3", ["-c", script]) { return DoctorFinding("Python package", line) }
    return DoctorFinding(
      "Python package", missing: "not found", isNeeded: false,
      remedy: "make python (in a clone), then pip install Bindings/Python")
  }

  private static var headers: DoctorFinding {
    if let line = firstLine(of: "pkg-config", ["--modversion", "lapacke"]) {
      return DoctorFinding("LAPACKE to build with", line)
    }
    return DoctorFinding(
      "LAPACKE to build with", missing: "not found: no building from source", isNeeded: false,
      remedy: "apt-get install liblapacke-dev pkg-config")
  }

  private static var manual: DoctorFinding {
    if firstLine(of: "man", ["-w", "bateman"]) != nil { return DoctorFinding("manual page", "man bateman") }
    return DoctorFinding("manual page", missing: "not installed", isNeeded: false, remedy: "make man (in a clone)")
  }

  /// The first line that a program prints; nil when it is not there or fails.
  private static func firstLine(of name: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
  }
}
