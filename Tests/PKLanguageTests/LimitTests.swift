import Foundation
import PKLanguage
import PKText
import Testing

/// Texts that are too long, too deep, too wrong, or no texts.
@Suite struct LimitTests {
  /// The codes that are tested here and not by a table of rendered messages.
  static let codes: [DiagnosticCode] = [.notText, .textTooLong, .tooDeep, .tooManyDiagnostics]

  /// The codes and places of everything that is wrong with a text.
  static func findings(_ source: SourceText) -> [String] {
    do throws(DiagnosticList) {
      return try CheckedModel(parsing: source).warnings.map { "\($0.code) \(source.location(of: $0.range.lowerBound))" }
    } catch {
      return error.diagnostics.map { "\($0.code) \(source.location(of: $0.range.lowerBound))" }
    }
  }

  @Test func bytesThatAreNoText() {
    #expect(Self.findings(SourceText(name: "m", bytes: [0x4D, 0x5A, 0, 3])) == ["PK1002 1:3"])
    #expect(Self.findings(SourceText(name: "m", bytes: Array("// \u{E9}\nmodel ".utf8) + [0xB5])) == ["PK1002 2:7"])
    let utf16 = "model m { }".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(Self.findings(SourceText(name: "m", bytes: utf16)) == ["PK1002 1:2"])
  }

  @Test func byteOrderMarkIsPassedOver() {
    let source = SourceText(name: "m", bytes: [0xEF, 0xBB, 0xBF] + Array(Illustration.text.utf8))
    #expect(Self.findings(source) == [])
  }

  @Test func windowsLineEndsAreLineEnds() {
    let text = Illustration.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    #expect(Self.findings(SourceText(name: "m", text)) == [])
  }

  @Test func emptyTexts() {
    for text in ["", "\n\n", "   ", "# only\n// comments", "\r\n"] {
      #expect(Self.findings(SourceText(name: "m", text)) == ["PK1001 1:1"])
    }
  }

  @Test func longTexts() {
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: Parser.sizeLimit + 1)
    #expect(Self.findings(SourceText(name: "m", bytes: line)) == ["PK1003 1:1"])
    let comment = "// " + String(repeating: "x", count: 200_000) + "\n"
    #expect(Self.findings(SourceText(name: "m", comment + Illustration.text)) == [])
  }

  /// The illustration with an expression of a given shape in it.
  static func nested(_ expression: String) -> SourceText {
    Illustration.replacing("KA * depot", with: "KA * depot * (\(expression))")
  }

  static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(arguments: [
    (repeated("(", 190) + "1" + repeated(")", 190), true), (repeated("(", 300) + "1" + repeated(")", 300), false),
    (repeated("-", 190) + "1", true), (repeated("-", 300) + "1", false),
    ("1" + repeated("^1", 190), true), ("1" + repeated("^1", 300), false),
    (repeated("exp(", 190) + "1" + repeated(")", 190), true), (repeated("abs(", 300) + "1" + repeated(")", 300), false),
    ("1" + repeated(" + 1", 490), true), ("1" + repeated(" * 1", 600), false),
    ("1" + repeated(" - (1", 90) + repeated(")", 90), true),
    ("if(" + repeated("not ", 150) + "(1 < 2), 1, 2)", true), ("if(" + repeated("not ", 300) + "(1 < 2), 1, 2)", false),
    ("if(1 < 2" + repeated(" and 1 < 2", 480) + ", 1, 2)", true),
    ("if(1 < 2" + repeated(" or 1 < 2", 600) + ", 1, 2)", false),
  ])
  func depth(_ expression: String, _ isAccepted: Bool) {
    let findings = Self.findings(Self.nested(expression))
    #expect(findings.map { $0.prefix(6) } == (isAccepted ? [] : ["PK1013"]))
  }

  @Test func hugeNestingDoesNotRunOffTheStack() {
    for text in ["(", "-", "not ", "exp(", "1^", "1+(", "if(", "[", "{", "a{"] {
      let findings = Self.findings(Self.nested(Self.repeated(text, 5_000)))
      #expect(!findings.isEmpty && findings.count < 10, "\(text) gives \(findings.count)")
    }
  }

  /// The deepest expressions that are accepted need less than 1 MiB of stack, half of what is given here.
  @Test(arguments: [
    "1" + repeated(" + 1", 490), repeated("(", 190) + "1" + repeated(")", 190),
    repeated("exp(", 190) + "1" + repeated(")", 190),
  ])
  func depthFitsASmallStack(_ expression: String) async {
    let source = Self.nested(expression)
    let findings = await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: Self.findings(source)) }
      thread.stackSize = 2 << 20
      thread.start()
    }
    #expect(findings == [])
  }

  @Test func noMoreDiagnosticsThanAreRead() throws {
    let lines = (0..<500).map { "    x\($0) = unknown\($0)\n" }.joined()
    let findings = Self.findings(Illustration.replacing("    absorption = KA * depot\n", with: lines))
    #expect(findings.count == 101)
    #expect(findings.last?.hasPrefix("PK1017") == true)
    let later = (0..<3_000).map { "    x\($0) = x\($0 + 1)\n" }.joined()
    #expect(Self.findings(Illustration.replacing("    absorption = KA * depot\n", with: later)).count == 101)
    let rubbish = Self.findings(
      Illustration.replacing("    absorption = KA * depot\n", with: Self.repeated("? ?\n", 500)))
    #expect(rubbish.count <= 101 && rubbish.count > 90)
  }

  @Test func manyStatementsAreNoMatter() {
    let thetas = (0..<5_000).map { "    p\($0) : L/day = \($0)\n" }.joined()
    let findings = Self.findings(
      Illustration.replacing("    tvCL : L/day = 0.3   in 0.01...5 \"clearance\"\n", with: thetas))
    #expect(findings.count == 1)
  }
}
