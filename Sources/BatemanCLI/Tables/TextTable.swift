/// A table of text in columns that stand under one another.
struct TextTable {
  /// On which side the cells of a column are flush.
  enum Alignment { case left, right }

  private let columns: [(title: String, alignment: Alignment)]
  private var rows: [[String]] = []

  /// Creates a table with its columns.
  init(_ columns: [(title: String, alignment: Alignment)]) {
    self.columns = columns
  }

  /// Adds a row; missing cells are empty.
  mutating func append(_ cells: [String]) {
    rows.append(cells)
  }

  /// The rows, two spaces between columns; columns without content take no room.
  var lines: [String] { rendered(rows) }

  /// The header, a rule below it, and the rows.
  var linesWithHeader: [String] {
    let lines = rendered([columns.map(\.title)] + rows)
    let width = lines.map(\.count).max() ?? 0
    return lines.prefix(1) + [String(repeating: "─", count: width)] + lines.dropFirst()
  }

  private func rendered(_ rows: [[String]]) -> [String] {
    let widths = columns.indices.map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      let cells = columns.indices.filter { widths[$0] > 0 }.map { column in
        Self.padded(column < row.count ? row[column] : "", to: widths[column], columns[column].alignment)
      }
      return Self.trimmed(cells.joined(separator: "  "))
    }
  }

  private static func padded(_ text: String, to width: Int, _ alignment: Alignment) -> String {
    let pad = String(repeating: " ", count: max(0, width - text.count))
    return alignment == .left ? text + pad : pad + text
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
