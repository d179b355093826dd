import ArgumentParser
import Bateman
import Foundation

/// `bateman plot`: a figure of a result.
struct PlotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a figure of a result.",
    discussion: """
      Figures are Vega-Lite specifications, which 'make setup-plots' installs a renderer for; without it, and with \
      --format json, the specification itself is written. Several pages become several files, numbered.

      Kinds, with the commands whose results they are drawn of:
      \(FigureKind.list)

      Examples:
        bateman plot gof run1 -o gof.svg

        bateman plot individuals run1 --log -o fits.png

        bateman plot eta-covariates run1 -o eta.json

        bateman simulate drug.pkm --regimen "100 mg iv every 24 h x 5" --subjects 200 --exposure e.csv
        bateman plot exposure e.csv --model drug.pkm -o exposure.svg

        bateman study Studies/hlx43_escc.yaml --out results
        bateman plot exposure results --of conjugate --metric AUC -o auc.svg
        bateman plot forest results --arm loading --cycle 1 -o forest.png

        bateman trial simulate Trials/bat6021.yaml --json > trial.json
        bateman plot characteristics trial.json -o characteristics.svg
      """)

  @Argument(help: "The kind of figure.")
  var kind: FigureKind

  @Argument(help: "The folder of a command's --out or its JSON, or a table of 'simulate'.", completion: .file())
  var result: String

  @OptionGroup(title: "Figure")
  var figure: FigureOptions

  @OptionGroup(title: "Which part")
  var part: FigureChoiceOptions

  @Flag(name: .customLong("log"), help: "A logarithmic axis of values.")
  var isLogarithmic = false

  @Option(
    help: ArgumentHelp("The model of a fit, when it has moved; that of a table.", valueName: "file"),
    completion: .file(extensions: ["pkm"]))
  var model: String?

  @Option(
    help: ArgumentHelp("The table of a fit, when it has moved.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(help: ArgumentHelp("How often the data set is simulated, for vpc and npde.", valueName: "number"))
  var replicates = 1000

  @Option(help: ArgumentHelp("The seed of all randomness.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(help: "No notes.")
  var quiet = false

  func validate() throws {
    guard (2...1_000_000).contains(replicates) else {
      throw ValidationError("--replicates takes a number from 2 to 1000000.")
    }
  }

  func run() async throws {
    guard let destination = try figure.destination() else {
      throw CommandError.usage(
        "name the figure's file: bateman plot \(kind.rawValue) \(result) -o \(kind.rawValue).svg")
    }
    try destination.write(try await specs(), isQuiet: quiet)
  }

  private func specs() async throws -> [PlotSpec] {
    if kind.isOfSimulation, result.lowercased().hasSuffix(".csv") || kind == .bands { return try simulated() }
    let file = try ResultFile(at: result)
    guard kind.sources.contains(file.kind) else {
      let wanted = kind.sources.map { "'\($0.command)'" }.joined(separator: " or ")
      throw CommandError.usage(
        "'\(kind.rawValue)' is drawn of a result of \(wanted), and '\(file.path)' is one of '\(file.kind.command)'",
        help: Self.kinds(of: file.kind).map { ["such a result is drawn as \($0)"] } ?? [])
    }
    if file.kind == .fit {
      let fit = try FitCase(at: result, model: model, data: data)
      return try await FitFigures(fit: fit, isLogarithmic: isLogarithmic).specs(
        kind, replicates: replicates, settings: settings)
    }
    return try ResultFigures(file: file, choice: part.choice, isLogarithmic: isLogarithmic).specs(kind)
  }

  private static func kinds(of kind: ResultKind) -> String? {
    let names = FigureKind.allCases.filter { $0.sources.contains(kind) }.map(\.rawValue)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }

  private func simulated() throws -> [PlotSpec] {
    let simulated = try model.map { path in try ModelFile(at: path).model.source }
    let figures = SimulationFigures(table: try CSVTable(at: result), model: simulated, isLogarithmic: isLogarithmic)
    return kind == .exposure ? try figures.exposure() : try figures.bands()
  }

  private var settings: SimulationSettings {
    var settings = SimulationSettings()
    settings.seed = seed
    settings.threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    return settings
  }
}

extension FitFigures {
  /// The figures of a kind.
  func specs(_ kind: FigureKind, replicates: Int, settings: SimulationSettings) async throws -> [PlotSpec] {
    switch kind {
    case .gof: return [try goodnessOfFit()]
    case .individuals: return try individuals()
    case .eta: return [try etas()]
    case .etaPairs: return [try etaPairs()]
    case .etaCovariates: return [try etaCovariates()]
    case .trace: return [try trace()]
    case .influence: return [try influence()]
    case .bootstrap, .sir, .profile, .exposure, .bands, .attainment, .ratios, .forest, .capture, .ada, .forecast,
      .plans,
      .characteristics, .escalation, .decisions:
      return []
    case .vpc, .pcvpc:
      var check = VisualPredictiveCheck()
      check.replicates = replicates
      check.isPredictionCorrected = kind == .pcvpc
      let subject = try DiagnosticSubject(fit)
      let result = try await check.run(subject.data, settings: settings)
      return [PredictiveCheckFigure(result, subject, isLogarithmic: isLogarithmic).spec]
    case .npde, .npd:
      var errors = PredictionDistributionErrors()
      errors.replicates = replicates
      let subject = try DiagnosticSubject(fit)
      let result = try await errors.run(subject.data, settings: settings)
      return [DiscrepancyFigure(result, subject, isDecorrelated: kind == .npde).spec]
    }
  }
}
