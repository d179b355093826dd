extension UnitParser {
  /// The exponent that follows a factor, or nil when there is none.
  mutating func exponent() throws(UnitError) -> Exponent? {
    guard let character = cursor.peek else { return nil }
    let start = cursor.offset
    if UnitCursor.isDigit(character) {
      let digits = cursor.take(while: UnitCursor.isDigit)
      return try fraction(digits, from: start)
    }
    if Self.superscripts[character] != nil {
      let digits = cursor.take { Self.superscripts[$0] != nil }
      return try fraction(digits.unicodeScalars.compactMap { Self.superscripts[$0] }.joined(), from: start)
    }
    var ahead = cursor
    ahead.skipBlanks()
    guard ahead.peek == "^" else { return nil }
    cursor = ahead
    let caret = cursor.rangeOfNext
    cursor.advance()
    cursor.skipBlanks()
    return try explicitExponent(after: caret)
  }

  private mutating func explicitExponent(after caret: Range<Int>) throws(UnitError) -> Exponent {
    let start = cursor.offset
    let inParentheses = cursor.take("(")
    let sign = cursor.take("-") ? "-" : ""
    if sign.isEmpty { _ = cursor.take("+") }
    let number = cursor.takeNumber()
    guard !number.isEmpty else { throw UnitError(.missingExponent, at: caret) }
    guard inParentheses else { return try fraction(sign + number, from: start) }
    cursor.skipBlanks()
    var divisor: String?
    if cursor.take("/") {
      cursor.skipBlanks()
      divisor = cursor.take(while: UnitCursor.isDigit)
      cursor.skipBlanks()
    }
    guard cursor.take(")") else { throw UnitError(.unmatchedParenthesis, at: start..<(start + 1)) }
    return try fraction(sign + number, over: divisor, from: start)
  }

  /// The value of digits with at most one point, over a divisor; at most 1,000,000 and of at most
  /// six decimals.
  private func fraction(_ text: String, over divisor: String? = nil, from start: Int) throws(UnitError) -> Exponent {
    let range = start..<cursor.offset
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1].count : 0
    let places = (0..<min(decimals, 7)).reduce(1) { product, _ in product * 10 }
    let shown = divisor.map { "\(text)/\($0)" } ?? text
    guard parts.count <= 2, text.utf8.count <= 8, decimals <= 6, let digits = Int(parts.joined()),
      let bottom = divisor.map({ Int($0) }) ?? 1, bottom > 0, bottom <= Exponent.limit,
      abs(digits) <= Exponent.limit * places
    else {
      throw UnitError(.badExponent(shown), at: range, help: "exponents are fractions between -1000000 and 1000000")
    }
    return Exponent(digits, over: places * bottom)
  }

  private static let superscripts: [Unicode.Scalar: String] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
  ]
}
