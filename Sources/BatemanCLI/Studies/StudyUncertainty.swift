import Bateman
import Foundation

/// What is known of a model's parameters, from the folder of a fit or from a table of estimates.
struct StudyUncertainty {
  /// As many draws from a covariance, when nobody says how many.
  static let usualDraws = 50

  let path: String

  /// Draws of the parameters.
  ///
  /// - Parameters:
  ///   - model: the study's model.
  ///   - count: how many; of a table of estimates the first, all when nil.
  ///   - seed: the seed of draws from a covariance.
  /// - Returns: the draws, at least two.
  /// - Throws: `CommandError` with the file that cannot be used, and why.
  func draws(for model: CheckedModel, count: Int?, seed: UInt64) throws -> ParameterDraws {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let draws: ParameterDraws
    if isThere, isFolder.boolValue {
      draws = try fitted(model, count ?? Self.usualDraws, seed)
    } else {
      let table = try NumberTable(path: path)
      let columns = table.header.indices.filter { Self.isParameter(table.header[$0], of: model) }
      guard !columns.isEmpty else {
        throw CommandError.mismatch(
          "no column of '\(path)' is a parameter of the model",
          help: ["columns are thetas and sigmas by name, omega(CL) and omega(CL, V1)"])
      }
      let rows = table.rows.map { row in columns.map { row[$0] } }.filter { $0.allSatisfy { !$0.isNaN } }
      draws = ParameterDraws(names: columns.map { table.header[$0] }, rows: Array(rows.prefix(count ?? rows.count)))
    }
    guard draws.rows.count >= 2 else {
      throw CommandError.mismatch("'\(path)' has fewer than two draws of the parameters")
    }
    return draws
  }

  /// Draws from a fit's estimates and their covariance.
  private func fitted(_ model: CheckedModel, _ count: Int, _ seed: UInt64) throws -> ParameterDraws {
    let covariance = try NumberTable(path: path + "/covariance.csv", labelled: true)
    let names = Array(covariance.header.dropFirst())
    guard let bytes = try? InputFile.bytes(at: path + "/" + FitFiles.resultName, limit: 256 << 20),
      let fit = try? JSONDecoder().decode(FitRecord.self, from: Data(bytes))
    else { throw CommandError.mismatch("'\(path)' has no fit.json that can be read") }
    let estimates = try names.map { name in
      let found = fit.theta[name] ?? fit.sigma[name] ?? fit.omega[FitParameters.key(name)]
      guard let estimate = found?.estimate else {
        throw CommandError.mismatch("'\(path)/fit.json' has no estimate of '\(name)'")
      }
      return estimate
    }
    do {
      return try ParameterDraws(
        names: names, estimates: estimates, covariance: covariance.rows,
        model: try checked(model, Array(fit.theta.keys) + Array(fit.sigma.keys)), count: count, seed: seed)
    } catch let fault as ParameterDraws.Fault {
      throw CommandError.mismatch(fault.message, help: fault.help)
    }
  }

  /// The fit has to be of the model.
  private func checked(_ model: CheckedModel, _ names: [String]) throws -> CheckedModel {
    for name in names.sorted() where !Self.isParameter(name, of: model) {
      throw CommandError.mismatch(
        "the fit has a parameter '\(name)', which the study's model lacks", help: ["fit the model of the study"])
    }
    return model
  }

  private static func isParameter(_ name: String, of model: CheckedModel) -> Bool {
    name.hasPrefix("omega(") || (model.thetas + model.sigmas).contains { $0.name == name }
  }
}

/// A CSV table of numbers below a header.
struct NumberTable {
  let header: [String]
  let rows: [[Double]]

  /// Reads a table; what is missing is NaN.
  ///
  /// - Parameters:
  ///   - path: the table.
  ///   - labelled: whether rows begin with a text, which is left out.
  /// - Throws: `CommandError` when it cannot be read.
  init(path: String, labelled: Bool = false) throws {
    let source: SourceText
    do throws(FileError) {
      source = try InputFile.text(at: path)
    } catch {
      throw CommandError.file(error)
    }
    var text = DelimitedText(source.bytes)
    var fields: [DelimitedText.Field] = []
    guard case .record = text.next(into: &fields) else { throw CommandError.mismatch("'\(path)' is empty") }
    header = fields.map { text.text($0).trimmingCharacters(in: .whitespaces) }
    var rows: [[Double]] = []
    while case .record = text.next(into: &fields) {
      let values = try fields.dropFirst(labelled ? 1 : 0).map { field -> Double in
        if text.isMissing(field) { return .nan }
        let word = text.text(field)
        guard let value = Double(word.trimmingCharacters(in: .whitespaces)) else {
          if labelled { throw CommandError.mismatch("'\(path)', row \(text.row): '\(word)' is no number") }
          return .nan
        }
        return value
      }
      guard values.count == header.count - (labelled ? 1 : 0) else {
        throw CommandError.mismatch("'\(path)', row \(text.row): \(values.count) values below \(header.count) names")
      }
      rows.append(values)
    }
    self.rows = rows
  }
}
