import Foundation
import Testing

/// What the sources of the module must not contain.
@Suite struct SourceTests {
  @Test("no floating point, no clock, no locale, no randomness") func words() throws {
    let folder = TestFiles.root.appendingPathComponent("Sources/PKDosing")
    let files =
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
    #expect(files.count > 40)
    let forbidden = [
      "Double", "Float", "CGFloat", "import Foundation", "Date()", "Locale", "TimeZone", "Calendar", ".random",
      "UUID", "gettimeofday", "clock_gettime", "setlocale", "getenv", "try!", "fatalError",
    ]
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
      for word in forbidden { #expect(!code.contains(word), "\(file.lastPathComponent) contains '\(word)'") }
    }
  }
}
