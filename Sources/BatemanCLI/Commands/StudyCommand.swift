import ArgumentParser
import Bateman

/// `bateman study`: a study's file to tables of exposure, targets, samples and antibodies.
struct StudyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Simulate a study: virtual patients under candidate regimens.",
    discussion: """
      Reads model, patients, arms, sampling, antibodies and targets from a YAML file (Documentation/Studies.md has its \
      keys) and prints exposure by arm and cycle, ratios to the reference arm, the probability of targets, what a \
      sampling schedule sees, and antibodies. All arms have the same patients with the same luck.

      Examples:
        bateman study Studies/hlx43_escc.yaml

        bateman study Studies/hlx43_escc.yaml --set followOn="2.5 mg/kg" --subjects 10000 --out results

        bateman study study.yaml --uncertainty fit_folder --draws 100 --json

        bateman study Studies/hlx43_escc.yaml --out results --plot results.svg
      """)

  @OptionGroup(title: "Study")
  var file: StudyFileOptions

  @Option(
    help: ArgumentHelp(
      "What is not known of the parameters: a folder of 'bateman fit --out', or a CSV of estimates, a row each.",
      valueName: "path"))
  var uncertainty: String?

  @Option(help: ArgumentHelp("How many draws of the parameters.", valueName: "number"))
  var draws: Int?

  @OptionGroup(title: "Results")
  var results: StudyResultOptions

  @OptionGroup(title: "Computation")
  var solver: SolverOptions

  func validate() throws {
    if draws != nil, uncertainty == nil { throw ValidationError("--draws goes with --uncertainty.") }
    if let draws, !(2...10_000).contains(draws) { throw ValidationError("--draws takes a number from 2 to 10000.") }
  }

  func run() async throws {
    let destination = try results.plot.map { try FigureOutput(path: $0, overwriting: results.force) }
    let files = FilesRead()
    let study = try file.study(notes: !results.quiet, files: files)
    let settings = solver.settings(seed: study.seed, addsResidualError: false)
    let parameters = try uncertainty.map {
      try StudyUncertainty(path: $0).draws(for: study.model.source, count: draws, seed: study.seed)
    }
    var run = try StudyRun(study, settings: settings, results: results)
    let record = try await run.result(parameters, files.provenance)
    if let destination {
      try destination.write(StudyFigures(record.value, folder: results.out).all(), isQuiet: results.quiet)
    }
    if results.json {
      try StandardOutput.write(json: record)
    } else {
      try StandardOutput.write(StudyText(record.value).text)
    }
    guard run.failures.isEmpty else {
      let first = run.failures[0]
      throw CommandError.notTrusted(
        "\(run.failures.count) courses could not be solved to the end; the first is patient "
          + "\(first.failure.subject + 1) of arm '\(study.arms[first.arm].name)'",
        help: ["their cycles are left out of all tables"], isInJSON: results.json)
    }
  }
}

/// Where the results of a study go.
struct StudyResultOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A folder for CSV tables and study.json.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Figures of exposure, targets, samples and antibodies: .svg, .png, .pdf, .html or .json, numbered; 'bateman plot' "
        + "draws more.", valueName: "file"),
    completion: .file(extensions: FigureFormat.allCases.map(\.rawValue)))
  var plot: String?

  @Flag(help: "Write all tables as one JSON object.")
  var json = false

  @Flag(help: "Overwrite files that are there.")
  var force = false

  @Flag(help: "No notes and no progress.")
  var quiet = false
}
