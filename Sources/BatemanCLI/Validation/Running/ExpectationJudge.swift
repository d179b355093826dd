import Bateman
import Foundation

/// Holds what a step left behind against what is expected.
struct ExpectationJudge {
  let scratch: CheckScratch
  /// The step, counted from 0.
  let step: Int
  /// The step's standard output as JSON, where anything asks for it.
  private let json: JSONTree?
  /// How many standard errors a number may be off.
  let standardErrors: Double

  init(_ scratch: CheckScratch, step: Int, standardErrors: Double) {
    self.scratch = scratch
    self.step = step
    self.standardErrors = standardErrors
    json = Self.json(scratch.bytes(CheckScratch.output(step)))
  }

  /// What is found; a table gives one finding a column.
  func findings(_ expectation: CheckExpectation) -> [CheckResult.Finding] {
    let tolerance = NumberTolerance(expectation, standardErrors: standardErrors)
    switch expectation.target {
    case .json(let file, let path, let value):
      let tree = file.map { Self.json(scratch.bytes($0)) } ?? json
      return [tolerance.finding("\(file.map { "\($0): " } ?? "")\(path.text)", value, found: tree?[path]?.plainText)]
    case .cell(let file, let row, let column, let value):
      return [tolerance.finding(Self.label(file, row, column), value, found: cell(file, row, column))]
    case .table(let file, let comparison):
      let judge = TableJudge(comparison, tolerance)
      return judge.findings(table(file), reference: table(comparison.reference), name: file)
    case .text(let file, let words, let isThere): return [text(file, words, isThere)]
    case .same(let files): return [same(files)]
    case .measure(let name, let value): return [tolerance.finding(name, value, found: nil)]
    }
  }

  /// One JSON text, or a list of those that stand in a line each.
  private static func json(_ bytes: [UInt8]?) -> JSONTree? {
    guard let bytes else { return nil }
    let decoder = JSONDecoder()
    if let tree = try? decoder.decode(JSONTree.self, from: Data(bytes)) { return tree }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { try? decoder.decode(JSONTree.self, from: Data($0)) }
    let trees = lines.compactMap(\.self)
    return trees.isEmpty || trees.count < lines.count ? nil : .list(trees)
  }

  private static func label(_ file: String, _ row: [String: String], _ column: String) -> String {
    let place = row.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return "\(file): \(column)" + (place.isEmpty ? "" : " where \(place)")
  }

  private func table(_ name: String) -> ResultTable? { scratch.bytes(name).flatMap { ResultTable($0) } }

  /// The cell of the only row that is meant.
  private func cell(_ file: String, _ row: [String: String], _ column: String) -> String? {
    guard let table = table(file), let index = table.column(column), let rows = table.rows(where: row) else {
      return nil
    }
    return rows.count == 1 ? table.cell(rows[0], index) : "\(rows.count) rows"
  }

  /// `output` and `errors` are the step's; other names are files.
  private func text(_ name: String, _ words: String, _ isThere: Bool) -> CheckResult.Finding {
    let file = name == "output" ? CheckScratch.output(step) : name == "errors" ? CheckScratch.errors(step) : name
    let bytes = scratch.bytes(file)
    let contains = bytes.map { String(decoding: $0, as: UTF8.self).contains(words) }
    let found = contains.map { $0 ? "they are there" : "they are not there" } ?? "no such file"
    return CheckResult.Finding(
      what: "\(name): \(isThere ? "the words" : "without the words") '\(words)'",
      expected: isThere ? "they are there" : "they are not there", found: found, tolerance: "exact",
      passed: contains == isThere)
  }

  private func same(_ files: [String]) -> CheckResult.Finding {
    let all = files.map { scratch.bytes($0) }
    let areSame = all.count > 1 && all.allSatisfy { $0 != nil && $0 == all[0] }
    let hashes = all.map { $0.map { String(FileHash.sha256($0).prefix(12)) } ?? "no file" }
    return CheckResult.Finding(
      what: files.joined(separator: " = "), expected: "equal bytes", found: hashes.joined(separator: ", "),
      tolerance: "exact", passed: areSame)
  }
}
