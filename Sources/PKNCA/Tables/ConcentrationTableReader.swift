import PKData
import PKUnits

/// Reads a table of concentrations row by row and puts the profiles together.
struct ConcentrationTableReader {
  private struct Key: Hashable {
    var subject: String
    var groups: [String]
    var analyte: String
    var attributes: [String]
  }

  private var text: DelimitedText
  private let layout: ConcentrationLayout
  private let rules: ConcentrationText
  private var table: ConcentrationTable
  private var fields: [DelimitedText.Field] = []
  private var errors: [DatasetError]
  private var places: [Key: Int] = [:]
  private var firstRows: [Int] = []
  private var firstUnits: [String: (unit: String, row: Int)] = [:]

  static func read(
    _ bytes: [UInt8], name: String, columns: ConcentrationColumns, words: ConcentrationText
  ) throws(DatasetErrors) -> ConcentrationTable {
    if let kind = DatasetError.FileKind(of: bytes) { throw DatasetErrors([DatasetError(.notText(kind))], name: name) }
    var text = DelimitedText(bytes)
    var fields: [DelimitedText.Field] = []
    while text.isAtComment { text.skipLine() }
    text.delimiter = text.likelyDelimiter
    guard case .record = text.next(into: &fields) else { throw DatasetErrors([DatasetError(.empty)], name: name) }
    let header = TableColumns(fields.map { text.text($0) }, row: text.row)
    var reader = ConcentrationTableReader(text, ConcentrationLayout(header, columns), words, name)
    if reader.errors.isEmpty { reader.readRows() }
    guard reader.errors.isEmpty else { throw DatasetErrors(reader.errors, name: name) }
    return reader.table
  }

  private init(_ text: DelimitedText, _ layout: ConcentrationLayout, _ rules: ConcentrationText, _ name: String) {
    self.text = text
    self.layout = layout
    self.rules = rules
    errors = Array(layout.header.errors.prefix(DatasetErrors.limit))
    table = ConcentrationTable(name: name)
    table.timeUnit = layout.time?.unit
    table.doseUnit = layout.dose?.unit
    table.durationUnit = layout.duration?.unit
    table.timeColumn = layout.time.map { ($0.index + 1, $0.name) }
    for (time, column) in zip(layout.columnTimes ?? [], layout.concentrations) {
      table.timeColumns[time] = (column.index + 1, column.name)
    }
  }

  private mutating func readRows() {
    while errors.count < DatasetErrors.limit {
      if text.isAtComment {
        text.skipLine()
        continue
      }
      switch text.next(into: &fields) {
      case .record: readRow()
      case .tooLong: return errors.append(DatasetError(.rowTooLong(limit: DelimitedText.longestRecord), row: text.row))
      case .openQuote: return errors.append(DatasetError(.openQuote, row: text.row))
      case .end:
        if table.entries.isEmpty, errors.isEmpty { errors.append(DatasetError(.noRows)) }
        return
      }
    }
  }

  private mutating func readRow() {
    if fields.count == 1, fields[0].start == fields[0].end { return }
    guard fields.count == layout.header.columns.count else {
      return errors.append(
        DatasetError(.fieldCount(fields.count, expected: layout.header.columns.count), row: text.row))
    }
    let groups = layout.groups.map { cell($0) }
    let attributes = layout.attributes.map { cell($0) }
    let subject = layout.subject.map { cell($0) } ?? ""
    if let column = layout.subject, subject.isEmpty { return report(.missingValue, column) }
    guard let times = times() else { return }
    let nominal = layout.nominalTime.flatMap { optionalNumber($0) }
    let isExcluded = layout.excluded.map { ["1", "Y", "YES", "TRUE"].contains(cell($0).uppercased()) } ?? false
    for (index, column) in layout.concentrations.enumerated() {
      // In a table with one row for each profile, all columns are one analyte.
      let analyte = layout.analyte.map { cell($0) } ?? (layout.columnTimes == nil ? column.name : "")
      guard let value = concentration(column),
        let place = place(Key(subject: subject, groups: groups, analyte: analyte, attributes: attributes), column)
      else { continue }
      table.entries[place].samples.append(
        ConcentrationSample(
          time: times[min(index, times.count - 1)], value: value, nominalTime: nominal,
          isExcludedFromTerminalPhase: isExcluded, row: text.row))
    }
  }

  /// The row's time or, in a table with one row for each profile, those of its columns.
  private mutating func times() -> [Double]? {
    if let times = layout.columnTimes { return times }
    guard let column = layout.time else { return nil }
    return number(column, isTime: true).map { [$0] }
  }

  /// The place of a profile, which is new when its key is; nil when the row contradicts the profile's first one.
  private mutating func place(_ key: Key, _ column: TableColumns.Column) -> Int? {
    checkUnit(of: key.analyte, column)
    let dose = layout.dose.flatMap { optionalNumber($0) }
    let duration = layout.duration.flatMap { optionalNumber($0) }
    guard let place = places[key] else {
      places[key] = table.entries.count
      firstRows.append(text.row)
      table.entries.append(
        ConcentrationTable.Entry(
          subject: key.subject, groups: key.groups, analyte: key.analyte, attributes: key.attributes, dose: dose,
          duration: duration, column: (column.index + 1, column.name)))
      return table.entries.count - 1
    }
    let entry = table.entries[place]
    let facts = [
      (layout.dose, dose.map(plain), entry.dose.map(plain)),
      (layout.duration, duration.map(plain), entry.duration.map(plain)),
    ]
    for case (let column?, let now?, let first) in facts where now != first {
      report(.changes(TableReader.excerpt(now), first: first ?? "", firstRow: firstRows[place]), column)
      return nil
    }
    return place
  }

  // MARK: - Cells

  private func cell(_ column: TableColumns.Column) -> String { text.text(fields[column.index]) }

  private mutating func report(_ reason: DatasetError.Reason, _ column: TableColumns.Column) {
    errors.append(TableColumns.error(reason, column, text.row))
  }

  private mutating func number(_ column: TableColumns.Column, isTime: Bool = false) -> Double? {
    let field = fields[column.index]
    if text.isMissing(field) {
      report(.missingValue, column)
      return nil
    }
    if let number = DecimalNumber.parse(text.bytes, field.start, field.end), number.isFinite { return number }
    let reason = TableReader.reason(forBadNumber: text.text(field), isTime: isTime)
    // Clock times are for tables of events; here a time counts from the dose.
    if case .clockTime(let shown) = reason { report(.notANumber(shown), column) } else { report(reason, column) }
    return nil
  }

  private mutating func optionalNumber(_ column: TableColumns.Column) -> Double? {
    text.isMissing(fields[column.index]) ? nil : number(column)
  }

  private mutating func concentration(_ column: TableColumns.Column) -> ConcentrationSample.Value? {
    let field = fields[column.index]
    if let number = DecimalNumber.parse(text.bytes, field.start, field.end), number.isFinite {
      return .measured(number)
    }
    let word = text.text(field)
    if let value = rules.value(of: word) {
      if !word.isEmpty { table.words[word, default: 0] += 1 }
      return value
    }
    report(reason(forWord: word), column)
    return nil
  }

  /// What is wrong with a cell that is neither a concentration nor a known word.
  private func reason(forWord word: String) -> DatasetError.Reason {
    let shown = TableReader.excerpt(word)
    let parts = word.split(separator: " ", maxSplits: 1)
    let digits = parts.first.map { Array($0.utf8) } ?? []
    if parts.count == 2, DecimalNumber.parse(digits, 0, digits.count) != nil, (try? Unit(String(parts[1]))) != nil {
      return .unitInCell(shown)
    }
    let reason = TableReader.reason(forBadNumber: word, isTime: false)
    if case .notANumber = reason { return .unknownConcentration(shown, near: rules.nearest(to: word)) }
    return reason
  }

  /// The unit of an analyte must be one, whether the header gives it or a column.
  private mutating func checkUnit(of analyte: String, _ column: TableColumns.Column) {
    guard let unitColumn = layout.unit else {
      table.concentrationUnits[analyte] = column.unit
      return
    }
    let name = cell(unitColumn)
    guard !name.isEmpty else { return }
    guard !layout.unitIsGuessed || (try? Unit(name)) != nil else {
      table.concentrationUnits[analyte] = column.unit
      return
    }
    if let first = firstUnits[analyte] {
      if first.unit != name {
        report(.mixedUnits(TableReader.excerpt(name), first: first.unit, firstRow: first.row), unitColumn)
      }
      return
    }
    firstUnits[analyte] = (name, text.row)
    do throws(UnitError) {
      table.concentrationUnits[analyte] = try Unit(name)
    } catch {
      report(.badUnit(TableReader.excerpt(name), message: error.description), unitColumn)
    }
  }
}
