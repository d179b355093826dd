import PKText
import Yams

/// The text of a protocol as a tree of YAML, with the means to say where something stands.
///
/// Scalars stay texts: YAML's own numbers, dates and truth values are never used.
struct ProtocolDocument {
  static let largestFile = 262_144
  static let longestLine = 1_000
  static let deepestNesting = 24

  let source: SourceText
  private let lineStarts: [Int]

  init(_ source: SourceText) {
    self.source = source
    let newline = UInt8(ascii: "\n")
    lineStarts = [0] + source.bytes.indices.lazy.filter { source.bytes[$0] == newline }.map { $0 + 1 }
  }

  /// The text's only document.
  func root() throws(DiagnosticList) -> Node {
    try checkShape()
    guard let text = String(validating: source.bytes, as: UTF8.self) else {
      throw failure("the file is not plain text in UTF-8", at: 0..<1)
    }
    do {
      guard let node = try Yams.compose(yaml: text, .basic) else { throw failure("the file is empty", at: 0..<1) }
      return node
    } catch let error as YamlError {
      let (message, range) = facts(of: error)
      throw failure(message, at: range)
    } catch let error as DiagnosticList {
      throw error
    } catch {
      throw failure("the file cannot be read as YAML", at: 0..<1)
    }
  }

  /// Refuses what a protocol never needs and a recursive reader may not survive: size, depth, anchors.
  private func checkShape() throws(DiagnosticList) {
    if source.bytes.count > Self.largestFile { throw failure("the file is larger than 256 kB", at: 0..<1) }
    var (lineLength, depth) = (0, 0)
    for (offset, byte) in source.bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): lineLength = 0
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        let isFirst = offset == 0 || [32, 10, 44, 45, 91, 123, 58].contains(source.bytes[offset - 1])
        let isName = offset + 1 < source.bytes.count && source.bytes[offset + 1] > 32
        if isFirst, isName { throw failure("anchors and aliases are not used in protocols", at: offset..<offset + 1) }
      default: break
      }
      lineLength += 1
      if lineLength > Self.longestLine { throw failure("the line is longer than 1,000 bytes", at: offset..<offset + 1) }
      if depth > Self.deepestNesting { throw failure("brackets are nested too deeply", at: offset..<offset + 1) }
    }
  }

  /// The bytes of a scalar, or the first of anything else.
  func range(of node: Node?) -> Range<Int> {
    guard let node, let mark = node.mark else { return 0..<1 }
    let start = offset(of: mark)
    let length = node.scalar.map { max(1, $0.string.utf8.count) } ?? 1
    return start..<min(start + length, max(start + 1, source.bytes.count))
  }

  /// A list with one diagnostic.
  func failure(_ message: String, at range: Range<Int>) -> DiagnosticList {
    DiagnosticList([Diagnostic("PK7001", message, at: range)], in: source)
  }

  private func facts(of error: YamlError) -> (message: String, range: Range<Int>) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = offset(of: mark)
      return ("the file cannot be read as YAML: \(problem)", start..<start + 1)
    case .duplicatedKeysInMapping(let keys, let context):
      let start = offset(of: context.mark)
      return ("\(keys.sorted().map { "'\($0)'" }.joined(separator: ", ")) is said twice", start..<start + 1)
    default:
      return ("the file cannot be read as YAML", 0..<1)
    }
  }

  /// The byte at a mark, whose line and column (in Unicode scalars) are counted from 1.
  private func offset(of mark: Mark) -> Int {
    guard mark.line >= 1, mark.line <= lineStarts.count else { return source.bytes.count }
    var offset = lineStarts[mark.line - 1]
    var column = 1
    while column < mark.column, offset < source.bytes.count {
      offset += 1
      while offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
  }
}
