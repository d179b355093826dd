import Bateman
import Foundation

/// How far a fit has come, so that it can go on after it was killed.
struct FitCheckpoint: Codable {
  /// The name of the file in the folder of results.
  static let fileName = "checkpoint.json"

  /// An iteration, with all parameters in the order of the model.
  struct Step: Codable {
    var iteration: Int
    var objective: Double?
    var gradient: Double?
    var parameter: String
    var seconds: Double
    var values: [Double]
  }

  var schema = 1
  var version: String
  /// The arguments of the command, and the folder that its paths start from.
  var arguments: [String]
  var folder: String
  var modelHash: String
  var dataHash: String
  /// Seconds that were spent.
  var seconds: Double
  var trace: [Step]
  /// The parameters that the run began with, and the state to go on from exactly, of a method that has one.
  var start: [Double]?
  var state: FitState?

  /// The parameters to begin with: after the last iteration, or those that the run with a state began with; nil when
  /// they are not those of the model.
  func parameters(in model: CheckedModel) -> PopulationParameters? {
    let all = PopulationParameter.all(of: model)
    guard let values = state == nil ? trace.last?.values : start, values.count == all.count else { return nil }
    var result = PopulationParameters(of: model)
    for (parameter, value) in zip(all, values) { result.set(parameter, value) }
    return result
  }

  /// Reads the checkpoint of a folder.
  static func read(in folder: String) throws -> FitCheckpoint {
    let path = folder + "/" + fileName
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.bytes(at: path, limit: InputFile.tableLimit)
    } catch {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
        throw CommandError.file(.notFound(path: folder, nearest: InputFile.nearestFiles(to: folder)))
      }
      let isDone = FileManager.default.fileExists(atPath: folder + "/" + FitFiles.resultName)
      throw CommandError.mismatch(
        isDone ? "the fit in '\(folder)' is finished" : "'\(folder)' has no checkpoint of a fit",
        help: isDone
          ? ["bateman fit … --init from:\(folder)/\(FitFiles.resultName) starts another from its estimates"] : [])
    }
    guard let checkpoint = try? JSONDecoder().decode(FitCheckpoint.self, from: Data(bytes)), checkpoint.schema == 1
    else {
      throw CommandError.mismatch("'\(path)' is no checkpoint that this version can read")
    }
    return checkpoint
  }
}

extension FitCheckpoint.Step {
  init(_ iteration: FitIteration, in model: CheckedModel, after earlier: Int, seconds: Double) {
    self.iteration = iteration.number + earlier
    objective = iteration.objective.finite
    gradient = iteration.gradient.finite
    parameter = iteration.parameter
    self.seconds = iteration.seconds + seconds
    values = PopulationParameter.all(of: model).map { iteration.parameters[$0] }
  }
}

extension PopulationParameters {
  /// Sets the value of one parameter.
  mutating func set(_ parameter: PopulationParameter, _ value: Double) {
    switch parameter {
    case .theta(let index): thetas[index] = value
    case .sigma(let index): sigmas[index] = value
    case .omega(let block, let row, let column): omega[block][row * (row + 1) / 2 + column] = value
    }
  }
}
