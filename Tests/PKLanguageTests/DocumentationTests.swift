import Foundation
import PKLanguage
import PKText
import Testing

/// The reference's example is a model, and what it says of limits and names is so.
@Suite struct DocumentationTests {
  static let article = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/PKLanguage/PKLanguage.docc/ModelLanguage.md")

  @Test func theExampleIsCorrect() throws {
    let text = try String(contentsOf: Self.article, encoding: .utf8)
    let blocks = text.components(separatedBy: "```pkm\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count == 1)
    for block in blocks {
      #expect(MessageCase.rendered(SourceText(name: "article", block)) == "")
    }
  }

  @Test func limitsAndWords() throws {
    let text = try String(contentsOf: Self.article, encoding: .utf8)
    #expect(text.contains("a text of \(Parser.sizeLimit >> 10) KiB"))
    #expect(text.contains("nested \(Parser.nestingLimit) deep"))
    #expect(text.contains("operators \(Parser.depthLimit) long"))
    #expect(text.contains("At most \(Parser.diagnosticLimit) diagnostics"))
    for word in ReservedNames.quantities + ReservedNames.words + ReservedNames.functions {
      #expect(text.contains(word), "\(word)")
    }
    for section in SectionKind.allCases { #expect(text.contains("| `\(section.rawValue)`")) }
    for model in ErrorModel.allCases {
      #expect(text.contains("`\(model.rawValue)(") || text.contains("| `\(model.rawValue)` |"))
    }
  }
}
