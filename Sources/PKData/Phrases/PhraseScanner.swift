import PKText

/// A place in one of the project's phrases (regimens, covariates, sampling times), and what was
/// found wrong so far.
///
/// Phrases are words, numbers with units, and a little punctuation. The scanner reports what it
/// cannot read and goes on, so that one run finds several mistakes.
struct PhraseScanner {
  /// A word and its place.
  struct Word {
    var text: String
    var range: Range<Int>
    /// The word without regard to case.
    var key: String { text.lowercased() }
  }

  static let mostDiagnostics = 20

  let source: SourceText
  /// The offset of the next byte.
  private(set) var position: Int
  /// Where the phrase ends.
  let end: Int
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether `2,5` is a mistake for 2.5; not so where commas separate numbers.
  private let hasDecimalCommas: Bool

  init(_ source: SourceText, in range: Range<Int>? = nil, findsDecimalCommas: Bool = false) {
    hasDecimalCommas = findsDecimalCommas
    let range = (range ?? 0..<source.bytes.count).clamped(to: 0..<source.bytes.count)
    self.source = source
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.mostDiagnostics { diagnostics.append(diagnostic) }
  }

  /// Whether a comma here, followed by a digit, is a mistaken decimal point.
  func isDecimalComma(at index: Int) -> Bool {
    hasDecimalCommas && index + 1 < end && source.bytes[index] == UInt8(ascii: ",")
      && Self.isDigit(source.bytes[index + 1])
  }

  /// Whether the next byte is a digit behind a comma behind a digit: most likely decimals.
  var isBehindDecimalComma: Bool {
    position > 1 && position < end && Self.isDigit(source.bytes[position])
      && source.bytes[position - 1] == UInt8(ascii: ",") && Self.isDigit(source.bytes[position - 2])
  }

  /// Throws what was found wrong, if anything was.
  func check() throws(DiagnosticList) {
    if !diagnostics.isEmpty { throw DiagnosticList(diagnostics, in: source) }
  }
}

// MARK: - Bytes

extension PhraseScanner {
  /// Whether nothing but blanks is left.
  var isAtEnd: Bool { peek == nil }

  /// The next byte that is no blank.
  var peek: UInt8? {
    let next = offsetOfNext
    return next < end ? source.bytes[next] : nil
  }

  /// The next byte as it stands, blank or not.
  var peekExactly: UInt8? { position < end ? source.bytes[position] : nil }

  /// The offset of the next byte that is no blank, or the end.
  var offsetOfNext: Int {
    var next = position
    while next < end, Self.isBlank(source.bytes[next]) { next += 1 }
    return next
  }

  mutating func skipBlanks() { position = offsetOfNext }

  mutating func advance(to offset: Int) { position = min(max(offset, position), end) }

  /// Passes over a text of punctuation if it is next.
  mutating func take(_ symbol: StaticString) -> Bool {
    let start = offsetOfNext
    let length = symbol.utf8CodeUnitCount
    guard start + length <= end else { return false }
    let matches = symbol.withUTF8Buffer { $0.elementsEqual(source.bytes[start..<(start + length)]) }
    if matches { position = start + length }
    return matches
  }

  /// The range of the next character, whole even when it is of several bytes.
  var rangeOfNext: Range<Int> {
    let start = offsetOfNext
    guard start < end else { return end..<end }
    var stop = start + 1
    while stop < end, source.bytes[stop] & 0xC0 == 0x80 { stop += 1 }
    return start..<stop
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
  }
}

// MARK: - Words

extension PhraseScanner {
  /// The next word (letters, digits, underscores, beginning with a letter), without passing over
  /// it.
  var peekWord: Word? {
    let start = offsetOfNext
    guard start < end, Self.isLetter(source.bytes[start]) else { return nil }
    var stop = start + 1
    while stop < end, Self.isLetter(source.bytes[stop]) || Self.isDigit(source.bytes[stop]) { stop += 1 }
    return Word(text: source[start..<stop], range: start..<stop)
  }

  /// Passes over the next word and returns it.
  mutating func word() -> Word? {
    guard let word = peekWord else { return nil }
    position = word.range.upperBound
    return word
  }

  /// Passes over the next word if it is this one, in any case.
  mutating func take(word key: String) -> Word? {
    guard let word = peekWord, word.key == key else { return nil }
    position = word.range.upperBound
    return word
  }
}
