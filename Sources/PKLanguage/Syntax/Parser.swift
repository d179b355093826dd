package import PKText

/// Reads a model file's text into syntax, and goes on after an error at the next statement or section.
///
/// A statement ends with its line, except inside brackets, after an operator or a comma, and when the next
/// line begins with an operator.
package struct Parser {
  /// The largest text that is read, in bytes.
  package static let sizeLimit = 256 << 10
  /// How deep brackets, signs, `not` and powers may be nested.
  package static let nestingLimit = 200
  /// How deep an expression's tree may be, which a chain of operators without brackets also makes.
  package static let depthLimit = 500
  /// How many diagnostics a run reports.
  package static let diagnosticLimit = 100

  let source: SourceText
  var tokens: [Token] = []
  var position = 0
  /// Brackets that are open in the current statement; lines do not end inside them.
  var brackets: [Token] = []
  var nesting = 0
  var section = SectionKind.units
  var lostNames: Set<String> = []
  package internal(set) var diagnostics: [Diagnostic] = []

  package init(_ source: SourceText) { self.source = source }

  /// Reads the text; nil when there is no model in it.
  package static func parse(_ source: SourceText) -> (model: ModelSyntax?, diagnostics: [Diagnostic]) {
    var parser = Parser(source)
    let model = parser.file()
    return (model, parser.diagnostics)
  }
}

// MARK: - Moving over the tokens

extension Parser {
  /// The current token; the last is always `end`.
  var token: Token { tokens[position] }

  /// Where the token before the current one ended.
  var previousEnd: Int { position > 0 ? tokens[lastSignificant].range.upperBound : 0 }

  private var lastSignificant: Int {
    var index = position - 1
    while index > 0, tokens[index].kind == .newline { index -= 1 }
    return index
  }

  func isAt(_ symbol: String) -> Bool { token.kind == .symbol(symbol) }

  func isAt(word: String) -> Bool { token.kind == .identifier && source[token.range] == word }

  /// Passes over the current token, and over line ends that do not end the statement.
  mutating func advance() {
    guard position < tokens.count - 1 else { return }
    position += 1
    guard token.kind == .newline else { return }
    if !brackets.isEmpty {
      skipNewlines()
    } else if let next = indexAfterNewlines(from: position), continuesLine(tokens[next]) {
      position = next
    }
  }

  mutating func skipNewlines() {
    while token.kind == .newline { position += 1 }
  }

  /// The first token that is no line end.
  func indexAfterNewlines(from index: Int) -> Int? {
    tokens[index...].firstIndex { $0.kind != .newline }
  }

  /// Passes over an operator; its right operand may stand on the next line, but not be the next statement.
  mutating func advanceOverOperator() {
    advance()
    guard token.kind == .newline, let next = indexAfterNewlines(from: position) else { return }
    if tokens[next].kind != .end, tokens[next].kind != .symbol("}"), !startsStatement(at: next) { position = next }
  }

  /// Whether the token is a name that something follows which only a statement's first name has after it.
  func startsStatement(at index: Int) -> Bool {
    guard tokens[index].kind == .identifier, index + 1 < tokens.count else { return false }
    guard case .symbol(let symbol) = tokens[index + 1].kind else { return false }
    return ["=", ":", "'", "->"].contains(symbol)
  }

  private func continuesLine(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol("~"), .symbol("="), .symbol("->"): true
    case .symbol(let symbol): InfixOperator(rawValue: symbol) != nil
    case .identifier: ["and", "or"].contains(source[token.range])
    default: false
    }
  }

  mutating func take(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  mutating func open() {
    brackets.append(token)
    advance()
  }

  /// Passes over a closing bracket; the line may end after it.
  mutating func close(_ symbol: String, orElse expected: String) throws(Diagnostic) {
    guard isAt(symbol) else { throw unexpected(expected) }
    _ = brackets.popLast()
    advance()
  }

  mutating func name(_ what: String) throws(Diagnostic) -> NameSyntax {
    guard token.kind == .identifier, !startsNextLine else { throw unexpected(what) }
    let name = NameSyntax(source[token.range], at: token.range)
    advance()
    return name
  }

  /// Whether an open bracket has run into the next statement.
  var startsNextLine: Bool {
    !brackets.isEmpty && position > 0 && tokens[position - 1].kind == .newline && startsStatement(at: position)
  }
}
