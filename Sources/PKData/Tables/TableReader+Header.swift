extension TableReader {
  /// Reads the header, and finds out which separator the table has.
  static func header(
    of text: inout DelimitedText, name: String, rules: TableRules
  ) throws(DatasetErrors) -> TableHeader {
    func fail(_ reason: DatasetError.Reason, _ row: Int?) -> DatasetErrors {
      DatasetErrors([DatasetError(reason, row: row)], name: name)
    }
    var fields: [DelimitedText.Field] = []
    while true {
      if text.isAtComment, !text.isAtMarkedHeader {
        text.skipLine()
        continue
      }
      text.delimiter = text.likelyDelimiter
      switch text.next(into: &fields) {
      case .end: throw fail(.empty, nil)
      case .tooLong: throw fail(.rowTooLong(limit: DelimitedText.longestRecord), text.row)
      case .openQuote: throw fail(.openQuote, text.row)
      case .record:
        if fields.count == 1, fields[0].start == fields[0].end { continue }
        let cells = fields.map { text.text($0) }
        return TableHeader(cells[0] == "#ID" ? ["ID"] + cells.dropFirst() : cells, row: text.row, rules: rules)
      }
    }
  }

  /// What is wrong with a text that is no number.
  package static func reason(forBadNumber text: String, isTime: Bool) -> DatasetError.Reason {
    let shown = excerpt(text)
    let bytes = Array(text.utf8.prefix(100))
    if DecimalNumber.parse(bytes, 0, bytes.count) != nil { return .notFinite(shown) }
    let word = text.lowercased().drop { $0 == "-" || $0 == "+" }
    if ["nan", "inf", "infinity"].contains(word) { return .notFinite(shown) }
    if let comma = bytes.firstIndex(of: UInt8(ascii: ",")) {
      var point = bytes
      point[comma] = UInt8(ascii: ".")
      if DecimalNumber.parse(point, 0, point.count) != nil { return .decimalComma(shown) }
    }
    let isClock =
      bytes.contains(UInt8(ascii: ":"))
      || bytes.dropFirst().filter { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }.count == 2
    if isTime, isClock, bytes.first.map({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) == true {
      return .clockTime(shown)
    }
    return .notANumber(shown)
  }

  /// A cell as messages show it: at most 40 characters, without control characters.
  package static func excerpt(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(40).map { $0.value < 32 || $0.value == 127 ? " " : Character($0) }
    return String(start) + (text.unicodeScalars.count > 40 ? "…" : "")
  }
}

extension DelimitedText {
  /// Whether a comment line comes next.
  package var isAtComment: Bool { peek == UInt8(ascii: "#") || peek == UInt8(ascii: "@") }

  /// Whether a header comes next whose first column is called `#ID`, as Monolix wrote it.
  var isAtMarkedHeader: Bool {
    guard upcoming.starts(with: "#ID".utf8) else { return false }
    return upcoming.dropFirst(3).first.map { [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].contains($0) }
      ?? false
  }

  /// The separator that the next line has most of outside quotation marks and brackets; the comma
  /// when it has none.
  package var likelyDelimiter: UInt8 {
    var counts: [UInt8: Int] = [:]
    var (isQuoted, isBracketed) = (false, false)
    for byte in upcoming.prefix(Self.longestRecord) {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if !isQuoted { return Self.mostFrequent(counts) }
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["): isBracketed = true
      case UInt8(ascii: "]"): isBracketed = false
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"):
        if !isQuoted, !isBracketed { counts[byte, default: 0] += 1 }
      default: break
      }
    }
    return Self.mostFrequent(counts)
  }

  private static func mostFrequent(_ counts: [UInt8: Int]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return candidates.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
  }
}

extension DatasetError.FileKind {
  /// What bytes that are no text look like; nil for text.
  package init?(of bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = .utf16
    } else if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      self = .spreadsheet
    } else if bytes.contains(0) {
      self = .binary
    } else {
      return nil
    }
  }
}
