public import PKText
import Yams

/// The text of a YAML file, with the means to say where in it something stands.
public struct YAMLText {
  /// The text as it was read.
  public let source: SourceText
  private let codes: YAMLCodes
  private let limits: YAMLLimits
  private let lineStarts: [Int]

  /// Creates the reader of a text.
  public init(_ source: SourceText, codes: YAMLCodes, limits: YAMLLimits = YAMLLimits()) {
    self.source = source
    self.codes = codes
    self.limits = limits
    let newline = UInt8(ascii: "\n")
    lineStarts = [0] + source.bytes.indices.lazy.filter { source.bytes[$0] == newline }.map { $0 + 1 }
  }

  /// The text's only document.
  ///
  /// - Throws: one diagnostic when the text is empty, too large or no YAML.
  public func root() throws(DiagnosticList) -> YAMLNode {
    if let (message, offset) = limits.breach(in: source.bytes) { throw failure(message, at: offset..<offset + 1) }
    guard let text = String(validating: source.bytes, as: UTF8.self) else {
      throw failure("the file is not plain text in UTF-8", at: 0..<1)
    }
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      let (message, range) = facts(of: error)
      throw failure(message, at: range)
    } catch {
      throw failure("the file cannot be read as YAML", at: 0..<1)
    }
    guard let composed else { throw failure("the file is empty", at: 0..<1) }
    return node(composed)
  }

  /// A list with one diagnostic.
  public func failure(_ message: String, at range: Range<Int>) -> DiagnosticList {
    DiagnosticList([Diagnostic(codes.syntax, message, at: range)], in: source)
  }

  private func node(_ node: Node) -> YAMLNode {
    let start = node.mark.map { offset(of: $0) } ?? 0
    switch node {
    case .scalar(let scalar):
      let verbatim = verbatimStart(of: scalar, from: start)
      let first = verbatim ?? start
      let end = max(first + 1, min(first + scalar.string.utf8.count, source.bytes.count))
      return YAMLNode(content: .text(scalar.string), range: first..<end, verbatimStart: verbatim)
    case .sequence(let sequence):
      return YAMLNode(content: .list(sequence.map { self.node($0) }), range: start..<start + 1, verbatimStart: nil)
    case .mapping(let mapping):
      let pairs = mapping.map { YAMLNode.Pair(key: self.node($0.key), value: self.node($0.value)) }
      return YAMLNode(content: .mapping(pairs), range: start..<start + 1, verbatimStart: nil)
    case .alias:
      // Refused by the limits before anything is composed.
      return YAMLNode(content: .text(""), range: start..<start + 1, verbatimStart: nil)
    }
  }

  private func verbatimStart(of scalar: Node.Scalar, from start: Int) -> Int? {
    let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
    let first = start + (isQuoted ? 1 : 0)
    return source.bytes.dropFirst(first).starts(with: scalar.string.utf8) ? first : nil
  }

  private func facts(of error: YamlError) -> (message: String, range: Range<Int>) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let start = offset(of: mark)
      return ("the file cannot be read as YAML: \(problem)", start..<start + 1)
    case .duplicatedKeysInMapping(let keys, let context):
      let start = offset(of: context.mark)
      return ("\(keys.sorted().map { "'\(shown($0))'" }.joined(separator: ", ")) is said twice", start..<start + 1)
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

/// A text of a file as a message may quote it: one line, at most 40 characters.
func shown(_ text: String) -> String {
  let plain = text.prefix(40).map { $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0 }
  return String(plain) + (text.count > 40 ? "…" : "")
}
