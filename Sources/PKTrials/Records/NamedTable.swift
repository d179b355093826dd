import PKData
import PKText

/// A CSV table with named columns, whose cells know where they stand.
///
/// Unknown columns are errors, as is everything that is read from a cell and makes no sense: a table is refused as a
/// whole, with every mistake at its place.
struct NamedTable {
  /// A cell: its text, and the bytes it stands on.
  struct Cell {
    var text: String
    var range: Range<Int>
    var isEmpty: Bool { text.isEmpty || text == "." || text == "NA" }
  }

  /// A row, by the name of its columns.
  struct Row {
    /// The row as a spreadsheet counts it.
    var number: Int
    var cells: [String: Cell]
    var range: Range<Int>

    subscript(name: String) -> Cell? { cells[name].flatMap { $0.isEmpty ? nil : $0 } }
  }

  let source: SourceText
  private(set) var columns: [String] = []
  private(set) var rows: [Row] = []
  var faults: [Diagnostic] = []

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - known: the columns it may have.
  ///   - required: those of them it must have.
  init(_ source: SourceText, known: [String], required: [String]) {
    self.source = source
    var reader = DelimitedText(source.bytes)
    var fields: [DelimitedText.Field] = []
    guard String(validating: source.bytes, as: UTF8.self) != nil else {
      report("the file is not plain text in UTF-8", 0..<1, ["save it as CSV in UTF-8"])
      return
    }
    guard case .record = reader.next(into: &fields) else {
      report("the table is empty", 0..<1, ["its first row names the columns: \(required.joined(separator: ","))"])
      return
    }
    for field in fields {
      let name = reader.text(field)
      columns.append(name)
      let range = field.start..<max(field.end, field.start + 1)
      if !known.contains(name) {
        let help = didYouMean(name, among: known) ?? "the columns are \(known.joined(separator: ", "))"
        report("unknown column '\(name)'", range, [help])
      } else if columns.dropLast().contains(name) {
        report("the column '\(name)' is there twice", range)
      }
    }
    for name in required where !columns.contains(name) {
      report("there is no column '\(name)'", 0..<1, ["the columns are \(known.joined(separator: ", "))"])
    }
    if faults.isEmpty { readRows(&reader) }
  }

  private mutating func readRows(_ reader: inout DelimitedText) {
    var fields: [DelimitedText.Field] = []
    while true {
      switch reader.next(into: &fields) {
      case .end: return
      case .tooLong, .openQuote:
        let end = max(0, source.bytes.count - 1)
        report("a quotation mark is not closed, or the row is too long", end..<end + 1)
        return
      case .record: break
      }
      if fields.count == 1, reader.isMissing(fields[0]) { continue }
      let range = (fields.first?.start ?? 0)..<max(fields.last?.end ?? 0, (fields.first?.start ?? 0) + 1)
      guard fields.count == columns.count else {
        report("the row has \(fields.count) cells, and the header has \(columns.count)", range)
        continue
      }
      var cells: [String: Cell] = [:]
      for (name, field) in zip(columns, fields) {
        cells[name] = Cell(text: reader.text(field), range: field.start..<max(field.end, field.start + 1))
      }
      rows.append(Row(number: reader.row, cells: cells, range: range))
      if rows.count == 100_000 {
        report("the table has more than 100,000 rows", range)
        return
      }
    }
  }

  /// Collects a mistake.
  mutating func report(_ message: String, _ range: Range<Int>, _ help: [String] = []) {
    guard faults.count < 20 else { return }
    faults.append(Diagnostic("PK6202", message, at: range, help: help))
  }

  /// Ends the reading.
  func check() throws(DiagnosticList) {
    if !faults.isEmpty { throw DiagnosticList(faults, in: source) }
  }
}

extension NamedTable {
  /// A whole number of a cell; reported when it is none or out of range.
  mutating func whole(_ row: Row, _ name: String, _ range: ClosedRange<Int>) -> Int? {
    guard let cell = required(row, name) else { return nil }
    if let value = Int(cell.text), range.contains(value) { return value }
    report("'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound)", cell.range)
    return nil
  }

  /// A number of a cell; reported when it is none or out of range.
  mutating func number(_ row: Row, _ name: String, _ range: ClosedRange<Double>) -> Double? {
    guard let cell = row[name] else { return nil }
    let isPlain = cell.text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || [43, 45, 46, 69, 101].contains($0) }
    if isPlain, let value = Double(cell.text), range.contains(value) { return value }
    let (low, high) = (Rounded.text(range.lowerBound, digits: 6), Rounded.text(range.upperBound, digits: 6))
    report("'\(name)' is a number from \(low) to \(high), not '\(cell.text)'", cell.range)
    return nil
  }

  /// A day of the calendar.
  mutating func date(_ row: Row, _ name: String) -> Int? {
    guard let cell = row[name] else { return nil }
    if cell.text.utf8.count == 10, let seconds = CalendarTime.moment(cell.text) {
      return Int(seconds / CalendarTime.secondsPerDay)
    }
    report("'\(cell.text)' is no date", cell.range, ["write the year, month and day as in 2026-03-02"])
    return nil
  }

  /// `yes` or `no`.
  mutating func flag(_ row: Row, _ name: String) -> Bool? {
    guard let cell = row[name] else { return nil }
    switch cell.text.lowercased() {
    case "yes", "y", "1", "true": return true
    case "no", "n", "0", "false": return false
    default:
      report("'\(name)' is yes or no, not '\(cell.text)'", cell.range)
      return nil
    }
  }

  /// A cell that must not be empty.
  mutating func required(_ row: Row, _ name: String) -> Cell? {
    if let cell = row[name] { return cell }
    report("'\(name)' is missing", row.cells[name]?.range ?? row.range)
    return nil
  }

  /// The dose level of a cell, by number or by dose; from 0.
  mutating func level(_ row: Row, _ name: String, of names: [String]) -> Int? {
    guard let cell = required(row, name) else { return nil }
    if let level = names.firstIndex(of: cell.text) { return level }
    if let number = Int(cell.text), (1...names.count).contains(number) { return number - 1 }
    let help =
      didYouMean(cell.text, among: names)
      ?? "levels are 1 to \(names.count), or \(names.map { "'\($0)'" }.joined(separator: ", "))"
    report("there is no level '\(cell.text)'", cell.range, [help])
    return nil
  }
}
