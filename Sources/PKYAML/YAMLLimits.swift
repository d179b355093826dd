/// What a YAML file may be at most: a recursive reader must survive every file.
public struct YAMLLimits: Hashable, Sendable {
  /// The largest file in bytes.
  public var bytes = 1_048_576
  /// The longest line in bytes; it also bounds how deep indentation can nest.
  public var lineLength = 2_000
  /// How many brackets may be open at once.
  public var brackets = 24
  /// What the file is called where anchors are refused, such as `protocols`.
  public var kind = "these files"

  /// Creates limits with the defaults above.
  public init() {}

  /// What a text breaks first, and where; nil when it keeps all limits.
  ///
  /// Anchors and aliases are refused too: an alias can make a small file large.
  func breach(in source: [UInt8]) -> (message: String, offset: Int)? {
    if source.count > bytes { return ("the file is larger than \(bytes / 1024) kB", 0) }
    var (length, depth) = (0, 0)
    for (offset, byte) in source.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): length = 0
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        if Self.isAnchor(source, at: offset) { return ("anchors and aliases are not used in \(kind)", offset) }
      default: break
      }
      length += 1
      if length > lineLength { return ("the line is longer than \(lineLength) bytes", offset) }
      if depth > brackets { return ("brackets are nested too deeply", offset) }
    }
    return nil
  }

  private static func isAnchor(_ bytes: [UInt8], at offset: Int) -> Bool {
    let isFirst = offset == 0 || [32, 10, 44, 45, 91, 123, 58].contains(bytes[offset - 1])
    // A sign between spaces, as in `a * b`, names nothing.
    return isFirst && offset + 1 < bytes.count && bytes[offset + 1] > 32
  }
}
