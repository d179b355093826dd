import ArgumentParser
import Bateman

/// `bateman vpc`: a visual predictive check.
struct VPCCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vpc",
    abstract: "Compare percentiles of the data with those that the model simulates (VPC, pcVPC).",
    discussion: """
      Simulates the data set many times with its own doses, covariates and times, and shows in each bin where observed \
      percentiles lie among the simulated ones. Values below the limit of quantification count as such, measured or \
      simulated, and have a panel of their own.

      Examples:
        bateman vpc run1 -o vpc.svg

        bateman vpc run1 --pc --stratify SEX --bins kmeans:8 -o pcvpc.pdf

        bateman vpc drug.pkm --data study.csv --x tad --lloq 0.05 --json
      """)

  @OptionGroup(title: "What is simulated")
  var simulation: SimulatedDiagnosticOptions

  @OptionGroup(title: "How it is compared")
  var options: VPCOptions

  @OptionGroup(title: "Figure")
  var figure: FigureOptions

  @Flag(name: .customLong("log"), help: "A logarithmic axis of values.")
  var isLogarithmic = false

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  func run() async throws {
    let destination = try figure.destination()
    let subject = try simulation.subject()
    let check = try options.check(simulation, of: subject.data.model.source)
    let progress = Progress(total: check.replicates, of: "replicates", isQuiet: quiet)
    defer { progress.finish() }
    let result = try await check.run(subject.data, settings: simulation.settings) { progress.update($0) }
    progress.finish()
    if let destination {
      try destination.write([PredictiveCheckFigure(result, subject, isLogarithmic: isLogarithmic).spec])
    }
    if json {
      try StandardOutput.write(json: VPCRecord(result, subject))
    } else {
      try StandardOutput.write(VPCText(result: result, subject: subject).text)
    }
  }
}
