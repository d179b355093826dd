import PKText

extension Parser {
  /// The whole text.
  mutating func file() -> ModelSyntax? {
    guard isReadable() else { return nil }
    skipNewlines()
    guard token.kind != .end else {
      report(Diagnostic(.noText, "the text holds no model", at: 0..<0, help: [Self.skeleton]))
      return nil
    }
    guard findModel() else { return nil }
    do throws(Diagnostic) {
      var model = ModelSyntax(name: try name("the model's name"))
      skipNewlines()
      guard isAt("{") else { throw unexpected("'{' after the model's name") }
      let brace = token
      advance()
      body(of: &model, openedBy: brace)
      rest(after: &model, openedBy: brace)
      model.lostNames = lostNames
      return model
    } catch {
      report(error)
      return nil
    }
  }

  private static let skeleton =
    "a model file reads: model NAME { units { time = h } compartments { … } dynamics { … } }"

  /// Passes over the word `model`, reporting whatever stands before it.
  private mutating func findModel() -> Bool {
    if isAt(word: "model") {
      advance()
      return true
    }
    let first = token
    let header = tokens.indices.first { isHeader(at: $0) }
    var help = [Self.skeleton]
    if header == nil, first.kind == .identifier, isNamedBlock(at: position) {
      help = didYouMean(source[first.range], among: ["model"]).map { [$0] } ?? help
      position += 1
    } else if let header {
      position = header + 1
    }
    report(Diagnostic(.noModel, "a model file begins with 'model NAME {'", at: first.range, help: help))
    return header != nil || tokens[position].range != first.range
  }

  /// Whether `model NAME {` stands here at the start of a line.
  func isHeader(at index: Int) -> Bool {
    guard tokens[index].kind == .identifier, source[tokens[index].range] == "model" else { return false }
    guard index == 0 || tokens[index - 1].kind == .newline || tokens[index - 1].kind == .symbol("}") else {
      return false
    }
    return isNamedBlock(at: index)
  }

  private func isNamedBlock(at index: Int) -> Bool {
    guard index + 2 < tokens.count, tokens[index + 1].kind == .identifier else { return false }
    return indexAfterNewlines(from: index + 2).map { tokens[$0].kind == .symbol("{") } ?? false
  }

  /// Everything up to the brace that closes the model, or the end of the text.
  private mutating func body(of model: inout ModelSyntax, openedBy brace: Token) {
    while diagnostics.count <= Self.diagnosticLimit {
      skipNewlines()
      if isAt("}") || token.kind == .end || isHeader(at: position) { break }
      item(of: &model)
    }
    if isAt("}") { return }
    // Whatever is missing may have been meant to follow.
    model.isIncomplete = true
    guard !hasUnclosedSection else { return }
    report(unclosed(model.sections.last.flatMap(culprit) ?? brace))
  }

  /// The last section's brace, when what closed it stands where the model's closing brace should.
  private func culprit(_ section: SectionSyntax) -> Token? {
    guard let closing = section.closing, let first = tokens.first(where: { $0.kind != .newline }) else { return nil }
    let (model, keyword) = (
      source.location(of: first.range.lowerBound), source.location(of: section.keyword.lowerBound)
    )
    let column = source.location(of: closing.lowerBound).column
    return column == model.column && keyword.column > column ? Token(.symbol("{"), at: section.brace) : nil
  }

  /// Whether an open section was already reported: its brace is the one that is missing.
  private var hasUnclosedSection: Bool {
    diagnostics.contains { $0.code == DiagnosticCode.unclosed.rawValue && source[$0.range] == "{" }
  }

  private mutating func item(of model: inout ModelSyntax) {
    let start = position
    let isOrphan = startsStatement(at: position)
    do throws(Diagnostic) {
      guard token.kind == .identifier else { throw unexpected("a section") }
      if let next = indexAfterNewlines(from: position + 1), tokens[next].kind == .symbol("{") {
        readSection(into: &model)
      } else {
        try header(of: &model)
      }
    } catch {
      report(error)
      model.isIncomplete = true
      skipStatement()
      if isOrphan { skipOrphans() }
      loseNames(from: start)
      // Whatever it stands on, the next line is another matter.
      if position == start { position += 1 }
    }
  }

  /// Passes over further lines that stand in no section, and the brace that closes them: the section's first
  /// line is what is missing.
  private mutating func skipOrphans() {
    skipNewlines()
    while startsStatement(at: position) {
      skipStatement()
      skipNewlines()
    }
    guard isAt("}"), let next = indexAfterNewlines(from: position + 1) else { return }
    let isSection = tokens[next].kind == .identifier && SectionKind(rawValue: source[tokens[next].range]) != nil
    if isSection || tokens[next].kind == .symbol("}") { position += 1 }
  }

  /// `about "…"`, `reference "…"`, `status surrogate`.
  private mutating func header(of model: inout ModelSyntax) throws(Diagnostic) {
    let word = NameSyntax(source[token.range], at: token.range)
    switch word.text {
    case "about":
      let text = try text(after: word)
      if let first = model.about { report(repeated(word, first.range)) } else { model.about = text }
    case "reference": model.references.append(try text(after: word))
    case "status":
      advance()
      let status = try name("a status")
      if let first = model.status { report(repeated(word, first.range)) } else { model.status = status }
    default: throw unknownHeader(word)
    }
    guard token.kind == .newline || token.kind == .end || isAt("}") else { throw unexpected(Self.lineEnd) }
  }

  private mutating func unknownHeader(_ word: NameSyntax) -> Diagnostic {
    let known = ["about", "reference", "status"] + SectionKind.allCases.map(\.rawValue)
    if startsStatement(at: position) {
      return Diagnostic(
        .unexpected, "'\(word.text)' stands in no section", at: word.range,
        help: ["put the line into one of the sections \(SectionKind.list)"])
    }
    return Diagnostic(
      .unknownSection, "'\(word.text)' is no section", at: word.range,
      help: didYouMean(word.text, among: known).map { [$0] } ?? ["the sections are \(SectionKind.list)"])
  }

  private func repeated(_ word: NameSyntax, _ first: Range<Int>) -> Diagnostic {
    Diagnostic(
      .repeatedSection, "'\(word.text)' is given twice", at: word.range,
      notes: [.init("it is first given here", at: first)])
  }

  private mutating func text(after word: NameSyntax) throws(Diagnostic) -> TextSyntax {
    advance()
    guard case .string(let text) = token.kind else {
      throw unexpected("a text in quotes after '\(word.text)'")
    }
    let range = token.range
    advance()
    return TextSyntax(text, at: range)
  }

  /// Whatever follows the model: nothing should.
  private mutating func rest(after model: inout ModelSyntax, openedBy brace: Token) {
    guard isAt("}") else { return secondModel(after: model) }
    let closing = token.range
    position += 1
    skipNewlines()
    switch token.kind {
    case .end: return
    case .symbol("}"): report(Diagnostic(.strayBrace, "this '}' closes nothing", at: token.range))
    case .identifier where isHeader(at: position): secondModel(after: model)
    case .identifier where SectionKind(rawValue: source[token.range]) != nil:
      report(
        Diagnostic(
          .strayBrace, "this '}' closes the model, but a section follows", at: closing,
          notes: [.init("this section stands outside the model", at: token.range)]))
      body(of: &model, openedBy: brace)
    default: report(unexpected("nothing after the model"))
    }
  }

  private mutating func secondModel(after model: ModelSyntax) {
    guard isHeader(at: position) else { return }
    report(
      Diagnostic(
        .secondModel, "a file holds one model", at: token.range.lowerBound..<tokens[position + 1].range.upperBound,
        notes: [.init("the first is here", at: model.name.range)], help: ["put each model into a file of its own"]))
  }
}
