import ArgumentParser
import Bateman
import Foundation

/// What a diagnostic by simulation is made of: a fit or a model with data, replicates, seed, threads.
struct SimulatedDiagnosticOptions: ParsableArguments {
  @Argument(
    help: "The folder of 'fit --out' or its fit.json; or a model file, which is simulated with its own values.",
    completion: .file())
  var source: String

  @Option(
    help: ArgumentHelp("The table: of a model file; or of a fit, when it has moved.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var data: String?

  @Option(
    help: ArgumentHelp("The model of a fit, when it has moved.", valueName: "file"),
    completion: .file(extensions: ["pkm"]))
  var model: String?

  @OptionGroup(title: "How the table of a model file is read")
  var reading: TableRuleOptions

  @Option(help: ArgumentHelp("How often the data set is simulated.", valueName: "number"))
  var replicates = 1000

  @Option(help: ArgumentHelp("The seed of all randomness.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "How many processor cores to use (default: all); results do not depend on it.", valueName: "number"))
  var threads: Int?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The lower limit of quantification, where the data show none: 0.05, or of an output: conc=0.05.",
      valueName: "limit"))
  var lloq: [String] = []

  func validate() throws {
    guard (2...1_000_000).contains(replicates) else {
      throw ValidationError("--replicates takes a number from 2 to 1000000.")
    }
    if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads takes a number from 1 to 1024.") }
  }

  /// The model with the data, and what stands below the figures.
  func subject() throws -> DiagnosticSubject {
    guard isModel else {
      if reading.isGiven {
        throw CommandError.usage("a fit says how its table is read: leave --column, --ignore and the like out")
      }
      return try DiagnosticSubject(FitCase(at: source, model: model, data: data))
    }
    if model != nil { throw CommandError.usage("--model belongs to a fit; '\(source)' is a model already") }
    guard let data else {
      throw CommandError.usage("name the table: bateman … \(source) --data study.csv")
    }
    let file = try ModelFile(at: source)
    return try DiagnosticSubject(file.model.source, TableFile.dataset(at: data, rules: reading.rules()).dataset)
  }

  /// A model file; or, with a table, the name of a model of the library.
  private var isModel: Bool {
    if source.hasSuffix(".pkm") { return true }
    return data != nil && !source.hasSuffix(".json") && !FileManager.default.fileExists(atPath: source)
  }

  var settings: SimulationSettings {
    var settings = SimulationSettings()
    settings.seed = seed
    settings.threads = threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    return settings
  }

  /// The limits by output.
  func limits(_ model: CheckedModel) throws(CommandError) -> [Int: Double] {
    var limits: [Int: Double] = [:]
    for text in lloq.flatMap({ $0.split(separator: ",") }) {
      let sides = text.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard let last = sides.last, let value = Double(last), value >= 0, value.isFinite else {
        throw .usage("--lloq takes a number, or an output with one, as in conc=0.05, and not '\(text)'")
      }
      guard sides.count == 2 else {
        for output in model.outputs.indices { limits[output] = value }
        continue
      }
      guard let output = model.outputs.firstIndex(where: { $0.name == sides[0] }) else {
        let names = model.outputs.map(\.name)
        throw .usage(
          "--lloq: the model has no output '\(sides[0])'",
          help: [didYouMean(sides[0], among: names) ?? "there are \(names.joined(separator: ", "))"])
      }
      limits[output] = value
    }
    return limits
  }
}

/// What is diagnosed: a fit, or a model as written.
struct DiagnosticSubject {
  let data: DiagnosticData
  let timeUnit: String
  let valueUnit: String?
  let caption: FigureCaption
  /// The fit, when it is one.
  let fit: FitCase?

  init(_ fit: FitCase) throws {
    data = try fit.diagnosticData()
    (timeUnit, valueUnit, self.fit) = (fit.timeUnit, fit.valueUnit, fit)
    var caption = fit.caption()
    caption.notes += data.notes
    self.caption = caption
  }

  init(_ model: CheckedModel, _ dataset: Dataset) throws {
    data = try DiagnosticData(model: model, dataset: dataset)
    timeUnit = "\(dataset.timeUnit ?? model.timeUnit)"
    let units = Set(model.outputs.map { "\($0.unit)" })
    valueUnit = units.count == 1 ? units.first : nil
    fit = nil
    var caption = FigureCaption(
      model: model.name, method: "as written", subjects: dataset.subjects.count,
      observations: data.observations.count, isSurrogate: model.status == .surrogate)
    caption.notes += data.notes
    self.caption = caption
  }
}

extension DiagnosticData {
  /// What a figure or table says of outputs that are not in it.
  var notes: [String] {
    leftOut.map { "'\($0)' is an outcome, and left out: percentiles and residuals are of measured values." }
  }
}
