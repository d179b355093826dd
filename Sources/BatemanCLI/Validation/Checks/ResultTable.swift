import Bateman

/// A table that a command has written, as texts.
struct ResultTable {
  let header: [String]
  let rows: [[String]]

  /// Reads comma-separated text; nil when it is none.
  init?(_ bytes: [UInt8]) {
    var text = DelimitedText(bytes)
    var fields: [DelimitedText.Field] = []
    var records: [[String]] = []
    loop: while true {
      switch text.next(into: &fields) {
      case .record: records.append(fields.map { text.text($0) })
      case .end: break loop
      case .tooLong, .openQuote: return nil
      }
    }
    guard let first = records.first else { return nil }
    header = first
    rows = records.dropFirst().filter { $0 != [""] }
  }

  /// The place of a column; nil when there is none.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// The rows in which columns have these texts, numbers being compared as numbers; nil for an unknown column.
  func rows(where texts: [String: String]) -> [[String]]? {
    var wanted: [(column: Int, text: String)] = []
    for (name, text) in texts {
      guard let column = column(name) else { return nil }
      wanted.append((column, text))
    }
    return rows.filter { row in wanted.allSatisfy { Self.areEqual(cell(row, $0.column), $0.text) } }
  }

  /// A cell; empty when the row is too short.
  func cell(_ row: [String], _ column: Int) -> String { column < row.count ? row[column] : "" }

  /// Whether two cells say the same.
  static func areEqual(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    guard let a = Double(a), let b = Double(b) else { return false }
    return a == b
  }
}
