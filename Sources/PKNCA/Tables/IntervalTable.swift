public import PKData
public import PKUnits

/// Intervals read from a table: columns `start`, `end` (empty for none) and, where wanted, `steady_state`.
public struct IntervalTable: Sendable {
  /// The intervals in the order of the table.
  public private(set) var intervals: [NCAInterval] = []

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: The table in UTF-8.
  ///   - name: What messages call it.
  ///   - timeUnit: The unit that times are converted to when the header gives another: `start[day]`.
  /// - Throws: The first errors, with rows and columns.
  public init(_ bytes: [UInt8], name: String, timeUnit: Unit? = nil) throws(DatasetErrors) {
    if let kind = DatasetError.FileKind(of: bytes) { throw DatasetErrors([DatasetError(.notText(kind))], name: name) }
    var text = DelimitedText(bytes)
    var fields: [DelimitedText.Field] = []
    text.delimiter = text.likelyDelimiter
    guard case .record = text.next(into: &fields) else { throw DatasetErrors([DatasetError(.empty)], name: name) }
    var header = TableColumns(fields.map { text.text($0) }, row: text.row)
    let (start, end, steady) = (header.require("start"), header.require("end"), header.find("steady_state"))
    var errors = header.errors
    while errors.isEmpty, case .record = text.next(into: &fields), let start, let end {
      if fields.count == 1, fields[0].start == fields[0].end { continue }
      guard fields.count == header.columns.count else {
        errors.append(DatasetError(.fieldCount(fields.count, expected: header.columns.count), row: text.row))
        break
      }
      do throws(DatasetError) {
        let from = try Self.time(text, fields[start.index], start, timeUnit)
        let to = try text.isMissing(fields[end.index]) ? nil : Self.time(text, fields[end.index], end, timeUnit)
        if let to, to <= from { throw TableColumns.error(.endBeforeStart, end, text.row) }
        let word = steady.map { text.text(fields[$0.index]).uppercased() } ?? ""
        if let steady, !["", ".", "0", "1", "N", "NO", "Y", "YES", "TRUE", "FALSE"].contains(word) {
          throw TableColumns.error(.unknownCode(TableReader.excerpt(word), allowed: "yes and no"), steady, text.row)
        }
        intervals.append(NCAInterval(from: from, to: to, isSteadyState: ["1", "Y", "YES", "TRUE"].contains(word)))
      } catch {
        errors.append(error)
      }
    }
    if errors.isEmpty, intervals.isEmpty { errors.append(DatasetError(.noRows)) }
    guard errors.isEmpty else { throw DatasetErrors(errors, name: name) }
  }

  private static func time(
    _ text: DelimitedText, _ field: DelimitedText.Field, _ column: TableColumns.Column, _ unit: Unit?
  ) throws(DatasetError) -> Double {
    if text.isMissing(field) { throw TableColumns.error(.missingValue, column, text.row) }
    guard let number = DecimalNumber.parse(text.bytes, field.start, field.end), number.isFinite else {
      throw TableColumns.error(TableReader.reason(forBadNumber: text.text(field), isTime: true), column, text.row)
    }
    guard let own = column.unit, let unit else { return number }
    guard let value = own.convert(number, to: unit) else {
      throw TableColumns.error(.wrongUnit("\(own)", wanted: "time"), column, text.row)
    }
    return value
  }
}
