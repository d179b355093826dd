import PKText
import PKUnits

/// Reads a table row by row and puts the subjects together.
package struct TableReader {
  let name: String
  var text: DelimitedText
  let header: TableHeader
  var fields: [DelimitedText.Field] = []
  var errors: [DatasetError] = []
  /// The row's numbers by role; refilled for each row.
  var event = TableEvent()
  var covariates: [CovariateColumn]

  let numericColumns: [TableColumn]
  let idIndex: Int
  let commentIndex: Int?
  let compartmentColumn: TableColumn?
  let outputColumn: TableColumn?
  let routeColumn: TableColumn?
  /// The columns whose texts are kept.
  let keptColumns: [TableColumn]

  /// How times are written; nil before the first row.
  var notation: TimeNotation?
  /// The clock's time at the subject's first record, in seconds.
  var clockStart: Double?
  /// What turns seconds of the clock into the data set's unit of time.
  let calendarUnit: UnitConversion
  /// The compartments that the subject has switched off.
  var switchedOff: Set<Selector> = []

  /// What a review is told of rows that can be read; nil while nobody reviews.
  var remarks: [RowRemark]?
  /// How many rows were read, whether or not something is wrong with them.
  private(set) var rowCount = 0
  private(set) var sieve: RowSieve
  /// How many errors end the reading.
  private let errorLimit: Int

  private let returningIDsAreNew: Bool
  private var subjects: [Subject] = []
  private var current = Subject(id: "", records: [])
  private var currentID: [UInt8] = []
  private var lastRows: [String: Int] = [:]
  private var lastRow = 0
  private var lastTime = -Double.infinity
  /// The last record's covariates: equal ones share their storage.
  private var lastCovariates: [Double] = []

  private init(
    _ text: DelimitedText, header: TableHeader, name: String, keeping kept: [String], rules: TableRules,
    errorLimit: Int = DatasetErrors.limit
  ) {
    self.text = text
    self.header = header
    self.name = name
    covariates = header.covariates.map(CovariateColumn.init)
    numericColumns = header.columns.filter { $0.role?.isNumeric == true }
    returningIDsAreNew = rules.returningIDsAreNew
    idIndex = header[.id]?.index ?? 0
    commentIndex = header[.comment]?.index
    compartmentColumn = header[.compartment]
    outputColumn = header[.output]
    routeColumn = header[.route]
    let second = try? Unit("s")
    let unit = header[.time]?.unit ?? Self.clockUnit
    calendarUnit = second.flatMap { own in unit.flatMap { UnitConversion(from: own, to: $0) } } ?? .identity
    var missing: [DatasetError] = []
    keptColumns = kept.compactMap { name in
      if let column = header.columns.first(where: { $0.name == name }) { return column }
      if let column = header.columns.first(where: { $0.name.lowercased() == name.lowercased() }) { return column }
      let near = nearestName(to: name, among: header.columns.map(\.name))
      missing.append(DatasetError(.noColumnToKeep(name, near: near), row: header.row))
      return nil
    }
    var errors = header.errors + missing
    sieve = RowSieve(rules.filters, header: header, errors: &errors)
    self.errors = errors
    self.errorLimit = errorLimit
  }

  /// What elapsed time is counted in where the table has clock times and no unit.
  private static let clockUnit = try? Unit("h")

  static func read(
    _ bytes: [UInt8], name: String, keeping kept: [String], rules: TableRules
  ) throws(DatasetErrors) -> Dataset {
    let (text, header) = try opened(bytes, name: name, rules: rules)
    var reader = TableReader(text, header: header, name: name, keeping: kept, rules: rules)
    if reader.errors.isEmpty { reader.readRows() }
    guard reader.errors.isEmpty else { throw DatasetErrors(reader.errors, name: name) }
    return reader.dataset
  }

  /// Reads as much as can be read, for a review.
  static func reading(
    _ bytes: [UInt8], name: String, rules: TableRules, errorLimit: Int
  ) throws(DatasetErrors) -> TableReading {
    let (text, header) = try opened(bytes, name: name, rules: rules)
    var reader = TableReader(text, header: header, name: name, keeping: [], rules: rules, errorLimit: errorLimit)
    reader.remarks = []
    if reader.errors.isEmpty { reader.readRows() }
    return TableReading(
      header: header, dataset: reader.dataset, errors: reader.errors, remarks: reader.remarks ?? [],
      rowCount: reader.rowCount, filterCounts: reader.sieve.counts)
  }

  private static func opened(
    _ bytes: [UInt8], name: String, rules: TableRules
  ) throws(DatasetErrors) -> (DelimitedText, TableHeader) {
    if let kind = DatasetError.FileKind(of: bytes) { throw DatasetErrors([DatasetError(.notText(kind))], name: name) }
    var text = DelimitedText(bytes)
    text.missingTexts = rules.missing
    let header = try Self.header(of: &text, name: name, rules: rules)
    return (text, header)
  }

  private var dataset: Dataset {
    Dataset(
      subjects: subjects, covariates: covariates.map(\.column),
      timeUnit: header[.time]?.unit ?? (notation == .calendar ? Self.clockUnit : nil),
      amountUnit: header[.amount]?.unit, valueUnit: header[.value]?.unit, keptColumns: keptColumns.map(\.name))
  }

  // MARK: - Rows

  private mutating func readRows() {
    while errors.count < errorLimit {
      if text.isAtComment {
        text.skipLine()
        continue
      }
      switch text.next(into: &fields) {
      case .record: if !isPassedOver, !sieve.leavesOut(fields, of: text) { readRow() }
      case .end: return finish()
      case .tooLong: return errors.append(DatasetError(.rowTooLong(limit: DelimitedText.longestRecord), row: text.row))
      case .openQuote: return errors.append(DatasetError(.openQuote, row: text.row))
      }
    }
  }

  private var isPassedOver: Bool {
    if fields.count == 1, header.columns.count > 1, fields[0].start == fields[0].end { return true }
    guard let commentIndex, commentIndex < fields.count else { return false }
    return text.text(fields[commentIndex]) == "C"
  }

  private mutating func readRow() {
    rowCount += 1
    guard fields.count == header.columns.count else {
      return report(.fieldCount(fields.count, expected: header.columns.count))
    }
    let reported = errors.count
    beginSubject()
    lastRow = text.row
    readNumbers()
    let values = readCovariates()
    guard errors.count == reported else { return }
    checkTime()
    guard let action = action(), errors.count == reported else { return }
    let kept = keptColumns.isEmpty ? [] : keptColumns.map { text.text(fields[$0.index]) }
    current.records.append(
      Record(time: event[.time], action: action, covariates: values, row: text.row, kept: kept))
  }

  private mutating func finish() {
    endSubject()
    guard subjects.isEmpty, errors.isEmpty else { return }
    let left = sieve.counts.reduce(0, +)
    errors.append(DatasetError(left > 0 ? .allFiltered(left) : .noRows))
  }

  // MARK: - Subjects

  /// Starts a new subject when the row's ID is not that of the row before.
  private mutating func beginSubject() {
    let field = fields[idIndex]
    guard !text.isMissing(field) else { return report(.missingValue, header.columns[idIndex]) }
    if text.bytes[field.start..<field.end].elementsEqual(currentID), !current.id.isEmpty { return }
    endSubject()
    let id = text.text(field)
    if let row = lastRows[id], !returningIDsAreNew {
      report(.idReturns(Self.excerpt(id), lastRow: row), header.columns[idIndex])
    }
    current = Subject(id: id, records: [])
    currentID = Array(text.bytes[field.start..<field.end])
    lastTime = -.infinity
    clockStart = nil
    switchedOff = []
  }

  private mutating func endSubject() {
    guard !current.id.isEmpty else { return }
    lastRows[current.id] = lastRow
    if !current.records.isEmpty { subjects.append(current) }
    current.records = []
  }

  private mutating func checkTime() {
    guard event[.time] < lastTime else { return lastTime = event[.time] }
    guard let column = header[.time] else { return }
    report(.timeDecreases(Self.excerpt(text.text(fields[column.index]))), column)
  }

  // MARK: - Cells

  private mutating func readNumbers() {
    for column in numericColumns {
      guard let role = column.role else { continue }
      event.numbers[role.rawValue] = number(column) ?? .nan
    }
    event.numbers[ColumnRole.time.rawValue] = time()
  }

  /// The number in a column; nil when it is missing, or none, which is reported.
  private mutating func number(_ column: TableColumn) -> Double? {
    let field = fields[column.index]
    if text.isMissing(field) { return nil }
    if let value = DecimalNumber.parse(text.bytes, field.start, field.end), value.isFinite { return value }
    report(Self.reason(forBadNumber: text.text(field), isTime: false), column)
    return nil
  }

  private mutating func readCovariates() -> [Double] {
    var isSame = lastCovariates.count == covariates.count
    for index in covariates.indices {
      let field = fields[covariates[index].index]
      if let reason = covariates[index].read(field, in: text), !isKept(covariates[index].index) {
        report(reason, header.columns[covariates[index].index])
      }
      isSame = isSame && covariates[index].value.bitPattern == lastCovariates[index].bitPattern
    }
    if !isSame { lastCovariates = covariates.map(\.value) }
    return lastCovariates
  }

  /// Whether a column's text is kept, so that it need not be a covariate.
  private func isKept(_ index: Int) -> Bool { keptColumns.contains { $0.index == index } }

  mutating func report(_ reason: DatasetError.Reason, _ column: TableColumn? = nil) {
    guard errors.count < errorLimit else { return }
    let error = DatasetError(reason, row: text.row, column: column.map { $0.index + 1 }, columnName: column?.name)
    errors.append(error)
  }
}
