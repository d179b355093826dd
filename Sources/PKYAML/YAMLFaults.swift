public import PKText

/// What a file has wrong with it, collected while its sections are read.
///
/// ```swift
/// let faults = try YAMLFaults(source, codes: YAMLCodes(from: 5001))
/// let fields = YAMLFields(faults.root, "study", keys: ["name", "arms"], in: faults)
/// …
/// try faults.check()
/// ```
public final class YAMLFaults {
  /// How many are collected; a file that has more is told of these.
  static let most = 50

  /// The text.
  public let source: SourceText
  /// The text's document.
  public let root: YAMLNode
  /// The codes of this kind of file.
  public let codes: YAMLCodes
  /// What has been reported, in the order of the reports.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Reads a text as YAML.
  ///
  /// - Throws: one diagnostic when it is empty, too large or no YAML.
  public init(_ source: SourceText, codes: YAMLCodes, limits: YAMLLimits = YAMLLimits()) throws(DiagnosticList) {
    self.source = source
    self.codes = codes
    root = try YAMLText(source, codes: codes, limits: limits).root()
  }

  /// Collects a diagnostic.
  public func add(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.most { diagnostics.append(diagnostic) }
  }

  /// Collects what is wrong with a node.
  ///
  /// - Parameters:
  ///   - code: a code of the file's kind.
  ///   - message: what is wrong, in one line without a full stop.
  ///   - node: where; nil for the file as a whole.
  ///   - help: how to put it right.
  public func report(_ code: String, _ message: String, at node: YAMLNode?, help: [String] = []) {
    add(Diagnostic(code, message, at: node?.range ?? 0..<1, help: help))
  }

  /// Collects what another language's reader found wrong with a node's text, at its place in the file.
  public func add(_ list: DiagnosticList, in node: YAMLNode) {
    for var diagnostic in list.diagnostics {
      diagnostic.range = node.range(ofPart: diagnostic.range)
      diagnostic.notes = diagnostic.notes.map { Diagnostic.Note($0.message, at: node.range(ofPart: $0.range)) }
      add(diagnostic)
    }
  }

  /// Collects every key of a mapping that is not known.
  ///
  /// - Parameters:
  ///   - node: the mapping; nothing else has keys.
  ///   - known: the keys that it may have.
  ///   - what: what the mapping is called, such as `a phase`.
  ///   - code: the code; that of the file's kind when nil.
  public func checkKeys(of node: YAMLNode, known: [String], in what: String, code: String? = nil) {
    for pair in node.pairs ?? [] {
      let key = pair.key.text ?? ""
      guard !known.contains(key) else { continue }
      let help = didYouMean(key, among: known) ?? "\(what) has \(known.map { "'\($0)'" }.joined(separator: ", "))"
      report(code ?? codes.unknownKey, "unknown key '\(shown(key))' in \(what)", at: pair.key, help: [help])
    }
  }

  /// Ends the reading.
  ///
  /// - Throws: what has been collected, if anything.
  public func check() throws(DiagnosticList) {
    if !diagnostics.isEmpty { throw DiagnosticList(diagnostics, in: source) }
  }
}
