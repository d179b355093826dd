import ArgumentParser
import Bateman

/// Whose forecast, by which model, and how it is computed.
struct PatientOptions: ParsableArguments {
  @Argument(
    help: "The model file (.pkm), or the name of a model of the library.", completion: .file(extensions: ["pkm"]))
  var model: String

  @Argument(
    help: "The patient: doses, levels and covariates, in JSON or YAML, or a table as of 'simulate --data'.",
    completion: .file(extensions: ["json", "yaml", "yml", "csv"]))
  var patient: String

  @Option(help: ArgumentHelp("Whose rows of a table of several.", valueName: "ID"))
  var id: String?

  @Option(help: ArgumentHelp("The moment of a table's time 0, such as \"2026-03-02 09:00\".", valueName: "moment"))
  var start: String?

  @Option(help: "How covariates that change are known between records: nocb (as NONMEM), locf or linear.")
  var covariateRule: CovariateRule = .nocb

  @Option(help: ArgumentHelp("How many draws the intervals are from.", valueName: "number"))
  var draws = 1_000

  @Option(help: ArgumentHelp("How much of the draws an interval holds.", valueName: "percent"))
  var interval = 90.0

  @Option(help: ArgumentHelp("Determines the draws.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    guard (20...100_000).contains(draws) else { throw ValidationError("--draws takes a number from 20 to 100000.") }
    guard interval > 0, interval < 100 else { throw ValidationError("--interval takes a percentage below 100.") }
  }

  /// The patient, estimated.
  func estimated(files: FilesRead? = nil) throws -> PatientEstimation {
    let file = try ModelFile(at: model)
    files?.note("model", model, file.source.bytes)
    if let files { files.note("patient", patient, try InputFile.bytes(at: patient, limit: InputFile.tableLimit)) }
    file.noteWarnings()
    var settings = ForecastSettings()
    (settings.draws, settings.seed, settings.covariateRule) = (draws, seed, covariateRule)
    settings.interval = interval / 100
    return try PatientEstimation(try history(of: file.model), model: file.model, settings: settings)
  }

  private func history(of model: Model) throws -> PatientHistory {
    let isText = [".json", ".yaml", ".yml"].contains { patient.lowercased().hasSuffix($0) }
    guard !isText else {
      if id != nil || start != nil {
        throw CommandError.usage("--id and --start are for tables: '\(patient)' has its subject and its dates")
      }
      return try PatientFile.history(try InputFile.text(at: patient), model: model.source)
    }
    let origin = try start.map { text in
      guard let moment = Moment(text) else {
        throw CommandError.usage(
          "--start '\(text)' is no moment", help: ["write it like 2026-03-02 09:00, or 2026-03-02T09:00+08:00"])
      }
      return moment
    }
    let dataset = try TableFile.dataset(at: patient, rules: TableRules()).dataset
    return try PatientHistory(dataset, subject: id, model: model.source, origin: origin)
  }
}

extension Quantity {
  /// The number and unit of an option, in the grammar of doses.
  init(option name: String, _ text: String, such example: String) throws(CommandError) {
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
    guard words.count == 2 else {
      throw .usage("--\(name) '\(text)' is not a number and a unit", help: ["write it like --\(name) \"\(example)\""])
    }
    let number: Rational
    do {
      number = try DecimalInput.parse(words[0])
    } catch {
      throw .usage("--\(name) '\(text)': \(error.rule)", help: [error.action(for: words[0])])
    }
    do {
      self.init(Double(number.recordText) ?? .nan, try Unit(words[1]))
    } catch {
      throw .usage("--\(name) '\(text)': \(error.message)", help: [error.help].compactMap(\.self))
    }
  }
}
