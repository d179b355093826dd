import Bateman
import Foundation
import Testing

/// The README's example of the library: the lines below are compiled, run, and compared with those in the README.
@Suite struct ReadmeExampleTests {
  @Test func runs() async throws {
    let file = modelFolder.appendingPathComponent("teaching/iv2.pkm").path
    let median = try await medianPeak(of: file)
    // The typical patient's Cmax of the third day is 4.31 mg/L; half of the patients are above and half below, up
    // to sampling error (a standard error of about 1 % for 1,000 patients with CV 20 %).
    #expect(abs(median / 4.31 - 1) < 0.05)
  }

  private func medianPeak(of file: String) async throws -> Double {
    // README begins
    let model = try Model(contentsOf: file)
    let regimen = try Regimen("100 mg iv over 1 h every 24 h x 3")
    let patients = try PopulationSimulation(of: model, arms: [Arm(regimen)], subjects: 1_000)
    var peaks = QuantileAccumulator()
    try await patients.run { chunk in
      for subject in chunk.subjects { peaks.add(chunk.exposure(subject: subject, cycle: 2, output: 0).cmax) }
    }
    // README ends
    return peaks.quantile(0.5)
  }

  @Test func isWhatTheReadmeShows() throws {
    let readme = try String(
      contentsOf: modelFolder.deletingLastPathComponent().appendingPathComponent("README.md"), encoding: .utf8)
    let shown = try #require(
      readme.components(separatedBy: "```swift\n").dropFirst().first?.components(separatedBy: "```").first)
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let compiled = try #require(
      source.components(separatedBy: "// README begins\n").dropFirst().first?.components(separatedBy: "// README ends")
        .first)
    func lines(_ text: String) -> [String] {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty && !$0.hasPrefix("import ") && !$0.hasPrefix("print(") }
    }
    #expect(
      lines(shown).map { $0.replacingOccurrences(of: "\"Models/teaching/iv2.pkm\"", with: "file") } == lines(compiled))
  }
}
