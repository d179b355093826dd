import Bateman
import Yams

/// A YAML text with the means to say where in it something stands.
struct YAMLText {
  /// The text as it was read.
  let source: SourceText
  private let lineStarts: [Int]

  init(_ source: SourceText) {
    self.source = source
    let newline = UInt8(ascii: "\n")
    lineStarts = [0] + source.bytes.indices.lazy.filter { source.bytes[$0] == newline }.map { $0 + 1 }
  }

  /// The text's only document; nil when it is empty.
  func root() throws(DiagnosticList) -> Node? {
    guard let text = String(validating: source.bytes, as: UTF8.self) else {
      throw failure("the file is not plain text in UTF-8", at: 0..<1)
    }
    do {
      return try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      let (message, range) = facts(of: error)
      throw failure(message, at: range)
    } catch {
      throw failure("the file cannot be read as YAML", at: 0..<1)
    }
  }

  /// The bytes of a scalar, or the first of anything else.
  func range(of node: Node) -> Range<Int> {
    guard let mark = node.mark else { return 0..<1 }
    let start = offset(of: mark)
    guard let scalar = node.scalar else { return start..<start + 1 }
    let length = max(1, scalar.string.utf8.count)
    return start..<start + length
  }

  /// Where the words of a scalar begin: behind its quotation mark, if it has one; nil when it is not verbatim.
  func verbatimStart(of scalar: Node.Scalar) -> Int? {
    guard let mark = scalar.mark else { return nil }
    let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
    let start = offset(of: mark) + (isQuoted ? 1 : 0)
    return source.bytes.dropFirst(start).starts(with: scalar.string.utf8) ? start : nil
  }

  /// A list with one diagnostic.
  func failure(_ message: String, at range: Range<Int>) -> DiagnosticList {
    DiagnosticList([Diagnostic("PK4901", message, at: range)], in: source)
  }

  private func facts(of error: YamlError) -> (message: String, range: Range<Int>) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = offset(of: mark)
      return ("the file cannot be read as YAML: \(problem)", start..<start + 1)
    case .duplicatedKeysInMapping(let keys, let context):
      let start = offset(of: context.mark)
      let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
      return ("\(names) is said twice", start..<start + 1)
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
      // Continuation bytes belong to the scalar before them.
      while offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
  }
}
