public import ArgumentParser
public import Bateman

/// `bateman npde`: normalised prediction distribution errors.
struct NPDECommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "npde",
    abstract: "Test where the data lie among what the model simulates (NPDE, NPD, numerical predictive check).",
    discussion: """
      Under the right model npde are independent standard normal deviates: their mean, variance and normality are \
      tested, and a global test adjusts for three. Values below the limit of quantification are imputed. The numerical \
      predictive check counts observations outside prediction intervals, against the same counts of simulated data.

      Examples:
        bateman npde run1 -o npde.svg

        bateman npde run1 --replicates 2000 --csv npde.csv

        bateman npde drug.pkm --data study.csv --json
      """)

  @OptionGroup(title: "What is simulated")
  var simulation: SimulatedDiagnosticOptions

  @Option(
    help: ArgumentHelp("How measurements of a subject are decorrelated: cholesky or inverse.", valueName: "method"))
  var decorrelation = Decorrelation.cholesky

  @Flag(help: "Draw npd, without decorrelation, instead of npde.")
  var npd = false

  @Option(
    help: ArgumentHelp("A CSV file with a row for each observation.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var csv: String?

  @OptionGroup(title: "Figure")
  var figure: FigureOptions

  @Flag(help: "Write one JSON object instead of text.")
  var json = false

  @Flag(help: "No notes and no progress.")
  var quiet = false

  func run() async throws {
    let destination = try figure.destination()
    let subject = try simulation.subject()
    var errors = PredictionDistributionErrors()
    errors.replicates = simulation.replicates
    errors.decorrelation = decorrelation
    errors.lowerLimits = try simulation.limits(subject.data.model.source)
    let progress = Progress(total: subject.data.dataset.subjects.count, of: "subjects", isQuiet: quiet)
    defer { progress.finish() }
    let result = try await errors.run(subject.data, settings: simulation.settings) { progress.update($0) }
    progress.finish()
    if let csv { try write(Self.table(result), to: csv) }
    if let destination { try destination.write([DiscrepancyFigure(result, subject, isDecorrelated: !npd).spec]) }
    if json {
      try StandardOutput.write(json: NPDERecord(result, subject))
    } else {
      try StandardOutput.write(NPDEText(result: result, subject: subject).text)
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    do throws(FileError) {
      let file = try OutputFile(path: path, overwriting: figure.force)
      try file.write(bytes)
      try file.commit()
    } catch {
      throw CommandError.file(error)
    }
  }

  private static func table(_ result: PredictionDistributionResult) -> [UInt8] {
    var text = CSVText(digits: 10)
    let names = ["id", "row", "time", "tad", "output", "DV", "BLQ", "PRED", "EPRED", "PD", "NPD", "NPDE"]
    for name in names { text.field(name) }
    text.endLine()
    for record in result.records {
      text.field(record.id)
      text.field(record.row)
      text.field(time: record.time)
      text.field(time: record.timeAfterDose ?? .nan)
      text.field(result.outputs[record.output])
      text.field(record.dv)
      text.field(record.isBelowLimit ? 1 : 0)
      for value in [record.pred, record.simulatedMean, record.pd, record.npd, record.npde] { text.field(value) }
      text.endLine()
    }
    return text.bytes
  }
}

extension Decorrelation: ExpressibleByArgument {}
