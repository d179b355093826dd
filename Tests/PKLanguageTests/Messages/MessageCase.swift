import PKLanguage
import PKText
import Testing

/// A text with something wrong in it, and everything that is printed about it.
struct MessageCase: Sendable, CustomTestStringConvertible {
  let source: SourceText
  let expected: String
  let testDescription: String

  /// One place of the illustration replaced.
  init(_ old: String, with new: String, prints expected: String) {
    source = Illustration.replacing(old, with: new)
    self.expected = expected
    testDescription = new
  }

  /// A whole text.
  init(text: String, prints expected: String) {
    source = SourceText(name: "mab.pkm", text)
    self.expected = expected
    testDescription = text
  }

  static let all =
    unexpected + braces + shape + names + units + calls + values + variability + dynamics

  /// What is printed about the text: the errors, or the warnings of a model that can be used.
  var printed: String { Self.rendered(source) }

  static func rendered(_ source: SourceText) -> String {
    do throws(DiagnosticList) {
      return DiagnosticList(try CheckedModel(parsing: source).warnings, in: source).rendered()
    } catch {
      return error.rendered()
    }
  }
}
