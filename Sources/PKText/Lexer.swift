/// Cuts a text into tokens; never fails, since what it cannot read becomes an `invalid` token.
///
/// Comments run from `//` or `#` to the end of the line and are passed over.
public struct Lexer {
  /// The symbols, longest first, so that the first that fits is the right one.
  static let symbols = [
    "...", "->", "<=", ">=", "==", "!=", "{", "}", "(", ")", "[", "]", ":", ";", ",", "=", "~", "+", "-", "*", "/",
    "^", "'", "<", ">", "%", "|",
  ].map { (text: $0, bytes: Array($0.utf8)) }

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// Creates a lexer over a range of a text's bytes.
  public init(_ source: SourceText, in range: Range<Int>? = nil) {
    bytes = source.bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? source.bytes.count
  }

  /// Every token of a text, the last of which is `end`.
  public static func tokens(of source: SourceText) -> [Token] {
    var lexer = Lexer(source)
    var tokens: [Token] = []
    repeat { tokens.append(lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  /// The next token; `end` for ever once the text is used up.
  public mutating func next() -> Token {
    skipBlanksAndComments()
    let start = position
    guard position < end else { return Token(.end, at: end..<end) }
    switch bytes[position] {
    case UInt8(ascii: "\n"):
      position += 1
      return Token(.newline, at: start..<position)
    case UInt8(ascii: "\""):
      return string(from: start)
    case let byte where Self.isLetter(byte):
      while position < end, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) { position += 1 }
      return Token(.identifier, at: start..<position)
    case let byte where Self.isDigit(byte) || (byte == UInt8(ascii: ".") && isDigit(at: position + 1)):
      return number(from: start)
    default:
      return symbol(from: start)
    }
  }

  private mutating func skipBlanksAndComments() {
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "/") where position + 1 < end && bytes[position + 1] == UInt8(ascii: "/"), UInt8(ascii: "#"):
        while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      default: return
      }
    }
  }

  /// Digits, at most one point that is not the start of `...`, and an exponent when digits follow the `e`.
  private mutating func number(from start: Int) -> Token {
    skipDigits()
    if at(".", position), !at(".", position + 1) {
      position += 1
      skipDigits()
    }
    if at("e", position) || at("E", position) {
      let sign = at("+", position + 1) || at("-", position + 1) ? 1 : 0
      if isDigit(at: position + 1 + sign) {
        position += 1 + sign
        skipDigits()
      }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      return Token(.invalid("the number is too large"), at: start..<position)
    }
    return Token(.number(value), at: start..<position)
  }

  private mutating func string(from start: Int) -> Token {
    var content: [UInt8] = []
    position += 1
    while position < end, bytes[position] != UInt8(ascii: "\n") {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        return Token(.string(String(decoding: content, as: UTF8.self)), at: start..<position)
      }
      if byte == UInt8(ascii: "\\"), at("\"", position) || at("\\", position) {
        content.append(bytes[position])
        position += 1
      } else {
        content.append(byte)
      }
    }
    return Token(.invalid("the text has no closing quotation mark on its line"), at: start..<position)
  }

  private mutating func symbol(from start: Int) -> Token {
    for symbol in Self.symbols where bytes[start..<end].starts(with: symbol.bytes) {
      position += symbol.bytes.count
      return Token(.symbol(symbol.text), at: start..<position)
    }
    // A whole UTF-8 sequence is one bad character, not several.
    position += 1
    while position < end, bytes[position] & 0xC0 == 0x80 { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let printable = bytes[start] >= 32 && bytes[start] != 127
    let message = printable ? "'\(text)' has no meaning here" : "the text is not plain text"
    return Token(.invalid(message), at: start..<position)
  }

  private mutating func skipDigits() {
    while isDigit(at: position) { position += 1 }
  }

  private func at(_ character: Unicode.Scalar, _ index: Int) -> Bool {
    index < end && bytes[index] == UInt8(ascii: character)
  }

  private func isDigit(at index: Int) -> Bool { index < end && Self.isDigit(bytes[index]) }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
  }
}
