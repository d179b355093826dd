import Bateman
import Foundation
import Testing

/// The models of the project and the page that lists them.
@Suite struct ModelCatalogueTests {
  static let paths = (FileManager.default.enumerator(atPath: modelFolder.path)?.compactMap { $0 as? String } ?? [])
    .filter { $0.hasSuffix(".pkm") }.sorted()

  @Test(arguments: paths) func isListedWithItsStatus(_ path: String) throws {
    let page = try String(contentsOf: modelFolder.appendingPathComponent("README.md"), encoding: .utf8)
    let row = try #require(page.split(separator: "\n").first { $0.contains("(\(path))") }, "no row for \(path)")
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(cells.last == (try model(at: path)).status.rawValue)
  }

  @Test(arguments: paths) func isNamedAfterItsFileAndSaysWhereItIsFrom(_ path: String) throws {
    let model = try model(at: path)
    #expect(path.hasSuffix("/\(model.name).pkm"))
    #expect(model.about != nil)
    #expect(!model.references.isEmpty)
    #expect(model.warnings.isEmpty)
  }

  @Test(arguments: paths.filter { $0.contains("surrogate") }) func aSurrogateSaysSoAtItsTop(_ path: String) throws {
    #expect(try model(at: path).status == .surrogate)
    let text = try String(contentsOf: modelFolder.appendingPathComponent(path), encoding: .utf8)
    let top = text.prefix(600)
    #expect(top.contains("SURROGATE"))
    #expect(top.contains("human pharmacokinetics of"))
  }

  private func model(at path: String) throws -> CheckedModel {
    let text = try String(contentsOf: modelFolder.appendingPathComponent(path), encoding: .utf8)
    return try CheckedModel(parsing: SourceText(name: path, text))
  }
}
