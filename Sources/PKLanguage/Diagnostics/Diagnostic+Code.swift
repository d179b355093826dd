import PKText

extension Diagnostic {
  /// Creates a diagnostic of the model language.
  init(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, notes: [Note] = [], help: [String] = []
  ) {
    self.init(
      code.rawValue, message, at: range, severity: code.isWarning ? .warning : .error, notes: notes, help: help)
  }
}
