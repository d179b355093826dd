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

  private var subjects: [Subject] = []
  private var current = Subject(id: "", records: [])
  private var currentID: [UInt8] = []
  private var lastRows: [String: Int] = [:]
  private var lastRow = 0
  private var lastTime = -Double.infinity
  /// The last record's covariates: equal ones share their storage.
  private var lastCovariates: [Double] = []

  private init(_ text: DelimitedText, header: TableHeader, name: String) {
    self.text = text
    self.header = header
    self.name = name
    covariates = header.covariates.map(CovariateColumn.init)
    numericColumns = header.columns.filter { $0.role?.isNumeric == true }
    idIndex = header[.id]?.index ?? 0
    commentIndex = header[.comment]?.index
    compartmentColumn = header[.compartment]
    outputColumn = header[.output]
    routeColumn = header[.route]
    errors = header.errors
  }

  static func read(_ bytes: [UInt8], name: String) throws(DatasetErrors) -> Dataset {
    if let kind = DatasetError.FileKind(of: bytes) { throw DatasetErrors([DatasetError(.notText(kind))], name: name) }
    var text = DelimitedText(bytes)
    let header = try Self.header(of: &text, name: name)
    var reader = TableReader(text, header: header, name: name)
    if reader.errors.isEmpty { reader.readRows() }
    guard reader.errors.isEmpty else { throw DatasetErrors(reader.errors, name: name) }
    return reader.dataset
  }

  private var dataset: Dataset {
    Dataset(
      subjects: subjects, covariates: covariates.map(\.column), timeUnit: header[.time]?.unit,
      amountUnit: header[.amount]?.unit, valueUnit: header[.value]?.unit)
  }

  // MARK: - Rows

  private mutating func readRows() {
    while errors.count < DatasetErrors.limit {
      if text.isAtComment {
        text.skipLine()
        continue
      }
      switch text.next(into: &fields) {
      case .record: if !isPassedOver { readRow() }
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
    current.records.append(Record(time: event[.time], action: action, covariates: values, row: text.row))
  }

  private mutating func finish() {
    endSubject()
    if subjects.isEmpty, errors.isEmpty { errors.append(DatasetError(.noRows)) }
  }

  // MARK: - Subjects

  /// Starts a new subject when the row's ID is not that of the row before.
  private mutating func beginSubject() {
    let field = fields[idIndex]
    guard !text.isMissing(field) else { return report(.missingValue, header.columns[idIndex]) }
    if text.bytes[field.start..<field.end].elementsEqual(currentID), !current.id.isEmpty { return }
    endSubject()
    let id = text.text(field)
    if let row = lastRows[id] { report(.idReturns(Self.excerpt(id), lastRow: row), header.columns[idIndex]) }
    current = Subject(id: id, records: [])
    currentID = Array(text.bytes[field.start..<field.end])
    lastTime = -.infinity
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
    if event[.time].isNaN, let column = header[.time], text.isMissing(fields[column.index]) {
      report(.missingValue, column)
    }
  }

  /// The number in a column; nil when it is missing, or none, which is reported.
  private mutating func number(_ column: TableColumn) -> Double? {
    let field = fields[column.index]
    if text.isMissing(field) { return nil }
    if let value = DecimalNumber.parse(text.bytes, field.start, field.end), value.isFinite { return value }
    report(Self.reason(forBadNumber: text.text(field), isTime: column.role == .time), column)
    return nil
  }

  private mutating func readCovariates() -> [Double] {
    var isSame = lastCovariates.count == covariates.count
    for index in covariates.indices {
      let field = fields[covariates[index].index]
      if let reason = covariates[index].read(field, in: text) {
        report(reason, header.columns[covariates[index].index])
      }
      isSame = isSame && covariates[index].value.bitPattern == lastCovariates[index].bitPattern
    }
    if !isSame { lastCovariates = covariates.map(\.value) }
    return lastCovariates
  }

  mutating func report(_ reason: DatasetError.Reason, _ column: TableColumn? = nil) {
    guard errors.count < DatasetErrors.limit else { return }
    let error = DatasetError(reason, row: text.row, column: column.map { $0.index + 1 }, columnName: column?.name)
    errors.append(error)
  }
}
