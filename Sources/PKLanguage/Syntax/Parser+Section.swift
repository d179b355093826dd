import PKText

extension SectionKind {
  /// The sections by name.
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Parser {
  /// `name { statements }`; the current token is the name.
  mutating func readSection(into model: inout ModelSyntax) {
    let keyword = NameSyntax(source[token.range], at: token.range)
    advance()
    skipNewlines()
    let brace = token
    position += 1
    guard let kind = kind(of: keyword) else {
      model.isIncomplete = true
      return skipSection(openedBy: brace)
    }
    section = kind
    var read = SectionSyntax(kind: kind, keyword: keyword.range, brace: brace.range)
    statements(of: &read, openedBy: brace)
    if let first = model.section(kind) {
      report(
        Diagnostic(
          .repeatedSection, "the section '\(kind.rawValue)' is given twice", at: keyword.range,
          notes: [.init("it is first given here", at: first.keyword)], help: ["put its lines together"]))
    }
    model.sections.append(read)
  }

  /// What section a word names; a misspelt one is read as what it was meant to be.
  private mutating func kind(of keyword: NameSyntax) -> SectionKind? {
    if let kind = SectionKind(rawValue: keyword.text) { return kind }
    let nearest = nearestName(to: keyword.text, among: SectionKind.allCases.map(\.rawValue))
    report(
      Diagnostic(
        .unknownSection, "'\(keyword.text)' is no section", at: keyword.range,
        help: [nearest.map { "did you mean '\($0)'?" } ?? "the sections are \(SectionKind.list)"]))
    return nearest.flatMap(SectionKind.init)
  }

  private mutating func statements(of section: inout SectionSyntax, openedBy brace: Token) {
    let start = position
    while diagnostics.count <= Self.diagnosticLimit {
      skipNewlines()
      if isAt("}") {
        section.closing = token.range
        position += 1
        break
      }
      if token.kind == .end || startsSection { return report(unclosedSection(brace)) }
      let before = position
      section.statements.append(statement())
      // A statement that could read nothing must not be tried again.
      if position == before { position += 1 }
    }
    guard section.statements.isEmpty, position > start else { return }
    report(
      Diagnostic(
        .emptySection, "the section '\(section.kind.rawValue)' is empty", at: section.keyword,
        help: ["leave it out, or write lines such as \(section.kind.example)"]))
  }

  /// Whether another section begins: none can stand inside this one.
  private var startsSection: Bool {
    guard token.kind == .identifier, position + 1 < tokens.count else { return false }
    guard SectionKind(rawValue: source[token.range]) != nil else { return isHeader(at: position) }
    return tokens[position + 1].kind == .symbol("{")
  }

  private func unclosedSection(_ brace: Token) -> Diagnostic {
    guard token.kind != .end else { return unclosed(brace) }
    let next = source[token.range]
    return unclosed(brace, note: .init("'\(next)' begins here, inside the open section", at: token.range))
  }

  /// Passes over a section that nobody knows.
  private mutating func skipSection(openedBy brace: Token) {
    let start = position
    var depth = 1
    while depth > 0, token.kind != .end {
      if isAt("{") { depth += 1 } else if isAt("}") { depth -= 1 }
      position += 1
    }
    loseNames(from: start)
    if depth > 0 { report(unclosed(brace)) }
  }
}
