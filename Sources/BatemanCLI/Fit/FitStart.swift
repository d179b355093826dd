import Bateman
import Foundation

/// What a fit starts from, and what it leaves alone: the model's values, changed by `--init` and `--fix`.
struct FitStart {
  /// The model, with what is fixed.
  private(set) var model: CheckedModel
  /// The values.
  private(set) var values: PopulationParameters
  /// What the user should know.
  private(set) var notes: [String] = []

  init(_ model: CheckedModel) {
    self.model = model
    values = PopulationParameters(of: model)
  }

  /// `--init auto`: from the data.
  static let automatic = "auto"

  private var names: [String] { PopulationParameter.all(of: model).map { $0.name(in: model) } }

  /// Starts one parameter elsewhere.
  mutating func set(_ parameter: PopulationParameter, _ value: Double) { values.set(parameter, value) }

  /// `--init`: `from:FILE.json`, or names and values.
  mutating func begin(with texts: [String]) throws {
    for text in texts where text != Self.automatic {
      if text.hasPrefix("from:") {
        try begin(withFile: String(text.dropFirst("from:".count)))
      } else {
        for (name, value) in try Self.assignments(text, option: "--init") {
          guard let value else { throw CommandError.usage("--init takes values, as in \(name)=1") }
          values.set(try parameter(name, option: "--init"), value)
        }
      }
    }
  }

  /// `--fix`: names, with or without values; `omega(CL)` stands for its whole block.
  mutating func fix(_ texts: [String]) throws(CommandError) {
    var assignments: [(name: String, value: Double?)] = []
    for text in texts { assignments += try Self.assignments(text, option: "--fix") }
    for (name, value) in assignments {
      let parameter = try parameter(name, option: "--fix")
      if let value { values.set(parameter, value) }
      switch parameter {
      case .theta(let index): model.thetas[index].isFixed = true
      case .sigma(let index): model.sigmas[index].isFixed = true
      case .omega(let block, _, _):
        model.omega[block].isFixed = true
        let etas = model.omega[block].etas
        if etas.count > 1 {
          notes.append("the whole block of \(etas.map { model.etaNames[$0] }.joined(separator: ", ")) is fixed")
        }
      }
    }
  }

  /// The estimates of another fit, by name.
  private mutating func begin(withFile path: String) throws {
    let record = try FitRecord.read(at: path)
    let found = record.theta.merging(record.sigma) { first, _ in first }
    var used = 0
    for parameter in PopulationParameter.all(of: model) {
      let name = parameter.name(in: model)
      let estimate =
        if case .omega = parameter { record.omega[FitParameters.key(name)]?.estimate } else { found[name]?.estimate }
      guard let estimate else { continue }
      values.set(parameter, estimate)
      used += 1
    }
    let known = names
    let unused = record.order.filter { !known.contains($0) }
    guard used > 0 else {
      throw CommandError.mismatch("'\(path)' has none of the parameters of '\(model.name)'")
    }
    if used < known.count {
      notes.append("\(used) of \(known.count) parameters start from '\(path)', others as written")
    }
    if !unused.isEmpty { notes.append("'\(path)' has \(unused.joined(separator: ", ")), which the model has not") }
  }

  private func parameter(_ name: String, option: String) throws(CommandError) -> PopulationParameter {
    let all = PopulationParameter.all(of: model)
    let wanted = name.filter { $0 != " " }
    if let found = all.first(where: { $0.name(in: model).filter { $0 != " " } == wanted }) { return found }
    let help = didYouMean(name, among: names) ?? "there are \(names.joined(separator: ", "))"
    throw .usage("\(option): the model has no parameter '\(name)'", help: [help])
  }

  /// `CL`, `CL=5, V=20`, `omega(CL, V)=0.1`: a comma within parentheses belongs to the name.
  static func assignments(_ text: String, option: String) throws(CommandError) -> [(name: String, value: Double?)] {
    var parts: [String] = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    var result: [(String, Double?)] = []
    for part in parts {
      let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard let name = sides.first, !name.isEmpty else { throw .usage("\(option) takes names, and '\(text)' is none") }
      guard sides.count == 2 else {
        result.append((name, nil))
        continue
      }
      guard let value = Double(sides[1]), value.isFinite else {
        throw .usage("\(option): '\(sides[1])' is no number for '\(name)'")
      }
      result.append((name, value))
    }
    return result
  }
}

extension FitRecord {
  /// Reads a result that `bateman fit --out` or `--json` wrote; a folder stands for its `fit.json`.
  static func read(at path: String) throws -> FitRecord {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = isThere && isFolder.boolValue ? path + "/" + FitFiles.resultName : path
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile.bytes(at: file, limit: InputFile.tableLimit)
    } catch {
      throw CommandError.file(error)
    }
    do {
      let record = try JSONDecoder().decode(FitRecord.self, from: Data(bytes))
      guard record.schema == 1 else {
        throw CommandError.mismatch("'\(file)' has schema \(record.schema); this version reads schema 1")
      }
      return record
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError.mismatch("'\(file)' is no result of a fit", help: ["'bateman fit … --out DIR' writes one"])
    }
  }
}
