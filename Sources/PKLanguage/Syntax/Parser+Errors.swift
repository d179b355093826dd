import PKText

extension Parser {
  /// What is expected where a statement is complete.
  static let lineEnd = "the end of the line"

  mutating func report(_ diagnostic: Diagnostic) {
    guard diagnostics.count <= Self.diagnosticLimit else { return }
    diagnostics.append(diagnostic)
  }

  /// The error that something else was expected here.
  ///
  /// When a bracket is open and has run on into what cannot be inside it, the bracket is the culprit.
  mutating func unexpected(_ expected: String) -> Diagnostic {
    if let bracket = brackets.last, closesEarly {
      if tokens[position - 1].kind == .newline { position -= 1 }
      brackets = []
      return unclosed(bracket)
    }
    if case .invalid(let reason) = token.kind {
      return Diagnostic(.unreadable, reason, at: token.range, help: help(forInvalid: source[token.range]))
    }
    return Diagnostic(
      .unexpected, "expected \(expected), but found \(found)", at: token.range, help: hints(for: expected))
  }

  func unclosed(_ bracket: Token, note: Diagnostic.Note? = nil) -> Diagnostic {
    Diagnostic(
      .unclosed, "'\(source[bracket.range])' is never closed", at: bracket.range, notes: note.map { [$0] } ?? [])
  }

  private var closesEarly: Bool {
    guard position > 0 else { return false }
    return token.kind == .end || isAt("}") || isAt("{") || tokens[position - 1].kind == .newline
  }

  private var found: String {
    switch token.kind {
    case .newline: "the end of the line"
    case .end: "the end of the text"
    case .string: "a text in quotes"
    default: "'\(source[token.range])'"
    }
  }

  private func hints(for expected: String) -> [String] {
    let previous = position > 0 ? tokens[position - 1].kind : .newline
    switch (token.kind, previous) {
    case (.symbol(","), .number): return ["a decimal point is written '.', as in 0.42"]
    case (.symbol("%"), _): return ["write 30% as 0.3, or as 30[%]; 'cv 30%' stands alone in omega"]
    case (.symbol(";"), _): return ["a statement ends with its line: leave out ';'"]
    case (.symbol("'"), _): return ["a derivative stands only on the left of '='"]
    case (.symbol("="), _) where section != .omega: return ["'==' compares; '=' defines, once in a statement"]
    case (.symbol("*"), .symbol("*")): return ["write a power as x^2"]
    case (.symbol("["), _): return ["only a number has its unit in brackets, as in 70[kg]"]
    case (.number, .identifier) where section == .theta || section == .sigma: return ["a value stands after '='"]
    case (.number, _), (.identifier, _):
      return expected == Self.lineEnd && brackets.isEmpty ? ["is an operator missing before it?"] : []
    default: return []
    }
  }

  private func help(forInvalid text: String) -> [String] {
    switch text {
    case "&": ["write 'and'"]
    case "!": ["write 'not'"]
    case "×", "·": ["write '*'"]
    case "−", "–": ["write the minus sign as '-'"]
    case "≤": ["write '<='"]
    case "≥": ["write '>='"]
    case "'", "’", "′": ["a derivative's prime is the straight apostrophe ': central' = …"]
    default: []
    }
  }

  /// Passes over the rest of a statement, and over the rest of a bracket it opened if that is closed soon.
  mutating func skipStatement() {
    // Inside the bracket, line ends were passed over: the one before the error may be the statement's.
    if !brackets.isEmpty, position > 0, tokens[position - 1].kind == .newline { position -= 1 }
    if !brackets.isEmpty, let end = endOfBrackets() { position = end }
    brackets = []
    nesting = 0
    var braces = 0
    while token.kind != .end, braces > 0 || (token.kind != .newline && !isAt("}")) {
      if isAt("{") { braces += 1 } else if isAt("}") { braces -= 1 }
      // A brace left open on a line of rubbish must not swallow the rest of the text.
      if token.kind == .newline { break }
      position += 1
    }
  }

  /// The token after the one that closes the outermost open bracket, unless another statement starts before.
  private func endOfBrackets() -> Int? {
    var depth = brackets.count
    for index in position..<tokens.count {
      switch tokens[index].kind {
      case .symbol("("), .symbol("["): depth += 1
      case .symbol(")"), .symbol("]"): depth -= 1
      case .symbol("}"):
        guard depth == 1, brackets.first?.kind == .symbol("{") else { return nil }
        return index + 1
      case .symbol("{"), .end: return nil
      case .newline:
        if let next = indexAfterNewlines(from: index), startsStatement(at: next) { return nil }
      default: break
      }
      if depth == 0 { return index + 1 }
    }
    return nil
  }
}
