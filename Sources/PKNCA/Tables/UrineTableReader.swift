import PKData
import PKUnits

/// Reads a table of urine collections row by row.
struct UrineTableReader {
  typealias Column = TableColumns.Column

  /// What one row says.
  struct Row {
    var subject: String
    var groups: [String?]
    var analyte: String
    var collection: UrineCollection
  }

  private let name: String
  private var text: DelimitedText
  private var fields: [DelimitedText.Field] = []
  private var header: TableColumns
  private var errors: [DatasetError] = []
  private var subject: Column?
  private var analyte: Column?
  private var groups: [Column?] = []
  private var (start, end): (Column?, Column?)
  private var (volume, concentration, amount): (Column?, Column?, Column?)
  private var count = 0
  private(set) var words: [String: Int] = [:]

  init(_ bytes: [UInt8], name: String) throws(DatasetErrors) {
    if let kind = DatasetError.FileKind(of: bytes) { throw DatasetErrors([DatasetError(.notText(kind))], name: name) }
    self.name = name
    text = DelimitedText(bytes)
    while text.isAtComment { text.skipLine() }
    text.delimiter = text.likelyDelimiter
    guard case .record = text.next(into: &fields) else { throw DatasetErrors([DatasetError(.empty)], name: name) }
    header = TableColumns(fields.map { [text] in text.text($0) }, row: text.row)
  }

  mutating func layOut(groups names: [String], subject subjectName: String?, analyte analyteName: String?) {
    subject =
      subjectName.map { header.require($0) }
      ?? ConcentrationColumns.subjectNames.lazy.compactMap { [header] in header.find($0) }.first
    analyte = analyteName.flatMap { header.find($0) }
    groups = names.map { header.find($0) }
    (start, end) = (header.require("start"), header.require("end"))
    amount = header.find("amount")
    if amount == nil {
      volume = header.require("volume")
      concentration =
        ConcentrationColumns.concentrationNames.lazy.compactMap { [header] in header.find($0) }.first
        ?? header.require("conc")
    }
    for case let column? in [start, end] {
      if let unit = column.unit, unit.dimension != .time {
        header.report(.wrongUnit("\(unit)", wanted: "time"), column)
      }
    }
    if let first = start?.unit, let end, let second = end.unit, first.factor(to: second) != 1 {
      header.report(.mixedUnits("\(second)", first: "\(first)", firstRow: header.row), end)
    }
    errors = header.errors
  }

  var timeUnit: Unit? { start?.unit ?? end?.unit }
  var volumeUnit: Unit? { volume?.unit }
  var amountUnit: Unit? {
    amount?.unit ?? volume?.unit.flatMap { volume in concentration?.unit.map { $0 * volume } }
  }

  /// The next row; nil at the end.
  mutating func next(_ rules: ConcentrationText) throws(DatasetErrors) -> Row? {
    while errors.isEmpty || (count > 0 && errors.count < DatasetErrors.limit) {
      if text.isAtComment {
        text.skipLine()
        continue
      }
      guard case .record = text.next(into: &fields) else { break }
      if fields.count == 1, fields[0].start == fields[0].end { continue }
      count += 1
      guard fields.count == header.columns.count else {
        errors.append(DatasetError(.fieldCount(fields.count, expected: header.columns.count), row: text.row))
        continue
      }
      if let row = row(rules), errors.isEmpty { return row }
    }
    if errors.isEmpty, count == 0 { errors.append(DatasetError(.noRows)) }
    guard errors.isEmpty else { throw DatasetErrors(Array(errors.prefix(DatasetErrors.limit)), name: name) }
    return nil
  }

  private mutating func row(_ rules: ConcentrationText) -> Row? {
    guard let start, let end, let from = number(start), let to = number(end) else { return nil }
    guard to > from else {
      report(.endBeforeStart, end)
      return nil
    }
    let who = subject.map { cell($0) } ?? ""
    if let subject, who.isEmpty {
      report(.missingValue, subject)
      return nil
    }
    var collection = UrineCollection(from: from, to: to, volume: nil, concentration: nil)
    if let amount {
      // An amount is a concentration in a volume of 1.
      collection.volume = 1
      collection.concentration = concentration(amount, rules)
    } else if let volume, let concentration {
      collection.volume = self.concentration(volume, rules)
      collection.concentration = self.concentration(concentration, rules)
    }
    return Row(
      subject: who, groups: groups.map { column in column.map { cell($0) } }, analyte: analyte.map { cell($0) } ?? "",
      collection: collection)
  }

  private func cell(_ column: Column) -> String { text.text(fields[column.index]) }

  private mutating func report(_ reason: DatasetError.Reason, _ column: Column) {
    errors.append(TableColumns.error(reason, column, text.row))
  }

  private mutating func number(_ column: Column) -> Double? {
    let field = fields[column.index]
    if text.isMissing(field) {
      report(.missingValue, column)
    } else if let number = DecimalNumber.parse(text.bytes, field.start, field.end), number.isFinite {
      return number
    } else {
      report(.notANumber(TableReader.excerpt(cell(column))), column)
    }
    return nil
  }

  /// A concentration, a volume or an amount: 0 below the limit, nil when there is none.
  private mutating func concentration(_ column: Column, _ rules: ConcentrationText) -> Double? {
    let field = fields[column.index]
    if let number = DecimalNumber.parse(text.bytes, field.start, field.end), number.isFinite {
      if number < 0 { report(.negative(cell(column)), column) }
      return number
    }
    let word = cell(column)
    guard let value = rules.value(of: word) else {
      report(.unknownConcentration(TableReader.excerpt(word), near: rules.nearest(to: word)), column)
      return nil
    }
    if !word.isEmpty { words[word, default: 0] += 1 }
    return value == .missing ? nil : 0
  }
}
