public import PKText

extension RowFilter {
  /// Reads a filter from its text.
  ///
  /// - Parameters:
  ///   - source: the text, as in `SD == 0`, `@`, `(DOSE.EQ.0)` or `IGNORE=(DOSE.EQ.0)`.
  ///   - effect: what the filter does when the text does not begin with `IGNORE=` or `ACCEPT=`.
  /// - Throws: what is wrong with the text, with its place (PK4401–4404).
  public init(parsing source: SourceText, as effect: Effect = .ignore) throws(DiagnosticList) {
    var parser = RowFilterParser(source)
    self = try parser.filter(effect)
  }
}

/// Reads the two ways to write a filter by recursive descent.
struct RowFilterParser {
  /// How deep parentheses may be nested; the parser calls itself for each.
  private static let deepest = 50

  private let source: SourceText
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  init(_ source: SourceText) {
    self.source = source
    let plain = SourceText(name: source.name, bytes: NONMEMOperators.plain(source.bytes))
    tokens = Lexer.tokens(of: plain).filter { $0.kind != .newline }
  }

  mutating func filter(_ given: RowFilter.Effect) throws(DiagnosticList) -> RowFilter {
    var effect = given
    if let word = word(at: index), let named = RowFilter.Effect(rawValue: word.lowercased()), isSymbol("=", index + 1) {
      guard named == given || given == .ignore else {
        throw failure("PK4401", "an 'IGNORE' is given where rows are accepted", at: tokens[index].range)
      }
      effect = named
      index += 2
    }
    let text = source[0..<source.bytes.count]
    if let character = character {
      guard effect == .ignore else {
        throw failure("PK4401", "a single character is for rows to ignore", at: tokens[index].range)
      }
      return RowFilter(effect, .begins(with: character), text: text)
    }
    let condition = try either()
    guard token.kind == .end else { throw unexpected("'and', 'or' or the end of the filter") }
    return RowFilter(effect, condition, text: text)
  }

  /// The character when nothing but one is left: `@`, `#`, `C`.
  private var character: UInt8? {
    let rest = source.bytes[min(tokens[index].range.lowerBound, source.bytes.count)...]
    // '#' begins a comment for the lexer, so that it is met at the end of the tokens.
    let blank = UInt8(ascii: " ")
    let visible = (token.kind == .end ? source.bytes[...] : rest).filter { $0 != blank }
    if visible.count == 1 { return visible.first }
    return token.kind == .end && visible.last == UInt8(ascii: "#") ? visible.last : nil
  }

  // MARK: - Grammar

  private mutating func either() throws(DiagnosticList) -> RowCondition {
    var condition = try both()
    while takeOr() { condition = .or(condition, try both()) }
    return condition
  }

  private mutating func both() throws(DiagnosticList) -> RowCondition {
    var condition = try single()
    while takeWord("and") || take("&") { condition = .and(condition, try single()) }
    return condition
  }

  private mutating func single() throws(DiagnosticList) -> RowCondition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw failure("PK4404", "the filter is nested too deeply", at: token.range) }
    if takeWord("not") { return .not(try single()) }
    guard take("(") else { return try comparison() }
    let condition = try either()
    guard take(")") else { throw unexpected("')'") }
    return condition
  }

  private mutating func comparison() throws(DiagnosticList) -> RowCondition {
    let column = try columnName()
    guard case .symbol(let symbol) = token.kind, let comparison = Self.comparisons[symbol] else {
      throw unexpected("==, !=, <, <=, > or >= (or .EQ., .NE., .LT., .LE., .GT., .GE.)")
    }
    index += 1
    return .cell(column: column, comparison, try operand())
  }

  private mutating func columnName() throws(DiagnosticList) -> String {
    defer { index += 1 }
    switch token.kind {
    case .identifier: return text(of: token)
    case .string(let name): return name
    default: throw unexpected("the name of a column")
    }
  }

  private mutating func operand() throws(DiagnosticList) -> RowCondition.Operand {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    defer { index += 1 }
    switch token.kind {
    case .number(let value): return .number(isNegative ? -value : value)
    case _ where isNegative: throw unexpected("a number")
    case .string(let text): return text.isEmpty ? .missing : .text(text)
    case .identifier where text(of: token).uppercased() == "NA": return .missing
    case .identifier: return .name(text(of: token))
    case .invalid where text(of: token) == ".": return .missing
    default: throw unexpected("a number, a text in quotation marks, or NA")
    }
  }

  // MARK: - Tokens

  private static let comparisons: [String: RowCondition.Comparison] = [
    "==": .equal, "=": .equal, "!=": .unequal, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
  ]

  private var token: Token { tokens[min(index, tokens.count - 1)] }

  private func text(of token: Token) -> String { source[token.range] }

  private func word(at index: Int) -> String? {
    guard tokens.indices.contains(index), tokens[index].kind == .identifier else { return nil }
    return text(of: tokens[index])
  }

  private func isSymbol(_ symbol: String, _ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .symbol(symbol)
  }

  /// Takes a symbol; one of our lexer, or a sign that it has no meaning for, as often as it is repeated.
  private mutating func take(_ symbol: String) -> Bool {
    if token.kind == .symbol(symbol) {
      index += 1
      return true
    }
    let start = index
    while case .invalid = token.kind, text(of: token) == symbol { index += 1 }
    return index > start
  }

  private mutating func takeOr() -> Bool {
    if takeWord("or") || take(",") { return true }
    let start = index
    while take("|") {}
    return index > start
  }

  private mutating func takeWord(_ word: String) -> Bool {
    // NONMEM's '.AND.' has become the word between blanks.
    guard token.kind == .identifier, plainText(of: token) == word else { return false }
    index += 1
    return true
  }

  private func plainText(of token: Token) -> String { text(of: token).lowercased() }

  private func unexpected(_ wanted: String) -> DiagnosticList {
    let found = token.kind == .end ? "the filter ends" : "'\(text(of: token))' stands"
    return failure("PK4402", "\(found) where \(wanted) should be", at: token.range)
  }

  private func failure(_ code: String, _ message: String, at range: Range<Int>) -> DiagnosticList {
    let help = ["write for instance SD == 0, TIME > 24 and SEX != \"male\", DV == NA, or NONMEM's (DOSE.EQ.0) or @"]
    return DiagnosticList([Diagnostic(code, message, at: range, help: help)], in: source)
  }
}

/// NONMEM's operators, replaced by ours of the same length, so that every place in the text stays where it was.
private enum NONMEMOperators {
  private static let replacements: [(from: [UInt8], to: [UInt8])] = [
    (".EQN.", " ==  "), (".NEN.", " !=  "), (".EQ.", " == "), (".NE.", " != "), (".GE.", " >= "), (".LE.", " <= "),
    (".GT.", " >  "), (".LT.", " <  "), (".AND.", " and "), (".OR.", " or "), (".NOT.", " not "), ("/=", "!="),
    ("'", "\""),
  ].map { (Array($0.utf8), Array($1.utf8)) }

  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var index = 0
    var isQuoted = false
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      let match = isQuoted ? nil : replacements.first { isFound($0.from, in: bytes, at: index) }
      if let match { result.replaceSubrange(index..<index + match.to.count, with: match.to) }
      index += match?.from.count ?? 1
    }
    return result
  }

  private static func isFound(_ pattern: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
    guard index + pattern.count <= bytes.count else { return false }
    return pattern.indices.allSatisfy { offset in
      let byte = bytes[index + offset]
      let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      return (isLower ? byte - 32 : byte) == pattern[offset]
    }
  }
}
