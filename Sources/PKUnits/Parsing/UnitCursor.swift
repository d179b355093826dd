/// A place in the characters of a unit's text, which knows its byte offset.
struct UnitCursor {
  private let characters: String.UnicodeScalarView
  private var index: String.UnicodeScalarView.Index
  /// The byte offset of the next character.
  private(set) var offset = 0

  init(_ text: String) {
    characters = text.unicodeScalars
    index = characters.startIndex
  }

  var isAtEnd: Bool { index == characters.endIndex }

  /// The next character, or nil at the end.
  var peek: Unicode.Scalar? { isAtEnd ? nil : characters[index] }

  /// The bytes of the next character; empty at the end.
  var rangeOfNext: Range<Int> { offset..<(offset + (peek.map { UTF8.width($0) } ?? 0)) }

  mutating func advance() {
    offset = rangeOfNext.upperBound
    if !isAtEnd { index = characters.index(after: index) }
  }

  mutating func skipBlanks() { _ = take { $0 == " " || $0 == "\t" } }

  mutating func take(while matches: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let character = peek, matches(character) {
      text.append(character)
      advance()
    }
    return String(text)
  }

  /// Passes over a character if it is the next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == character else { return false }
    advance()
    return true
  }

  /// Digits, and a point only when a digit follows it (`mg.h` multiplies).
  mutating func takeNumber() -> String {
    let whole = take(while: Self.isDigit)
    var ahead = self
    guard !whole.isEmpty, ahead.take(".") else { return whole }
    let decimals = ahead.take(while: Self.isDigit)
    guard !decimals.isEmpty else { return whole }
    self = ahead
    return "\(whole).\(decimals)"
  }

  static func isDigit(_ character: Unicode.Scalar) -> Bool { ("0"..."9").contains(character) }

  /// Letters, `%`, and both code points of the micro sign.
  static func isSymbol(_ character: Unicode.Scalar) -> Bool {
    switch character {
    case "a"..."z", "A"..."Z", "%", "µ", "μ": true
    default: false
    }
  }
}
