import ArgumentParser
import Bateman

/// `bateman models check`: whether the models reproduce what is published.
struct ModelsCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Simulate what publications report, and compare.",
    discussion: """
      For each model, or each that is named: the exposures in NAME.checks.yaml beside it, published and simulated, \
      their difference, and the tolerance with its reason. A difference that the file lists as known does not fail, \
      but such a model may not have the status 'published'. The exit code is 1 when a check fails.

      Example:
        bateman models check trastuzumab_emtansine pertuzumab
      """)

  @Argument(help: "The models; all of them when none is named.")
  var names: [String] = []

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @OptionGroup
  var place: LibraryOptions

  func run() async throws {
    let library = try place.library()
    let files = names.isEmpty ? library.files() : try names.map { try library.file(named: $0) }
    var reports: [ModelCheckReport] = []
    for file in files {
      let report = try await Self.report(on: file)
      if !names.isEmpty || !report.outcomes.isEmpty || !report.holds { reports.append(report) }
    }
    let report = ModelChecksReport(reports)
    if json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text) }
    let failing = reports.filter { !$0.holds }.map(\.name)
    guard failing.isEmpty else {
      throw CommandError.notTrusted("checks fail of \(failing.joined(separator: ", "))")
    }
  }

  private static func report(on entry: ModelLibraryFile) async throws -> ModelCheckReport {
    let file = try ModelFile(atPath: entry.path)
    let model = file.model.source
    guard entry.hasChecks else { return ModelCheckReport(name: entry.name, status: model.status, outcomes: []) }
    var run = CheckRun(of: file, try ChecksFile(at: entry.checksPath, for: model))
    return ModelCheckReport(name: entry.name, status: model.status, outcomes: try await run.outcomes())
  }
}
