import ArgumentParser
import Bateman
import Foundation

/// A fit with the model and the data that it was made of, which must be as they were.
struct FitCase {
  let record: FitRecord
  /// The folder of the fit; nil when only its JSON is at hand.
  let folder: String?
  let model: CheckedModel
  let dataset: Dataset
  let estimates: PopulationParameters
  let options: FitProblem.Options
  /// The table as it was read, and by which rules.
  let table: [UInt8]
  let rules: TableRules

  /// Reads a fit and finds its model and data.
  ///
  /// - Parameters:
  ///   - path: the folder of `fit --out`, or its `fit.json`.
  ///   - model: where the model is now, when it has moved.
  ///   - data: where the table is now, when it has moved.
  /// - Throws: when one of them is missing, or is not what was fitted.
  init(at path: String, model: String? = nil, data: String? = nil) throws {
    let file = try ResultFile(at: path)
    try file.require(.fit, for: "this")
    let record: FitRecord = try file.decoded()
    guard let command = try? FitCommand.parse(record.options) else {
      throw CommandError.mismatch("'\(file.path)': the arguments of the fit are from another version of the command")
    }
    let modelPath = Self.found(model ?? record.model.path, near: file.path)
    let dataPath = Self.found(data ?? record.data.path, near: file.path)
    let modelFile = try Self.opened("model", "--model", modelPath) { try ModelFile(at: modelPath) }
    try Self.check("model", modelPath, FileHash.sha256(modelFile.source.bytes), record.model.sha256)
    let rules = try command.reading.rules()
    let read = try Self.opened("table", "--data", dataPath) { try TableFile.dataset(at: dataPath, rules: rules) }
    try Self.check("table", dataPath, FileHash.sha256(read.bytes), record.data.sha256)
    (self.record, folder, self.rules) = (record, file.folder, rules)
    (dataset, table) = (read.dataset, read.bytes)
    self.model = modelFile.model.source
    options = try command.options.problemOptions()
    estimates = try Self.estimates(record, self.model)
  }

  /// A relative path is from where the fit began; that may be a folder above the result.
  private static func found(_ path: String, near result: String) -> String {
    let manager = FileManager.default
    guard !path.hasPrefix("/"), !manager.fileExists(atPath: path) else { return path }
    var folder = URL(fileURLWithPath: result).deletingLastPathComponent()
    for _ in 0..<3 {
      let place = folder.appendingPathComponent(path).path
      if manager.fileExists(atPath: place) { return place }
      folder = folder.deletingLastPathComponent()
    }
    return path
  }

  private static func opened<Value>(
    _ what: String, _ option: String, _ path: String, _ open: () throws -> Value
  ) throws -> Value {
    do {
      return try open()
    } catch CommandError.file(.notFound) {
      throw CommandError.mismatch(
        "the \(what) of the fit, '\(path)', is not there", help: ["say where it is now with \(option) FILE"])
    }
  }

  private static func check(_ what: String, _ path: String, _ now: String, _ then: String) throws(CommandError) {
    guard now != then else { return }
    throw .mismatch(
      "the \(what) '\(path)' has changed since the fit (SHA-256 \(now.prefix(12))… and not \(then.prefix(12))…)",
      help: ["fit it again, or give the \(what) that was fitted with \(what == "model" ? "--model" : "--data")"])
  }

  private static func estimates(_ record: FitRecord, _ model: CheckedModel) throws(CommandError) -> PopulationParameters
  {
    var values = PopulationParameters(of: model)
    for parameter in PopulationParameter.all(of: model) {
      values.set(parameter, try record.estimate(of: parameter, in: model))
    }
    return values
  }

  /// What simulated diagnostics work on.
  func diagnosticData() throws(DiagnosticsError) -> DiagnosticData {
    try DiagnosticData(model: model, estimates: estimates, dataset: dataset, covariateRule: options.covariateRule)
  }

  /// A table of the fit's folder.
  func table(_ name: String) throws(CommandError) -> CSVTable {
    guard let folder else {
      throw .mismatch(
        "'\(name)' is in the folder of a fit, and only its JSON was given", help: ["give the folder of 'fit --out'"])
    }
    return try CSVTable(at: folder + "/" + name)
  }

  /// The unit of times, as the table or else the model has it.
  var timeUnit: String { "\(dataset.timeUnit ?? model.timeUnit)" }

  /// The unit of the values, when all outputs have the same.
  var valueUnit: String? {
    let units = Set(model.outputs.map { "\($0.unit)" })
    return units.count == 1 ? units.first : nil
  }

  /// What stands below every figure of the fit.
  func caption(method: String? = nil, observations: Bool = true) -> FigureCaption {
    FigureCaption(
      model: record.model.name, method: method ?? "\(record.method), OFV \(FitText.objective(record.objective))",
      subjects: record.data.subjects, observations: observations ? record.data.observations : nil,
      isSurrogate: model.status == .surrogate)
  }
}
