import Bateman

/// The bytes of a CSV table: fields separated by commas, lines ended by a line feed, `NA` for what is no number.
struct CSVText {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  private var isAtLineStart = true

  /// Adds a field of text, in quotes where it needs them (RFC 4180).
  mutating func field(_ text: String) {
    separate()
    let needsQuotes = text.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 32 }
    guard needsQuotes else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Adds a number, in the fewest digits that read back as the same.
  mutating func field(_ value: Double) {
    separate()
    bytes.append(contentsOf: (value.isFinite ? value.plainText : "NA").utf8)
  }

  /// Adds a whole number.
  mutating func field(_ value: Int) {
    separate()
    bytes.append(contentsOf: value.description.utf8)
  }

  /// Adds bytes that are one or more whole fields already.
  mutating func fields(_ text: [UInt8]) {
    separate()
    bytes.append(contentsOf: text)
  }

  /// Ends the line.
  mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    isAtLineStart = true
  }

  private mutating func separate() {
    if !isAtLineStart { bytes.append(UInt8(ascii: ",")) }
    isAtLineStart = false
  }
}
