/// Recursive descent over the characters of a unit.
///
/// ```
/// unit     = factor { ("*" | "." | "·" | "/") factor }
/// factor   = ( "(" unit ")" | "1" | "10^" integer | "1.73m2" | symbol ) [ exponent ]
/// exponent = "^" [sign] number | "^(" [sign] integer "/" integer ")" | digits | superscripts
/// ```
struct UnitParser {
  static let longest = 256
  static let deepest = 16

  var cursor: UnitCursor
  private var depth = 0

  private init(_ text: String) { cursor = UnitCursor(text) }

  static func parse(_ text: String) throws(UnitError) -> Unit {
    guard text.utf8.count <= longest else { throw UnitError(.tooLong, at: 0..<text.utf8.count) }
    var parser = UnitParser(text)
    parser.cursor.skipBlanks()
    guard !parser.cursor.isAtEnd else { throw UnitError(.empty, at: 0..<text.utf8.count) }
    let unit = try parser.unit()
    if parser.cursor.peek == ")" { throw UnitError(.unmatchedParenthesis, at: parser.cursor.rangeOfNext) }
    return unit
  }

  /// Factors up to the end or a closing parenthesis.
  private mutating func unit() throws(UnitError) -> Unit {
    cursor.skipBlanks()
    if let symbol = cursor.peek, Self.isOperator(symbol) {
      let help = symbol == "/" ? "write '1/…'" : nil
      throw UnitError(.nothingBefore(String(symbol)), at: cursor.rangeOfNext, help: help)
    }
    var product = try factor()
    while true {
      cursor.skipBlanks()
      guard let symbol = cursor.peek, symbol != ")" else { return product }
      guard Self.isOperator(symbol) else { throw missingOperator() }
      let place = cursor.rangeOfNext
      cursor.advance()
      cursor.skipBlanks()
      guard let next = cursor.peek, !Self.isOperator(next), next != ")" else {
        throw UnitError(.nothingAfter(String(symbol)), at: place)
      }
      let operand = try factor()
      product = symbol == "/" ? product / operand : product * operand
    }
  }

  private mutating func factor() throws(UnitError) -> Unit {
    let base = try primary()
    guard let exponent = try exponent() else { return base }
    return base.raised(to: exponent)
  }

  private mutating func primary() throws(UnitError) -> Unit {
    guard let character = cursor.peek else { throw UnitError(.empty, at: cursor.rangeOfNext) }
    if character == "(" { return try parentheses() }
    if UnitCursor.isDigit(character) { return try number() }
    guard UnitCursor.isSymbol(character) else {
      throw UnitError(.unexpectedCharacter(String(character)), at: cursor.rangeOfNext)
    }
    let start = cursor.offset
    let symbol = cursor.take(while: UnitCursor.isSymbol)
    let range = start..<cursor.offset
    if UnitHints.isMonth(symbol) {
      throw UnitError(.month(symbol), at: range, help: "write '4 wk' or '30 day', whichever is meant")
    }
    guard let atom = UnitTable.atom(symbol) else {
      throw UnitError(.unknownSymbol(symbol), at: range, help: UnitHints.help(for: symbol))
    }
    return Unit(factors: [.init(atom: atom, power: 1)])
  }

  private mutating func parentheses() throws(UnitError) -> Unit {
    let open = cursor.rangeOfNext
    guard depth < Self.deepest else { throw UnitError(.tooDeep, at: open) }
    cursor.advance()
    cursor.skipBlanks()
    guard let next = cursor.peek, next != ")" else { throw UnitError(.nothingAfter("("), at: open) }
    depth += 1
    let inner = try unit()
    depth -= 1
    guard cursor.peek == ")" else { throw UnitError(.unmatchedParenthesis, at: open) }
    cursor.advance()
    return inner
  }

  /// The three numbers a unit may contain: 1, a power of ten, and the 1.73 of 1.73 m2.
  private mutating func number() throws(UnitError) -> Unit {
    let start = cursor.offset
    let text = cursor.takeNumber()
    let range = start..<cursor.offset
    if text == "1.73" { return try standardSurface(from: start) }
    if text == "10", cursor.peek == "^" {
      guard let power = try exponent() else { throw UnitError(.missingExponent, at: range) }
      guard power.isInteger, abs(power.numerator) <= 30 else {
        throw UnitError(.badExponent("\(power)"), at: start..<cursor.offset)
      }
      return power == 0 ? .one : Unit(factors: [.init(atom: .powerOfTen(power.numerator), power: 1)])
    }
    guard text == "1" else {
      throw UnitError(.number(text), at: range, help: "only 1, powers of ten such as 10^9, and 1.73m2 can")
    }
    return .one
  }

  /// What follows 1.73: `m2`, `m^2` or `m²`, with or without a blank before it.
  private mutating func standardSurface(from start: Int) throws(UnitError) -> Unit {
    cursor.skipBlanks()
    if cursor.take(while: UnitCursor.isSymbol) == "m", try exponent() == 2 {
      return Unit(factors: [.init(atom: .standardSurface, power: 1)])
    }
    throw UnitError(.number("1.73"), at: start..<cursor.offset, help: "write '1.73m2'")
  }

  private func missingOperator() -> UnitError {
    var word = cursor
    let start = word.offset
    let symbol = word.take(while: UnitCursor.isSymbol)
    if symbol.isEmpty {
      let character = cursor.peek.map(String.init) ?? ""
      guard character == "(" || character.first.map(\.isNumber) == true else {
        return UnitError(.unexpectedCharacter(character), at: cursor.rangeOfNext, help: Self.help(for: character))
      }
      return UnitError(.missingOperator, at: cursor.rangeOfNext)
    }
    if symbol.lowercased() == "per" {
      return UnitError(.unknownSymbol(symbol), at: start..<word.offset, help: UnitHints.help(for: symbol))
    }
    return UnitError(.missingOperator, at: start..<word.offset)
  }

  private static func help(for character: String) -> String? {
    switch character {
    case "-": "write '1/h' or 'h^-1' for a negative power"
    case "×", "x": "write '*'"
    default: nil
    }
  }

  private static func isOperator(_ character: Unicode.Scalar) -> Bool {
    character == "*" || character == "/" || character == "." || character == "·" || character == "⋅"
  }
}
