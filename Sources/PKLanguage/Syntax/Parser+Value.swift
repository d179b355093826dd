import PKText

extension Parser {
  /// What stands after `=`.
  mutating func value() throws(Diagnostic) -> ValueSyntax {
    if section == .units { return .unit(try unit()) }
    guard isAt("[") else { return .entry(try entry()) }
    let start = token.range.lowerBound
    open()
    var entries: [EntrySyntax] = []
    while !isAt("]") {
      entries.append(try entry())
      guard take(",") else { break }
    }
    try close("]", orElse: "',' or ']'")
    return .list(entries, start..<previousEnd)
  }

  private mutating func entry() throws(Diagnostic) -> EntrySyntax {
    let start = token.range.lowerBound
    guard let spread = spread() else {
      let value = try expression()
      return EntrySyntax(value: value, range: value.range)
    }
    let value = try expression(InfixOperator.power.precedence)
    let isPercent = take("%")
    return EntrySyntax(spread: spread, value: value, isPercent: isPercent, range: start..<previousEnd)
  }

  /// `cv`, `sd` or `corr` before a number; elsewhere they are names like any other.
  private mutating func spread() -> NameSyntax? {
    guard ["cv", "sd", "corr"].contains(where: { isAt(word: $0) }), position + 1 < tokens.count else { return nil }
    switch tokens[position + 1].kind {
    case .number: break
    case .symbol("-") where section == .omega: break
    default: return nil
    }
    let spread = NameSyntax(source[token.range], at: token.range)
    advance()
    return spread
  }

  /// `in lower...upper`; the current token is the word.
  mutating func bounds() throws(Diagnostic) -> BoundsSyntax {
    let start = token.range.lowerBound
    advanceOverOperator()
    let lower = isAt("...") ? nil : try expression(InfixOperator.add.precedence)
    guard isAt("...") else { throw unexpected("'...' between the bounds") }
    let dots = token.range
    advance()
    let upper = startsOperand ? try expression(InfixOperator.add.precedence) : nil
    if lower == nil, upper == nil {
      throw Diagnostic(.unexpected, "expected a bound on at least one side of '...'", at: dots)
    }
    return BoundsSyntax(lower: lower, upper: upper, range: start..<previousEnd)
  }

  private var startsOperand: Bool {
    switch token.kind {
    case .number, .symbol("-"), .symbol("("), .invalid: true
    case .identifier: !isAt(word: "fixed")
    default: false
    }
  }

  /// `{male, female}` or `{male = 1, female = 2}`; the current token is the brace.
  mutating func categories() throws(Diagnostic) -> [CategorySyntax] {
    open()
    var categories: [CategorySyntax] = []
    while !isAt("}") {
      let name = try name("the name of a category")
      categories.append(CategorySyntax(name: name, code: take("=") ? try code() : nil))
      guard take(",") else { break }
    }
    try close("}", orElse: "',' or '}'")
    return categories
  }

  private mutating func code() throws(Diagnostic) -> Double {
    let value = try expression(InfixOperator.power.precedence)
    guard let code = value.bareNumber else {
      throw Diagnostic(.unexpected, "expected a number, the code of the category", at: value.range)
    }
    return code
  }

  /// `logNormal + logNormal(per: OCC)`.
  mutating func terms() throws(Diagnostic) -> [TermSyntax] {
    var terms: [TermSyntax] = []
    repeat {
      if !terms.isEmpty { advanceOverOperator() }
      let name = try name("the name of a distribution")
      let arguments = isAt("(") ? try arguments() : []
      terms.append(TermSyntax(name: name, arguments: arguments, range: name.range.lowerBound..<previousEnd))
    } while isAt("+")
    return terms
  }
}
