import Bateman

/// The bytes of a CSV table: fields separated by commas, lines ended by a line feed, `NA` for what is no number.
struct CSVText {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  private let format: DecimalText
  private var isAtLineStart = true

  /// Creates an empty text.
  ///
  /// - Parameter digits: how many significant digits numbers have; times have at least 12.
  init(digits: Int = 17) {
    format = DecimalText(significantDigits: digits)
  }

  /// How many digits a result computed to a relative tolerance deserves: its own, and two to round with.
  static func digits(for relativeTolerance: Double) -> Int {
    guard relativeTolerance > 0, relativeTolerance < 1 else { return 17 }
    var digits = 2
    var share = 1.0
    while share > relativeTolerance * 1.5, digits < 17 {
      share /= 10
      digits += 1
    }
    return digits
  }

  /// Adds a field of text, in quotation marks where it needs them (RFC 4180).
  mutating func field(_ text: String) {
    separate()
    CSVField.append(text, to: &bytes)
  }

  /// Adds a number.
  mutating func field(_ value: Double) {
    separate()
    format.append(value, to: &bytes)
  }

  /// Adds a time.
  mutating func field(time: Double) {
    separate()
    DecimalText(significantDigits: max(12, format.significantDigits)).append(time, to: &bytes)
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
