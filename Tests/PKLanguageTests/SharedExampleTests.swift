import Foundation
import PKLanguage
import PKText
import Testing

/// The full model of the design folder, where that folder is at hand.
@Suite struct SharedExampleTests {
  static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "../shared/design/examples/adc_2cmt_payload.pkm").path

  @Test(.enabled(if: FileManager.default.fileExists(atPath: path), "no design folder next to the project"))
  func checksWithoutWarning() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: Self.path)))
    let source = SourceText(name: "adc_2cmt_payload.pkm", bytes: bytes)
    let model = try CheckedModel(parsing: source)
    #expect(model.compartments.count == 5)
    #expect(model.etaNames == ["CL", "V1", "CLp", "KREL"])
    #expect(model.outputs.count == 2)
    #expect(model.warnings.isEmpty)
  }
}
