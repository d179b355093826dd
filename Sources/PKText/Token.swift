/// The smallest meaningful piece of a text in one of the project's little languages.
public struct Token: Hashable, Sendable {
  /// What a token is.
  public enum Kind: Hashable, Sendable {
    /// A word of letters, digits and underscores that begins with a letter or underscore.
    case identifier
    /// A number without sign, such as `0.42`, `1e-5` or `.5`; the value is finite.
    case number(Double)
    /// A text in double quotes; the value has its escapes (`\"`, `\\`) resolved.
    case string(String)
    /// One of `Lexer.symbols`.
    case symbol(String)
    /// The end of a line.
    case newline
    /// The end of the text.
    case end
    /// Something that no language of ours contains; the value says what is wrong with it.
    case invalid(String)
  }

  /// What the token is.
  public let kind: Kind
  /// The bytes of the text that it covers.
  public let range: Range<Int>

  /// Creates a token.
  public init(_ kind: Kind, at range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}
