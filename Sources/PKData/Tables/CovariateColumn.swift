/// A covariate's column while it is read: numbers, or words that become categories.
struct CovariateColumn {
  private enum Content { case unknown, numbers, words }

  /// Its index from 0.
  let index: Int
  /// What the data set says of it.
  private(set) var column: Dataset.Column
  /// The value in the row that was read last; NaN when missing.
  private(set) var value = Double.nan

  private var content = Content.unknown
  private var codes: [String: Double] = [:]

  init(_ column: TableColumn) {
    index = column.index
    self.column = Dataset.Column(name: column.name, unit: column.unit)
  }

  /// Reads a cell into `value`.
  ///
  /// - Returns: what is wrong with the cell, or nil.
  mutating func read(_ field: DelimitedText.Field, in text: DelimitedText) -> DatasetError.Reason? {
    value = .nan
    if text.isMissing(field) { return nil }
    guard let number = DecimalNumber.parse(text.bytes, field.start, field.end) else {
      return readWord(text.text(field))
    }
    guard number.isFinite else { return .notFinite(TableReader.excerpt(text.text(field))) }
    guard content != .words else { return .mixedColumn(TableReader.excerpt(text.text(field)), hasNumbers: false) }
    content = .numbers
    value = number
    return nil
  }

  private mutating func readWord(_ word: String) -> DatasetError.Reason? {
    let reason = TableReader.reason(forBadNumber: word, isTime: false)
    // A column with a unit, or with numbers above, is one of numbers; NaN and 1,5 are never meant
    // as words.
    if case .notANumber = reason {} else { return reason }
    if column.unit != nil { return reason }
    if content == .numbers { return .mixedColumn(TableReader.excerpt(word), hasNumbers: true) }
    content = .words
    if let code = codes[word] {
      value = code
    } else {
      value = Double(codes.count)
      codes[word] = value
      column.categories = (column.categories ?? []) + [word]
    }
    return nil
  }
}
