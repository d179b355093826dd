import PKText

extension Parser {
  /// Whether the bytes are a text of reasonable size; if so, its tokens are cut.
  mutating func isReadable() -> Bool {
    guard source.bytes.count <= Self.sizeLimit else {
      report(
        Diagnostic(
          .textTooLong, "the text has \(source.bytes.count) bytes; a model file has at most \(Self.sizeLimit)",
          at: 0..<0, help: ["is this a model file?"]))
      return false
    }
    if let offset = firstBadByte {
      let help = source.bytes.contains(0) ? "is this a model file?" : "save the file with the encoding UTF-8"
      report(Diagnostic(.notText, "the file is not a text in UTF-8", at: offset..<(offset + 1), help: [help]))
      return false
    }
    cutTokens()
    return true
  }

  /// The first byte that no text contains: zero, or one that is not UTF-8.
  private var firstBadByte: Int? {
    if source.bytes.allSatisfy({ $0 > 0 && $0 < 0x80 }) { return nil }
    var decoder = UTF8()
    var bytes = source.bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&bytes) {
      case .scalarValue(let scalar):
        if scalar.value == 0 { return offset }
        offset += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  private mutating func cutTokens() {
    // Editors of some systems put a byte order mark first.
    let start = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lexer = Lexer(source, in: start..<source.bytes.count)
    repeat { tokens.append(lexer.next()) } while tokens.last?.kind != .end
  }
}
