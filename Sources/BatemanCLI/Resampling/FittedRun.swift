import ArgumentParser
import Bateman
import Foundation

/// A model with its data and the options of a fit: from the arguments, or from the folder of a fit that is done.
struct FittedRun {
  /// The problem at the fit's estimates, or at the model's values.
  let problem: FitProblem
  let options: FitOptions
  let modelPath: String, modelHash: String
  let dataPath: String, dataHash: String
  /// The columns of the table that are covariates, for stratification.
  var dataset: Dataset { problem.dataset }

  /// - Parameters:
  ///   - source: a model file, or a run: its folder or its `fit.json`.
  ///   - data: the table; nil for a run.
  ///   - options: the options of the fit; those of a run take their place, but for seed and threads.
  ///   - reading: how the table is read, likewise.
  /// - Throws: what is wrong with the arguments, the files, or the run.
  init(source: String, data: String?, options: FitOptions, reading: TableRuleOptions) throws {
    if let data {
      try self.init(model: source, data: data, options, reading, record: nil)
      return
    }
    guard source.hasSuffix(".json") || Self.isFolder(source) else {
      throw CommandError.usage("name a table: … \(source) --data study.csv, or the folder of a fit")
    }
    let record = try FitRecord.read(at: source)
    guard var command = try? FitCommand.parse(record.options), let model = command.model, let data = command.data else {
      throw CommandError.mismatch(
        "the options of the fit in '\(source)' are not those of this version",
        help: ["name the model and the table instead: … \(record.model.path) --data \(record.data.path)"])
    }
    command.options.seed = options.seed
    command.options.threads = options.threads ?? command.options.threads
    command.options.start = []
    try self.init(model: model, data: data, command.options, command.reading, record: record)
    for (path, own, then) in [(model, modelHash, record.model.sha256), (data, dataHash, record.data.sha256)]
    where own != then {
      throw CommandError.mismatch(
        "'\(path)' is not what '\(source)' was fitted with: it has changed since", help: ["fit anew first"])
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private init(
    model: String, data: String, _ options: FitOptions, _ reading: TableRuleOptions, record: FitRecord?
  ) throws {
    if options.evaluate { throw CommandError.usage("--evaluate estimates nothing, and this needs estimates") }
    try options.requireSettings()
    let file = try ModelFile(at: model)
    let table = try TableFile.dataset(at: data, rules: try reading.rules())
    var start = FitStart(file.model.source)
    if let record { try start.begin(with: record) }
    try start.begin(with: options.start)
    try start.fix(options.fix)
    self.options = options
    problem = try FitProblem(
      model: start.model, dataset: table.dataset, start: start.values, options: try options.problemOptions())
    (modelPath, dataPath) = (model, data)
    modelHash = FileHash.sha256(file.source.bytes)
    dataHash = FileHash.sha256(table.bytes)
  }

  /// The estimates from the data themselves: the problem at them, and the fit's result.
  ///
  /// - Throws: when the fit does not converge, for nothing can be said of its uncertainty then.
  func fitted(_ estimator: any Estimator, isQuiet: Bool) async throws -> (problem: FitProblem, result: FitResult) {
    let progress = FitProgress(isQuiet: isQuiet, after: 0)
    let result = try await estimator.fit(problem) { iteration in
      progress.update(iteration)
      return true
    }
    progress.finish()
    guard result.termination.isConverged else {
      throw CommandError.notTrusted(
        "the fit to the data themselves did not converge: \(result.termination.message)",
        help: result.termination.help.map { [$0] } ?? [])
    }
    let fitted = try FitProblem(
      model: problem.model, dataset: problem.dataset, start: result.estimates, options: problem.options)
    return (fitted, result)
  }

  /// The estimator, which must minimise an approximate likelihood.
  func likelihood(for command: String) throws(CommandError) -> ApproximateLikelihood {
    guard let estimator = try options.estimator() as? ApproximateLikelihood else {
      throw .usage(
        "\(command) needs an objective function that can be computed at any parameters",
        help: ["--method focei, foce, fo, laplace or agq3, without --starts"])
    }
    return estimator
  }
}

extension FitStart {
  /// The estimates of a fit of this model.
  mutating func begin(with record: FitRecord) throws(CommandError) {
    for parameter in PopulationParameter.all(of: model) {
      set(parameter, try record.estimate(of: parameter, in: model))
    }
  }
}
