import PKText

extension Parser {
  /// One statement with what ends it; a broken one keeps what could be read.
  mutating func statement() -> StatementSyntax {
    var statement = StatementSyntax(at: token.range)
    let start = position
    do throws(Diagnostic) {
      try names(of: &statement)
      try clauses(of: &statement)
      guard token.kind == .newline || token.kind == .end || isAt("}") else {
        throw unexpected(Self.lineEnd)
      }
      statement.range = statement.range.lowerBound..<previousEnd
      checkShape(of: &statement)
    } catch {
      report(error)
      statement.isBroken = true
      skipStatement()
      // The categories, and the names of a block, are declared or covered all the same.
      if statement.names.isEmpty || section == .covariates || section == .omega { loseNames(from: start) }
    }
    nesting = 0
    return statement
  }

  /// Names in a line that cannot be read may be what it was meant to declare.
  mutating func loseNames(from start: Int) {
    for token in tokens[start..<position] where token.kind == .identifier { lostNames.insert(source[token.range]) }
  }

  private mutating func names(of statement: inout StatementSyntax) throws(Diagnostic) {
    let start = token.range.lowerBound
    if isAt("(") {
      open()
      var names: [EffectSyntax] = []
      while !isAt(")") {
        names.append(try effect(of: &statement))
        guard take(",") else { break }
      }
      try close(")", orElse: "',' or ')'")
      statement.parts.append(PartSyntax(part: .block, range: start..<previousEnd))
      if names.isEmpty {
        throw Diagnostic(.unexpected, "expected a name between the brackets", at: start..<previousEnd)
      }
      statement.names = names
    } else {
      statement.names = [try effect(of: &statement)]
    }
    if isAt("'") {
      statement.parts.append(PartSyntax(part: .derivative, range: start..<token.range.upperBound))
      advance()
    }
  }

  private mutating func effect(of statement: inout StatementSyntax) throws(Diagnostic) -> EffectSyntax {
    let name = try name("a name")
    guard isAt("(") else { return EffectSyntax(name: name, range: name.range) }
    let start = token.range.lowerBound
    open()
    guard isAt(word: "per") else { throw unexpected("'per: …'") }
    advance()
    guard take(":") else { throw unexpected("':'") }
    let occasion = try self.name("the name of a covariate")
    try close(")", orElse: "')'")
    statement.parts.append(PartSyntax(part: .occasion, range: start..<previousEnd))
    return EffectSyntax(name: name, occasion: occasion, range: name.range.lowerBound..<previousEnd)
  }

  private mutating func clauses(of statement: inout StatementSyntax) throws(Diagnostic) {
    while let part = clause {
      let start = token.range.lowerBound
      try read(part, into: &statement)
      let range = start..<previousEnd
      if statement.has(part) {
        report(Diagnostic(.misplacedPart, "\(part.phrase) is given twice", at: range))
      } else if let last = statement.parts.map(\.part).max(), part < last {
        report(Diagnostic(.misplacedPart, "\(part.phrase) stands before \(last.phrase)", at: range))
      }
      statement.parts.append(PartSyntax(part: part, range: range))
    }
  }

  /// The part that begins here.
  private var clause: Part? {
    switch token.kind {
    case .symbol(":"):
      indexAfterNewlines(from: position + 1).map { tokens[$0].kind == .symbol("{") } == true
        ? .categories : .unit
    case .symbol("->"): .target
    case .symbol("("): .arguments
    case .symbol("="): .value
    case .symbol("~"): .distribution
    case .string: .label
    case .identifier where isAt(word: "of"): .molecule
    case .identifier where isAt(word: "in"): .bounds
    case .identifier where isAt(word: "fixed"): .fixed
    default: nil
    }
  }

  private mutating func read(_ part: Part, into statement: inout StatementSyntax) throws(Diagnostic) {
    switch part {
    case .arguments: statement.arguments = try arguments()
    case .bounds: statement.bounds = try bounds()
    case .label:
      guard case .string(let text) = token.kind else { return }
      statement.label = TextSyntax(text, at: token.range)
      advance()
    case .fixed: advance()
    case .unit:
      advance()
      statement.unit = try unit()
    default:
      advanceOverOperator()
      switch part {
      case .categories: statement.categories = try categories()
      case .molecule: statement.molecule = try name("the name of a molecule")
      case .target: statement.target = try name("the name of a compartment")
      case .value: statement.value = try value()
      case .distribution: statement.terms = try terms()
      default: break
      }
    }
  }
}
