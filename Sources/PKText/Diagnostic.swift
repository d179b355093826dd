/// One thing that is wrong or doubtful in a text: facts, the place, and the way out.
///
/// A diagnostic is a value; `rendered(in:)` turns it into the lines that a person reads.
public struct Diagnostic: Error, Hashable, Sendable {
  /// Whether the text can still be used.
  public enum Severity: String, Hashable, Sendable { case error, warning }

  /// A second place that explains the first.
  public struct Note: Hashable, Sendable {
    /// The bytes pointed at.
    public var range: Range<Int>
    /// What is to be seen there.
    public var message: String

    /// Creates a note.
    public init(_ message: String, at range: Range<Int>) {
      self.range = range
      self.message = message
    }
  }

  /// A stable code, such as `PK2003`: a letter pair and four digits.
  public var code: String
  /// Whether the text can still be used.
  public var severity: Severity
  /// What is wrong, in one line without a full stop.
  public var message: String
  /// The bytes of the text that the message speaks of.
  public var range: Range<Int>
  /// Further places that explain the message.
  public var notes: [Note]
  /// How to put it right; one line each.
  public var help: [String]

  /// Creates a diagnostic.
  public init(
    _ code: String, _ message: String, at range: Range<Int>, severity: Severity = .error,
    notes: [Note] = [], help: [String] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.notes = notes
    self.help = help
  }
}

/// What a text had wrong with it: at least one error, and the warnings found on the way.
public struct DiagnosticList: Error, Sendable {
  /// The text that the diagnostics point into.
  public let source: SourceText
  /// The diagnostics in the order of the text.
  public let diagnostics: [Diagnostic]

  /// Creates a list, in the order of the text.
  public init(_ diagnostics: [Diagnostic], in source: SourceText) {
    self.source = source
    self.diagnostics = diagnostics.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.code) < ($1.range.lowerBound, $1.range.upperBound, $1.code)
    }
  }
}
