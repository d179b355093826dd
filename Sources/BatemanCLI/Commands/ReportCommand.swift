public import ArgumentParser
import Bateman
import Foundation
public import PKReport

/// `bateman report`: a result as a document.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a report of a result: one HTML file that needs nothing else, or a PDF.",
    discussion: """
      A fit is reported with purpose, data inventory, equations, parameters, diagnostics, predictive check, exposure and \
      what it takes to make it again; a study with patients, model, arms, exposure, targets, samples and antibodies; \
      simulated trials with their operating characteristics; an analysis without a model, the next step of a trial, a \
      forecast and a dose with what they have. The HTML opens offline; texts and tables need no script, and each figure has its data below it.

      Examples:
        bateman report run1 -o report.html

        bateman report run1 -o report.pdf --purpose "Dose justification, study 101"

        bateman study Studies/hlx43_escc.yaml --out results
        bateman report results -o study.pdf --language zh

        bateman trial simulate Trials/bat6021.yaml --json > trial.json
        bateman report trial.json -o trial.html

        bateman dose Protocols/hlx43_escc.yaml … --json > dose.json
        bateman report dose.json -o worksheet.pdf --language zh
      """)

  @Argument(help: "The folder of a command's --out, or its JSON.", completion: .file())
  var result: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The report's file: .html or .pdf.", valueName: "file"),
    completion: .file(extensions: ["html", "pdf"]))
  var output: String

  @Option(help: ArgumentHelp("The language of the fixed texts: en or zh.", valueName: "language"))
  var language = ReportLanguage.english

  @Option(help: ArgumentHelp("What it was done for, in a sentence.", valueName: "text"))
  var purpose: String?

  @Option(
    help: ArgumentHelp("The model of the result, when it has moved.", valueName: "file"),
    completion: .file(extensions: ["pkm"]))
  var model: String?

  @Option(
    help: ArgumentHelp("The table of a fit, when it has moved.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(help: ArgumentHelp("How often the data set is simulated for the diagnostics.", valueName: "number"))
  var replicates = 1000

  @Option(help: ArgumentHelp("The seed of the diagnostics.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(help: "Overwrite a file that is there.")
  var force = false

  @Flag(help: "No notes.")
  var quiet = false

  func validate() throws {
    guard (2...1_000_000).contains(replicates) else {
      throw ValidationError("--replicates takes a number from 2 to 1000000.")
    }
  }

  func run() async throws {
    let destination = try ReportOutput(path: output, overwriting: force)
    try destination.write(try await document())
  }

  private func document() async throws -> ReportDocument {
    let file = try ResultFile(at: result)
    switch file.kind {
    case .fit:
      var report = FitReport(
        fit: try FitCase(at: result, model: model, data: data), language: language, purpose: purpose,
        replicates: replicates, command: command)
      report.settings.seed = seed
      report.settings.threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
      return try await report.document()
    case .nca: return try NCAReportDocument(file, language: language, purpose: purpose, command: command).document()
    case .dose: return try DoseReportDocument(file, language: language).document()
    case .study:
      return try StudyReportDocument(file, language: language, purpose: purpose, model: model, command: command)
        .document()
    case .trial:
      return try TrialReportDocument(file, language: language, purpose: purpose, model: model, command: command)
        .document()
    case .trialNext:
      return try TrialStepReportDocument(file, language: language, purpose: purpose, command: command).document()
    case .forecast:
      return try ForecastReportDocument(file, language: language, purpose: purpose, model: model, command: command)
        .document()
    case .trialTable, .trialPath, .trialComparison, .bootstrap, .sir, .profile:
      throw CommandError.usage(
        "there is no report of a result of '\(file.kind.command)'", help: ["'bateman plot' draws it"])
    }
  }

  private var command: String { (["bateman"] + CommandLine.arguments.dropFirst()).joined(separator: " ") }
}

extension ReportLanguage: ExpressibleByArgument {}
