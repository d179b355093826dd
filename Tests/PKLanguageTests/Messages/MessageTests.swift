import PKLanguage
import PKText
import Testing

/// Every message as people read it.
@Suite struct MessageTests {
  @Test(arguments: MessageCase.all)
  func prints(_ message: MessageCase) {
    #expect(message.printed == message.expected)
  }

  @Test(arguments: MessageCase.accepted)
  func accepts(_ change: MessageCase) {
    #expect(change.printed == "")
  }

  @Test func illustrationIsCorrect() throws {
    #expect(try CheckedModel(parsing: Illustration.source).warnings == [])
  }

  /// The tests of `LimitTests` have the codes whose texts are long or no text.
  @Test func everyCodeHasACase() {
    let printed = MessageCase.all.map(\.expected).joined(separator: "\n")
    for code in DiagnosticCode.allCases where !LimitTests.codes.contains(code) {
      #expect(printed.contains("[\(code.rawValue)]"), "no case prints \(code.rawValue)")
    }
  }

  @Test func everyCodeIsExplained() {
    for code in DiagnosticCode.allCases {
      #expect(code.rawValue.wholeMatch(of: /PK[123]0\d\d/) != nil)
      #expect(code.explanation.hasSuffix(".") || code.explanation.hasSuffix(".)"))
      #expect(!code.explanation.contains("\n"))
    }
    #expect(Set(DiagnosticCode.allCases.map(\.explanation)).count == DiagnosticCode.allCases.count)
  }
}
