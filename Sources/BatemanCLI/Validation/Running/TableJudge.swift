/// Holds columns of a table against those of a reference.
struct TableJudge {
  private let comparison: TableComparison
  private let tolerance: NumberTolerance

  init(_ comparison: TableComparison, _ tolerance: NumberTolerance) {
    self.comparison = comparison
    self.tolerance = tolerance
  }

  /// One finding for each column that agrees, or for each cell that does not.
  func findings(_ table: ResultTable?, reference: ResultTable?, name: String) -> [CheckResult.Finding] {
    guard let table else { return [fault("\(name) is no table")] }
    guard let reference else { return [fault("\(comparison.reference) is no table")] }
    guard let rows = reference.rows(where: comparison.filter), !rows.isEmpty else {
      return [fault("\(comparison.reference) has no such rows")]
    }
    let keys = comparison.keys.map { (table.column($0.0), reference.column($0.1)) }
    guard let pairs = complete(keys) else { return [fault("a key column is missing")] }
    let index = Dictionary(grouping: table.rows) { row in pairs.map { normal(table.cell(row, $0.0)) } }
    return comparison.columns.flatMap { names in
      guard let column = table.column(names.0), let other = reference.column(names.1) else {
        return [fault("there is no column '\(names.0)', or none '\(names.1)' in the reference")]
      }
      var wrong: [CheckResult.Finding] = []
      for row in rows {
        let key = pairs.map { normal(reference.cell(row, $0.1)) }
        let found = index[key] ?? []
        let cell = found.count == 1 ? table.cell(found[0], column) : "\(found.count) rows"
        if let finding = difference(cell, reference.cell(row, other), "\(names.0), \(key.joined(separator: " "))") {
          wrong.append(finding)
        }
      }
      guard wrong.isEmpty else { return wrong }
      return [
        CheckResult.Finding(
          what: "\(name): \(names.0)", expected: "\(rows.count) values of \(comparison.reference)",
          found: "all of them",
          tolerance: tolerance.words, passed: true)
      ]
    }
  }

  private func complete(_ keys: [(Int?, Int?)]) -> [(Int, Int)]? {
    let pairs = keys.compactMap { key in key.0.flatMap { first in key.1.map { (first, $0) } } }
    return pairs.count == keys.count ? pairs : nil
  }

  /// Numbers that are equal are the same key, however they are written.
  private func normal(_ text: String) -> String { Double(text).map(\.plainText) ?? text }

  /// What is wrong with a cell; nil for nothing.
  private func difference(_ cell: String, _ written: String, _ what: String) -> CheckResult.Finding? {
    let expected = Double(written).map { $0 * comparison.factor }
    let holds =
      if let expected, let found = Double(cell) { tolerance.holds(found, expected: expected, written: written) } else {
        cell == written
      }
    guard !holds else { return nil }
    return CheckResult.Finding(
      what: what, expected: expected?.plainText ?? written, found: cell, tolerance: tolerance.words, passed: false)
  }

  private func fault(_ words: String) -> CheckResult.Finding {
    CheckResult.Finding(what: words, expected: "a comparison", found: "none", tolerance: "exact", passed: false)
  }
}
