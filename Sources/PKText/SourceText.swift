/// A piece of text that somebody wrote, with the name it is known by and the means to point into it.
///
/// Positions are byte offsets into the UTF-8 text; `location(of:)` turns one into the line and column
/// that an editor shows. The text need not be valid UTF-8: bad bytes are shown as U+FFFD.
public struct SourceText: Sendable {
  /// What messages call the text: a file's name, or the option that it came from.
  public let name: String
  /// The text's bytes, as read.
  public let bytes: [UInt8]
  /// The byte offset at which each line begins; never empty.
  let lineStarts: [Int]

  /// Creates a source text from the bytes of a file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// Creates a source text from a string.
  public init(name: String, _ text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The text of a range of bytes.
  public subscript(range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The line and column, both counted from 1, of a byte offset.
  ///
  /// - Complexity: O(log *lines* + *bytes in the line*).
  public func location(of offset: Int) -> SourceLocation {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = String(decoding: bytes[lineStarts[low]..<offset], as: UTF8.self).count + 1
    return SourceLocation(line: low + 1, column: column)
  }

  /// The text of a line, counted from 1, without its line ending.
  public func line(_ number: Int) -> String {
    self[lineRange(number)]
  }

  /// The bytes of a line, counted from 1, without its line ending.
  func lineRange(_ number: Int) -> Range<Int> {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

/// A place in a text as an editor shows it: line and column, counted from 1.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The line, counted from 1.
  public let line: Int
  /// The column in characters, counted from 1.
  public let column: Int

  /// Creates a location.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The place as `line:column`.
  public var description: String { "\(line):\(column)" }
}
