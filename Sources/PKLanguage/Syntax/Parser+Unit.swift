import PKText

extension Parser {
  /// The unit after `:` or, in `units`, after `=`: everything up to the next part of the statement.
  mutating func unit() throws(Diagnostic) -> UnitSyntax {
    try unit(endsAt: { $0.isUnitEnd(at: $1) })
  }

  /// `[kg]`; the current token is the opening bracket.
  mutating func bracketedUnit() throws(Diagnostic) -> UnitSyntax {
    let bracket = token
    position += 1
    let unit = try unit(endsAt: { parser, _ in parser.isAt("]") || parser.isAt("{") || parser.isAt("}") })
    guard isAt("]") else { throw unclosed(bracket) }
    advance()
    return unit
  }

  private mutating func unit(endsAt isEnd: (Parser, _ depth: Int) -> Bool) throws(Diagnostic) -> UnitSyntax {
    let start = token.range
    var (end, depth) = (start.lowerBound, 0)
    while token.kind != .newline, token.kind != .end, !isEnd(self, depth), !(startsValue && token.range != start) {
      if case .string = token.kind { break }
      if isAt("(") { depth += 1 } else if isAt(")") { depth -= 1 }
      end = token.range.upperBound
      position += 1
    }
    guard end > start.lowerBound else { throw unexpected("a unit") }
    // The loop stands on the line's end; `advance` decides whether the statement goes on after it.
    if token.kind == .newline {
      position -= 1
      advance()
    }
    return UnitSyntax(source[start.lowerBound..<end], at: start.lowerBound..<end)
  }

  /// Whether a number stands apart, after something complete: a value that lacks its `=`.
  private var startsValue: Bool {
    guard case .number = token.kind, position > 0, previousEnd < token.range.lowerBound else { return false }
    return tokens[position - 1].kind == .identifier || tokens[position - 1].kind == .symbol(")")
  }

  private func isUnitEnd(at depth: Int) -> Bool {
    switch token.kind {
    case .identifier: ["of", "in", "fixed"].contains(source[token.range])
    case .symbol(")"): depth == 0
    case .symbol(let symbol): ["=", "~", ",", "[", "]", "{", "}", "->", ":", "'", "..."].contains(symbol)
    default: false
    }
  }
}
