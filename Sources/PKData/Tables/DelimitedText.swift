/// Reads the records of a delimited text (RFC 4180) one after the other, as ranges of its bytes.
///
/// Fields may stand between quotation marks, then contain separators and line ends, and double the
/// quotation marks within. Records end with LF, CRLF or CR. A byte order mark is passed over.
///
/// An own reader, because SwiftCSV 0.10.0 took 6.0 s and 667 MB for 1,000,000 rows of 10 columns
/// (39.5 MB, release build, 2026-11), before any number was read from its strings, and it needs
/// Foundation.
package struct DelimitedText {
  /// Where a field is.
  package struct Field {
    package var start: Int
    package var end: Int
    /// Whether it stands between quotation marks, which the range leaves out.
    package var isQuoted = false
    /// Whether it contains doubled quotation marks.
    package var hasEscapes = false
  }

  /// How reading a record ended.
  package enum Outcome {
    case record
    case end
    case tooLong
    case openQuote
  }

  package static let longestRecord = 1_000_000

  package let bytes: [UInt8]
  package var delimiter: UInt8 = UInt8(ascii: ",")
  /// Further texts that mean that there is no value, and the numbers that they spell.
  var missingTexts: [String] = [] {
    didSet { missingNumbers = missingTexts.compactMap { DecimalNumber.parse(Array($0.utf8), 0, $0.utf8.count) } }
  }
  private var missingNumbers: [Double] = []
  /// The number of the record that was read last, counted from 1; blank ones count.
  package private(set) var row = 0
  private var position = 0

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The first byte of the next record, or nil at the end.
  package var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The bytes that have not been read.
  var upcoming: ArraySlice<UInt8> { bytes[position...] }

  /// Passes over the line that comes next.
  package mutating func skipLine() {
    guard position < bytes.count else { return }
    row += 1
    while position < bytes.count, !Self.endsLine(bytes[position]) { position += 1 }
    passLineEnd()
  }

  /// Reads the next record's fields.
  package mutating func next(into fields: inout [Field]) -> Outcome {
    fields.removeAll(keepingCapacity: true)
    guard position < bytes.count else { return .end }
    row += 1
    let limit = min(bytes.count, position + Self.longestRecord)
    while true {
      let isQuoted = position < limit && bytes[position] == Self.quote
      guard let field = isQuoted ? quotedField(upTo: limit) : plainField(from: position, upTo: limit) else {
        return limit < bytes.count ? .tooLong : .openQuote
      }
      fields.append(field)
      guard position < limit else { return limit < bytes.count ? .tooLong : .record }
      if bytes[position] != delimiter {
        passLineEnd()
        return .record
      }
      position += 1
      // A separator at the very end of the file has an empty field behind it.
      if position == bytes.count { fields.append(Field(start: position, end: position)) }
      if position == bytes.count { return .record }
    }
  }

  private mutating func plainField(from start: Int, upTo limit: Int) -> Field? {
    while position < limit, bytes[position] != delimiter, !Self.endsLine(bytes[position]) { position += 1 }
    var (first, last) = (start, position)
    while first < last, Self.isBlank(bytes[first]) { first += 1 }
    while last > first, Self.isBlank(bytes[last - 1]) { last -= 1 }
    return Field(start: first, end: last)
  }

  /// A field between quotation marks, or nil when they are not closed before the limit.
  private mutating func quotedField(upTo limit: Int) -> Field? {
    let start = position
    var field = Field(start: start + 1, end: start + 1, isQuoted: true)
    var index = start + 1
    while index < limit {
      guard bytes[index] == Self.quote else {
        index += 1
        continue
      }
      guard index + 1 < limit, bytes[index + 1] == Self.quote else { break }
      field.hasEscapes = true
      index += 2
    }
    guard index < limit else { return nil }
    field.end = index
    position = index + 1
    while position < limit, bytes[position] == UInt8(ascii: " ") { position += 1 }
    if position == limit || bytes[position] == delimiter || Self.endsLine(bytes[position]) { return field }
    // Text behind the closing mark: the marks belong to the text.
    return plainField(from: start, upTo: limit)
  }

  private mutating func passLineEnd() {
    guard position < bytes.count else { return }
    let isCarriageReturn = bytes[position] == UInt8(ascii: "\r")
    position += 1
    if isCarriageReturn, position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
  }

  private static let quote = UInt8(ascii: "\"")

  private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

extension DelimitedText {
  /// The text of a field.
  package func text(_ field: Field) -> String {
    let text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
    guard field.hasEscapes else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  /// Whether a field says that there is no value: empty, `.`, `NA`, or one of the further texts.
  package func isMissing(_ field: Field) -> Bool {
    let isUsual =
      switch field.end - field.start {
      case 0: true
      case 1: bytes[field.start] == UInt8(ascii: ".")
      case 2: bytes[field.start] | 0x20 == UInt8(ascii: "n") && bytes[field.start + 1] | 0x20 == UInt8(ascii: "a")
      default: false
      }
    guard !isUsual, !missingTexts.isEmpty else { return isUsual }
    if let number = DecimalNumber.parse(bytes, field.start, field.end) { return missingNumbers.contains(number) }
    return missingTexts.contains(text(field))
  }
}
