/// A piece of a YAML file: a text, a list or named values, with the place where it stands.
///
/// Scalars stay texts: YAML's own numbers, dates and truth values are never used, so that `1.10`, `no` and
/// `2026-11-28` reach their reader as they were written.
public struct YAMLNode: Hashable, Sendable {
  /// A name and what stands behind it.
  public struct Pair: Hashable, Sendable {
    /// The name.
    public let key: YAMLNode
    /// What stands behind it.
    public let value: YAMLNode
  }

  /// The three shapes of a node.
  public enum Content: Hashable, Sendable {
    case text(String)
    case list([YAMLNode])
    case mapping([Pair])
  }

  /// What the node holds.
  public let content: Content
  /// The bytes of a text, or the first byte of anything else.
  public let range: Range<Int>
  /// Where the words of a text begin in the file, behind its quotation mark; nil when they do not stand there as they
  /// read (escapes, folded lines) or the node is no text.
  public let verbatimStart: Int?

  /// The text; nil for lists and mappings.
  public var text: String? { if case .text(let text) = content { text } else { nil } }

  /// The entries of a list; nil for anything else.
  public var list: [YAMLNode]? { if case .list(let nodes) = content { nodes } else { nil } }

  /// The names and values of a mapping, in the order of the file; nil for anything else.
  public var pairs: [Pair]? { if case .mapping(let pairs) = content { pairs } else { nil } }

  /// The value of a name; nil without it.
  public subscript(key: String) -> YAMLNode? { pairs?.first { $0.key.text == key }?.value }

  /// Where in the file a part of the node's text stands.
  ///
  /// - Parameter part: a range of bytes of `text`.
  /// - Returns: the bytes of the part, where the text stands verbatim; else those of the node.
  public func range(ofPart part: Range<Int>) -> Range<Int> {
    guard let verbatimStart else { return range }
    return verbatimStart + part.lowerBound..<max(verbatimStart + part.upperBound, verbatimStart + part.lowerBound + 1)
  }
}
