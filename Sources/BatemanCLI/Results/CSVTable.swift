import Bateman
import PKData

/// A table of our own, as a command has written it: names, and rows of texts.
struct CSVTable {
  let path: String
  let names: [String]
  let rows: [[String]]

  /// Reads a file whose first row names the columns.
  init(at path: String) throws(CommandError) {
    var text = DelimitedText(try TableFile.bytes(at: path))
    var fields: [DelimitedText.Field] = []
    guard case .record = text.next(into: &fields) else { throw .mismatch("'\(path)' is empty") }
    var rows: [[String]] = []
    let names = fields.map { text.text($0) }
    reading: while true {
      switch text.next(into: &fields) {
      case .end: break reading
      case .record:
        if fields.count == 1, fields[0].start == fields[0].end { continue }
        guard fields.count == names.count else {
          throw .mismatch("'\(path)', row \(text.row): \(fields.count) fields where \(names.count) are named")
        }
        rows.append(fields.map { text.text($0) })
      case .openQuote, .tooLong: throw .mismatch("'\(path)', row \(text.row + 1): the row does not end")
      }
    }
    (self.path, self.names, self.rows) = (path, names, rows)
  }

  /// The texts of a column.
  func texts(_ name: String) throws(CommandError) -> [String] {
    guard let index = names.firstIndex(of: name) else {
      throw .mismatch(
        "'\(path)' has no column '\(name)'", help: [didYouMean(name, among: names) ?? "is it of another version?"])
    }
    return rows.map { $0[index] }
  }

  /// The numbers of a column; NaN where there is none.
  func numbers(_ name: String) throws(CommandError) -> [Double] {
    try texts(name).map { Double($0) ?? .nan }
  }

  /// Goes through a table row by row without keeping it.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - wanted: the columns that are needed, each of which must be there.
  ///   - row: gets their texts, in that order.
  /// - Throws: when a column is missing, or the table is broken.
  static func scan(at path: String, columns wanted: [String], row: ([String]) -> Void) throws(CommandError) {
    var text = DelimitedText(try TableFile.bytes(at: path))
    var fields: [DelimitedText.Field] = []
    guard case .record = text.next(into: &fields) else { throw .mismatch("'\(path)' is empty") }
    let names = fields.map { text.text($0) }
    var places: [Int] = []
    for name in wanted {
      guard let place = names.firstIndex(of: name) else {
        throw .mismatch(
          "'\(path)' has no column '\(name)'", help: [didYouMean(name, among: names) ?? "is it of another version?"])
      }
      places.append(place)
    }
    reading: while true {
      switch text.next(into: &fields) {
      case .end: break reading
      case .record:
        guard fields.count == names.count else {
          if fields.count == 1, fields[0].start == fields[0].end { continue }
          throw .mismatch("'\(path)', row \(text.row): \(fields.count) fields where \(names.count) are named")
        }
        row(places.map { text.text(fields[$0]) })
      case .openQuote, .tooLong: throw .mismatch("'\(path)', row \(text.row + 1): the row does not end")
      }
    }
  }
}
