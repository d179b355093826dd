import Foundation
import Testing

/// Regimens from YAML: the same content as the regimen language, and errors with line and column.
@Suite struct RegimenFileTests {
  @Test func givesTheSameAsTheLanguage() throws {
    let folder = try TemporaryFolder()
    try folder.file(
      "arms.yaml",
      """
      # Three ways to write an arm.
      regimens:
        - name: loaded
          phases:
            - {dose: 300 mg, route: iv, over: 60 min}
            - {dose: 200 mg, every: 24 h, count: 2}
        - name: "flat"
          dose: 250 mg
          over: 1 h
          every: 1 day
          count: 3
        - "line: 100 mg iv bolus every 24 h x 3"
      """)
    let model = projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path
    let fromFile = try CommandRun("simulate", model, "--regimen", "arms.yaml", "--subjects", "5", in: folder.url)
    #expect(fromFile.status == 0, "\(fromFile.errors)")
    let fromText = try CommandRun(
      "simulate", model, "--regimen", "loaded: 300 mg iv over 60 min once, then 200 mg every 24 h x 2",
      "--regimen", "flat: 250 mg over 1 h every 1 day x 3", "--regimen", "line: 100 mg iv bolus every 24 h x 3",
      "--subjects", "5")
    #expect(fromFile.output == fromText.output)
  }

  @Test func theDocumentedFileWorks() throws {
    let page = try String(contentsOf: projectRoot.appendingPathComponent("Documentation/Command.md"), encoding: .utf8)
    let yaml = try #require(
      page.components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "```").first)
    let folder = try TemporaryFolder()
    try folder.file("arms.yml", yaml)
    let model = projectRoot.appendingPathComponent("Models/oncology/hlx43_surrogate.pkm").path
    let run = try CommandRun("simulate", model, "--regimen", "arms.yml", "--typical", "--quiet", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    for arm in ["loaded", "capped", "low"] { #expect(run.output.contains("\n\(arm) ")) }
  }

  /// A wrong file, where it is wrong, and what is said.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var place: String
    var words: [String]
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "empty", text: "", place: "1:1", words: ["the file is empty"]),
    Case(name: "unknown key at the top", text: "regimen:\n  - x\n", place: "1:1", words: ["did you mean 'regimens'?"]),
    Case(
      name: "unknown key", text: "regimens:\n  - name: a\n    dose: 1 mg\n    evry: 24 h\n", place: "4:5",
      words: ["unknown key 'evry'", "did you mean 'every'?"]),
    Case(name: "no dose", text: "regimens:\n  - name: a\n    every: 24 h\n", place: "2:5", words: ["no 'dose'"]),
    Case(
      name: "bad unit", text: "regimens:\n  - name: a\n    dose: 1 mgg\n    every: 24 h\n    count: 2\n", place: "3:13",
      words: ["mgg", "^^^"]),
    Case(
      name: "bad unit in quotes", text: "regimens:\n  - {name: a, dose: \"1 mgg\"}\n", place: "2:24", words: ["mgg"]),
    Case(name: "negative dose", text: "regimens:\n  - dose: -1 mg\n", place: "2:11", words: ["-1 mg"]),
    Case(name: "comma decimals", text: "regimens:\n  - dose: 2,5 mg\n", place: "2:11", words: ["2.5"]),
    Case(
      name: "a regimen in a field", text: "regimens:\n  - dose: 1 mg every 24 h x 3\n", place: "2:11",
      words: ["'dose' takes a number and a unit"]),
    Case(name: "a list in a field", text: "regimens:\n  - dose: [1, 2]\n", place: "2:11", words: ["'dose' takes"]),
    Case(
      name: "half a number of doses", text: "regimens:\n  - dose: 1 mg\n    every: 24 h\n    count: 2.5\n",
      place: "4:12",
      words: ["'2.5' is no number of doses"]),
    Case(
      name: "unknown route", text: "regimens:\n  - dose: 1 mg\n    route: sc\n", place: "3:12", words: ["'sc'"]),
    Case(
      name: "a key twice", text: "regimens:\n  - dose: 1 mg\n    dose: 2 mg\n", place: ":",
      words: ["'dose' is said twice"]),
    Case(name: "no YAML", text: "regimens: [\n", place: ":", words: ["cannot be read as YAML"]),
    Case(name: "deep nesting", text: String(repeating: "[", count: 100_000), place: ":", words: ["nested too deeply"]),
    Case(name: "two documents", text: "regimens: []\n---\nregimens: []\n", place: ":", words: ["cannot be read"]),
  ]

  @Test(arguments: cases) func isToldWithLineAndColumn(_ wrong: Case) throws {
    let folder = try TemporaryFolder()
    try folder.file("arms.yaml", wrong.text)
    let model = projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path
    let run = try CommandRun("simulate", model, "--regimen", "arms.yaml", in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("arms.yaml:" + (wrong.place == ":" ? "" : wrong.place)), "\(run.errors)")
    for words in wrong.words { #expect(run.errors.contains(words), "'\(words)' is not in:\n\(run.errors)") }
  }

  @Test func saysThatTheFileIsMissing() throws {
    let run = try CommandRun("simulate", "Models/teaching/iv2.pkm", "--regimen", "nowhere.yaml")
    #expect(run.status == 66)
  }

  @Test(arguments: [Data((0..<512).map { UInt8(truncatingIfNeeded: $0 &* 73) }), Data([0xFF, 0xFE, 0x00])])
  func survivesWhatIsNoText(_ content: Data) throws {
    let folder = try TemporaryFolder()
    try folder.file("arms.yaml", content)
    let model = projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path
    let run = try CommandRun("simulate", model, "--regimen", "arms.yaml", in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("arms.yaml:1"))
  }
}
