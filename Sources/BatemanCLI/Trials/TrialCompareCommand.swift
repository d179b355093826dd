import ArgumentParser
import Bateman

/// `bateman trial compare`: designs on the same random numbers.
struct TrialCompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Simulate two or more trial files on the same random numbers, and their differences.",
    discussion: """
      The n-th patient of the k-th trial has the same luck under every file, so differences are seen that independent \
      runs would hide; each is to the first file, with its own paired Monte-Carlo error.

      Example:
        bateman trial compare Trials/bat6021.yaml without_acceleration.yaml --trials 20000
      """)

  @Argument(help: "Two or more trial files.", completion: .file(extensions: ["yaml"]))
  var files: [String]

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "A figure of the operating characteristics: .svg, .png, .pdf, .html or .json.", valueName: "file"),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var plot: String?

  @Flag(help: "Overwrite a figure that is there.")
  var force = false

  @OptionGroup(title: "Simulation") var options: TrialSimulationOptions

  func validate() throws {
    if files.count < 2 { throw ValidationError("Name at least two trial files.") }
  }

  func run() async throws {
    let sessions = try files.map { try TrialSession(path: $0, options: options) }
    if !options.quiet { for session in sessions { session.note([]) } }
    let progress = Progress(total: options.trials * sessions.count, of: "trials", isQuiet: options.quiet)
    var results: [OperatingCharacteristics] = []
    for (index, session) in sessions.enumerated() {
      let simulation = try session.simulation(of: session.trial)
      let rates = simulation.marginalRates()?.map(\.value) ?? []
      results.append(
        try await simulation.run(rates: rates, followsExposure: false) { progress.update(index * options.trials + $0) })
    }
    progress.finish()
    let destination = try plot.map { try FigureOutput(path: $0, overwriting: force) }
    let report = TrialComparisonReport(files, sessions.map(\.trial), results, options)
    if let destination { try destination.write([TrialResultFigures.characteristics(report)], isQuiet: options.quiet) }
    if json { try StandardOutput.write(json: report) } else { try StandardOutput.write(report.text) }
  }
}
