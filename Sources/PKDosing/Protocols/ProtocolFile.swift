public import PKText

/// A protocol file that has been read, and whose own vectors have come out.
public struct ProtocolFile: Sendable {
  /// The rules.
  public let rules: DosingProtocol
  /// The text they were read from.
  public let source: SourceText
  /// The fingerprint of the text.
  public let sha256: String

  /// Reads a file and runs its vectors.
  ///
  /// - Throws: everything that is wrong with the file, with line and column; a vector that does not come
  ///   out is an error like a misspelt key.
  public init(_ source: SourceText) throws(DiagnosticList) {
    rules = try ProtocolReader.read(source)
    self.source = source
    sha256 = Fingerprint.sha256(source.bytes)
    let faults = rules.vectors.compactMap { Self.fault(of: $0, rules, source) }
    if !faults.isEmpty { throw DiagnosticList(faults, in: source) }
  }

  /// The code of the diagnostics of vectors that do not come out.
  static let vectorCode = "PK7006"

  private static func fault(
    of vector: ProtocolVector, _ rules: DosingProtocol, _ source: SourceText
  ) -> Diagnostic? {
    let found: String
    let expected: String
    switch vector.expectation {
    case .dose(let dose): expected = dose.text
    case .refused(let code): expected = "refused as '\(code.rawValue)'"
    }
    do {
      let dose = try DoseCalculator.dose(vector.request, by: rules).dose
      if vector.expectation == .dose(dose) { return nil }
      found = dose.text
    } catch {
      if vector.expectation == .refused(error.code) { return nil }
      found = "refused as '\(error.code.rawValue)': \(error.message)"
    }
    return Diagnostic(
      vectorCode, "the vector does not come out: expected \(expected), found \(found)",
      at: source.start(ofLine: vector.line), help: ["correct the rule or the vector; nothing is computed before"])
  }
}

extension SourceText {
  /// The first byte of a line, counted from 1.
  fileprivate func start(ofLine number: Int) -> Range<Int> {
    var line = 1
    for (offset, byte) in bytes.enumerated() {
      if line >= number, byte > 32 { return offset..<offset + 1 }
      if byte == UInt8(ascii: "\n") { line += 1 }
    }
    return 0..<1
  }
}

extension ProtocolFile {
  /// The names of the values that whoever calculates must give.
  public var parameterNames: [String] { rules.parameters.map(\.name) }
}
