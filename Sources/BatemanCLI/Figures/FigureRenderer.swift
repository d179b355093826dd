import Bateman
import Foundation

/// What draws figures and typesets documents: a Python environment that `make setup-plots` makes.
struct FigureRenderer {
  /// Why nothing was drawn.
  enum Failure: Error, Equatable {
    /// There is no environment at a place, or it lacks a package.
    case missing(String)
    /// The renderer refused what it was given.
    case refused(String)
  }

  /// Something to draw.
  enum Job {
    /// A figure.
    case figure(PlotSpec, FigureFormat)
    /// The JavaScript that interactive figures need.
    case scripts
    /// A Typst document: files by name, and which of them is the main one.
    case document(files: [String: Data], main: String)
  }

  /// What to run when the renderer is missing.
  static let advice = "'make setup-plots' installs the renderer (or 'Scripts/setup-plots'); --format json needs none"

  /// The folder of the environment.
  let folder: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    if let given = environment["BATEMAN_PLOTS"], !given.isEmpty {
      folder = given
    } else if let data = environment["XDG_DATA_HOME"], !data.isEmpty {
      folder = data + "/bateman/plots"
    } else {
      folder = (environment["HOME"] ?? "") + "/.local/share/bateman/plots"
    }
  }

  private var python: String { folder + "/bin/python" }

  /// Whether there is an environment.
  var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: python) }

  /// Draws all jobs in one process, whose start is what takes long.
  func draw(_ jobs: [Job]) throws(Failure) -> [Data] {
    guard !jobs.isEmpty else { return [] }
    guard isInstalled else { throw .missing(folder) }
    let answer = try run(jobs.map(\.request))
    if let package = answer.missing { throw .missing("\(folder) lacks '\(package)'") }
    if let error = answer.error { throw .refused(error) }
    let outputs = (answer.outputs ?? []).compactMap { Data(base64Encoded: $0) }
    guard outputs.count == jobs.count else { throw .refused("the renderer's answer is incomplete") }
    return outputs
  }

  private struct Answer: Decodable {
    var outputs: [String]?
    var missing: String?
    var error: String?
  }

  fileprivate struct Request: Encodable {
    var format: String
    var spec: Data?
    var files: [String: Data]?
    var main: String?
  }

  private func run(_ requests: [Request]) throws(Failure) -> Answer {
    let request = FileManager.default.temporaryDirectory.appendingPathComponent("bateman-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: request) }
    do {
      try JSONEncoder().encode(requests).write(to: request)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: python)
      // Isolated: neither the user's site nor the current folder changes what is imported.
      process.arguments = ["-I", "-c", RendererProgram.text, request.path]
      process.standardInput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return try JSONDecoder().decode(Answer.self, from: data)
    } catch {
      throw .refused("the renderer in '\(folder)' does not run")
    }
  }
}

extension FigureRenderer.Job {
  fileprivate var request: FigureRenderer.Request {
    switch self {
    case .figure(let spec, let format): FigureRenderer.Request(format: format.rawValue, spec: Data(spec.json))
    case .scripts: FigureRenderer.Request(format: "bundle")
    case .document(let files, let main): FigureRenderer.Request(format: "typst", files: files, main: main)
    }
  }
}
