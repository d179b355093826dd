import Foundation
import PKDosing
import PKText
import Testing

/// The protocols that ship: every one is read, and its vectors come out.
@Suite struct ShippedProtocolTests {
  static let names = [
    "bat6021", "brentuximab_vedotin", "enfortumab_vedotin", "hlx43_escc", "hlx43_npc", "sys6043",
    "trastuzumab_deruxtecan",
  ]

  @Test("every file is here, is read, and is listed in the README") func complete() throws {
    let folder = TestFiles.root.appendingPathComponent("Protocols")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.filter { $0.hasSuffix(".yaml") }.sorted() == Self.names.map { $0 + ".yaml" })
    let readme = try String(contentsOf: folder.appendingPathComponent("README.md"), encoding: .utf8)
    for name in Self.names { #expect(readme.contains("`\(name).yaml`")) }
  }

  @Test("a file is read and its vectors come out", arguments: names) func isRead(name: String) throws {
    do {
      let file = try TestFiles.shipped(name)
      #expect(file.sha256.hasPrefix("sha256:") && file.sha256.count == 71)
    } catch let error as DiagnosticList {
      Issue.record("\(error)")
    }
  }
}
