public import PKText

extension CheckedModel {
  /// Reads and checks a model file's text.
  ///
  /// Total: every sequence of bytes gives a model or diagnostics. Warnings of a model that can be used are in
  /// `warnings`.
  ///
  /// - Throws: a `DiagnosticList` with at least one error; each mistake is reported once, as many as can be
  ///   found, at most 100.
  public init(parsing source: SourceText) throws(DiagnosticList) {
    let (syntax, syntaxDiagnostics) = Parser.parse(source)
    guard let syntax else { throw DiagnosticList(syntaxDiagnostics.limited(in: source), in: source) }
    var checker = Checker(syntax, in: source, hasSyntaxErrors: !syntaxDiagnostics.isEmpty)
    let (model, diagnostics) = checker.check()
    let all = (syntaxDiagnostics + diagnostics).limited(in: source)
    guard !all.contains(where: { $0.severity == .error }) else { throw DiagnosticList(all, in: source) }
    self = model
    warnings = DiagnosticList(all, in: source).diagnostics
  }
}

extension [Diagnostic] {
  /// The diagnostics without repetitions, and no more of them than a person reads.
  fileprivate func limited(in source: SourceText) -> [Diagnostic] {
    var seen: Set<Place> = []
    let unique = DiagnosticList(self, in: source).diagnostics.filter {
      seen.insert(Place(code: $0.code, range: $0.range)).inserted
    }
    guard unique.count > Parser.diagnosticLimit else { return unique }
    let shown = unique.prefix(Parser.diagnosticLimit)
    let end = shown.last?.range ?? 0..<0
    let message = "there are more errors; the first \(Parser.diagnosticLimit) are shown"
    return shown + [Diagnostic(.tooManyDiagnostics, message, at: end.upperBound..<end.upperBound)]
  }
}

/// What tells two reports of one mistake from two mistakes.
private struct Place: Hashable {
  var code: String
  var range: Range<Int>
}
