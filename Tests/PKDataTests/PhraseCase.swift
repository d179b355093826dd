import PKText
import Testing

/// A phrase with a mistake, and what is said of it: `code message | the text pointed at | help`,
/// one for each.
struct PhraseCase: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: [String]

  init(_ text: String, _ expected: String...) { (self.text, self.expected) = (text, expected) }

  var testDescription: String { text }

  func check(_ read: (SourceText) throws(DiagnosticList) -> Void) {
    let source = SourceText(name: "phrase", text)
    do {
      try read(source)
      Issue.record("'\(text)' was read")
    } catch {
      let said = error.diagnostics.map { diagnostic in
        let pointed = source[diagnostic.range]
        return (["\(diagnostic.code) \(diagnostic.message)", pointed] + diagnostic.help).joined(separator: " | ")
      }
      #expect(said == expected)
    }
  }
}
