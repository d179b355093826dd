import PKText

extension Parser {
  /// An expression whose operators bind at least as tightly as `precedence`.
  mutating func expression(_ precedence: Int = 1) throws(Diagnostic) -> ExpressionSyntax {
    nesting += 1
    guard nesting <= Self.nestingLimit else { throw tooDeep(at: token.range) }
    var left = try operand()
    while let symbol = infixOperator, symbol.precedence >= precedence {
      advanceOverOperator()
      // A power groups to the right, all others to the left.
      let right = try expression(symbol == .power ? symbol.precedence : symbol.precedence + 1)
      left = ExpressionSyntax(.infix(symbol, left, right), at: left.range.lowerBound..<right.range.upperBound)
      guard left.depth <= Self.depthLimit else { throw tooDeep(at: left.range) }
    }
    nesting -= 1
    return left
  }

  private func tooDeep(at range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .tooDeep, "the expression is nested too deeply", at: range,
      help: [
        "at most \(Self.nestingLimit) operands inside each other and \(Self.depthLimit) in a chain:"
          + " name parts of it"
      ])
  }

  private var infixOperator: InfixOperator? {
    switch token.kind {
    case .symbol(let symbol): InfixOperator(rawValue: symbol)
    case .identifier where isAt(word: "and"): .and
    case .identifier where isAt(word: "or"): .or
    default: nil
    }
  }

  private mutating func operand() throws(Diagnostic) -> ExpressionSyntax {
    let start = token.range.lowerBound
    switch token.kind {
    case .symbol("-"):
      advanceOverOperator()
      // Less tightly than a power: -x^2 is -(x^2).
      let operand = try expression(InfixOperator.power.precedence)
      return ExpressionSyntax(.negate(operand), at: start..<operand.range.upperBound)
    case .symbol("("): return try parenthesized()
    case .number(let value): return try number(value)
    case .identifier where isAt(word: "not"):
      advanceOverOperator()
      let operand = try expression(InfixOperator.equal.precedence)
      return ExpressionSyntax(.not(operand), at: start..<operand.range.upperBound)
    case .identifier where !isAtClauseWord: return try nameOrCall()
    default: throw unexpected("an expression")
    }
  }

  private var isAtClauseWord: Bool {
    ["of", "in", "fixed", "and", "or"].contains(source[token.range])
  }

  private mutating func parenthesized() throws(Diagnostic) -> ExpressionSyntax {
    let start = token.range.lowerBound
    open()
    var inner = try expression()
    let end = token.range.upperBound
    try close(")", orElse: "')'")
    inner.range = start..<end
    return inner
  }

  private mutating func number(_ value: Double) throws(Diagnostic) -> ExpressionSyntax {
    let start = token.range
    advance()
    guard isAt("[") else { return ExpressionSyntax(.number(value, unit: nil), at: start) }
    let unit = try bracketedUnit()
    return ExpressionSyntax(.number(value, unit: unit), at: start.lowerBound..<previousEnd)
  }

  private mutating func nameOrCall() throws(Diagnostic) -> ExpressionSyntax {
    let name = try name("an expression")
    if isAt("'") {
      throw Diagnostic(
        .derivativeInExpression, "the derivative '\(name.text)'' cannot be used in an expression",
        at: name.range.lowerBound..<token.range.upperBound,
        help: ["name what you need of it in a local, and use that in both places"])
    }
    guard isAt("(") else { return ExpressionSyntax(.name(name.text), at: name.range) }
    let arguments = try arguments()
    return ExpressionSyntax(.call(name, arguments), at: name.range.lowerBound..<previousEnd)
  }

  /// `(x, label = y)`; the current token is the opening bracket.
  mutating func arguments() throws(Diagnostic) -> [ArgumentSyntax] {
    open()
    var arguments: [ArgumentSyntax] = []
    while !isAt(")") {
      let label = argumentLabel()
      arguments.append(ArgumentSyntax(label: label, try expression()))
      guard take(",") else { break }
    }
    try close(")", orElse: "',' or ')'")
    return arguments
  }

  /// `F =` or `per:`, if they are what comes next.
  private mutating func argumentLabel() -> NameSyntax? {
    guard token.kind == .identifier else { return nil }
    let next = tokens[min(position + 1, tokens.count - 1)].kind
    guard next == .symbol("=") || next == .symbol(":") else { return nil }
    let label = NameSyntax(source[token.range], at: token.range)
    advance()
    advanceOverOperator()
    return label
  }
}
