import Foundation
import Testing

/// `bateman models check`: published numbers beside simulated ones, and what is wrong with a file of them.
@Suite struct ModelChecksTests {
  /// A library with one model: 100 mg, clearance 5 L/h, volume 50 L; half-life ln 2 · 10 h.
  private func library(status: String = "illustrative", checks: String?) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let source = projectRoot.appendingPathComponent("Models/teaching/iv1.pkm")
    let text = try String(contentsOf: source, encoding: .utf8)
    try folder.file("drug.pkm", text.replacingOccurrences(of: "status teaching", with: "status \(status)"))
    if let checks { try folder.file("drug.checks.yaml", checks) }
    return folder
  }

  private func check(_ folder: TemporaryFolder, _ arguments: String...) throws -> CommandRun {
    try CommandRun(arguments: ["models", "check", "--models", folder.url.path] + arguments)
  }

  private static func file(_ expectations: String..., regimen: String = "100 mg iv every 24 h x 3") -> String {
    """
    checks:
      - name: first
        source: nobody
        regimen: \(regimen)
        until: 400 h
        expect:
    \(expectations.map { "      - {output: plasma, \($0)}" }.joined(separator: "\n"))
    """
  }

  @Test func measuresWhatFollowsFromTheParameters() throws {
    // Bolus: Cmax 2 mg/L; AUC of a day 20·(1 - e^-2.4); accumulation in cycle 3 1 + e^-2.4 + e^-4.8.
    let folder = try library(
      status: "published",
      checks: Self.file(
        "metric: Cmax, value: 2 ug/mL, tolerance: 0.01 %, because: exact",
        "metric: AUC, value: 18.18564 mg*h/L, tolerance: 0.01 %, because: exact",
        "metric: Ctrough, value: 181.4359 ng/mL, tolerance: 0.01 %, because: exact",
        "metric: concentration, at: 0.5 day, value: 0.6023884 mg/L, tolerance: 0.01 %, because: exact",
        "metric: half-life, from: 100 h, to: 200 h, value: 0.2888113 day, tolerance: 0.01 %, because: exact",
        "metric: AUC, cycle: 3, relative to cycle: 1, value: 1.098948, tolerance: 0.01 %, because: exact"))
    let run = try check(folder)
    #expect(run.status == 0, "\(run.output) \(run.errors)")
    #expect(run.output.contains("6 published numbers of 1 models: 6 agree, 0 differ as listed, 0 fail"))
  }

  @Test func comparesWithAnotherCheckAndOverPatients() throws {
    let others = """
        - name: double
          source: nobody
          regimen: 200 mg iv every 24 h x 1
          expect:
            - {output: plasma, metric: AUC, relative to: first, value: 2, tolerance: 0.01 %, because: linear}
        - name: many
          source: nobody
          regimen: 100 mg iv every 24 h x 1
          subjects: 400
          statistic: geometric mean
          expect:
            - {output: plasma, metric: Cmax, value: 2 mg/L, tolerance: 5 %, because: three standard errors}
      """
    let first = Self.file("metric: AUC, value: 18.18564 mg*h/L, tolerance: 0.01 %, because: exact")
    let text = first + "\n" + others
    let run = try check(try library(checks: text))
    #expect(run.status == 0, "\(run.output) \(run.errors)")
    #expect(run.output.contains("3 agree"))
  }

  @Test func aDifferenceFailsWithItsNumbers() throws {
    let folder = try library(checks: Self.file("metric: Cmax, value: 3 mg/L, tolerance: 5 %, because: guessed"))
    let run = try check(folder)
    #expect(run.status == 1)
    for words in ["published 3", "2.000", "-33.3 %", "5 %: guessed", "differs", "1 fail"] {
      #expect(run.output.contains(words))
    }
    #expect(run.errors.contains("checks fail of drug"))
    let json = try check(folder, "--json")
    #expect(json.status == 1)
    #expect(json.output.contains("\"verdict\" : \"differs\""))
  }

  @Test func aKnownDifferenceIsListedButNotInAPublishedModel() throws {
    let text = Self.file("metric: Cmax, value: 3 mg/L, tolerance: 5 %, because: it is, reproduced: no")
    let listed = try check(try library(checks: text))
    #expect(listed.status == 0)
    #expect(listed.output.contains("known difference"))
    let published = try check(try library(status: "published", checks: text))
    #expect(published.status == 1)
    #expect(published.output.contains("is not called published"))
  }

  @Test func whatIsReproducedAfterAllIsNoKnownDifference() throws {
    let text = Self.file("metric: Cmax, value: 2 mg/L, tolerance: 5 %, because: it is, reproduced: no")
    #expect(try check(try library(checks: text)).status == 1)
  }

  @Test func aPublishedModelHasChecks() throws {
    #expect(try check(try library(checks: nil)).status == 0)
    #expect(try check(try library(status: "published", checks: nil)).status == 1)
  }

  /// A wrong file, where it is wrong, and what is said.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var place: String
    var words: String
    var testDescription: String { name }
  }

  static let good = "metric: Cmax, value: 2 mg/L, tolerance: 5 %, because: x"
  static let cases = [
    Case(name: "empty", text: "", place: "1:1", words: "the file is empty"),
    Case(name: "no YAML", text: "checks: [", place: "1:10", words: "cannot be read as YAML"),
    Case(
      name: "unknown key", text: file(good).replacingOccurrences(of: "until", with: "untill"), place: "5:5",
      words: "did you mean 'until'?"),
    Case(
      name: "unknown key of a number", text: file(good + ", cycel: 1"), place: "7:83", words: "did you mean 'cycle'?"),
    Case(
      name: "unknown output", text: file(good).replacingOccurrences(of: "plasma", with: "plasme"), place: "7:18",
      words: "did you mean 'plasma'?"),
    Case(
      name: "unknown metric", text: file("metric: AUX, value: 2 mg/L, tolerance: 5 %, because: x"), place: "7:34",
      words: "did you mean 'AUC'?"),
    Case(
      name: "wrong unit", text: file("metric: AUC, value: 2 mg/L, tolerance: 5 %, because: x"), place: "7:46",
      words: "a unit such as 'mg*h/L'"),
    Case(
      name: "no unit", text: file("metric: AUC, value: 2, tolerance: 5 %, because: x"), place: "7:46",
      words: "a unit such as"),
    Case(
      name: "no number", text: file("metric: AUC, value: two, tolerance: 5 %, because: x"), place: "7:46",
      words: "takes a number"),
    Case(
      name: "tolerance without reason", text: file("metric: AUC, value: 2 mg*h/L, tolerance: 5 %"), place: "7:9",
      words: "has no 'because'"),
    Case(
      name: "absolute tolerance", text: file("metric: Cmax, value: 2 mg/L, tolerance: 5, because: x"), place: "7:66",
      words: "such as '5 %'"),
    Case(name: "cycle 0", text: file(good + ", cycle: 0"), place: "7:90", words: "from 1 to"),
    Case(
      name: "a time too many", text: file(good + ", at: 3 h"), place: "7:87", words: "'at' does not go with 'Cmax'"),
    Case(
      name: "unknown check", text: file("metric: Cmax, relative to: fist, value: 2, tolerance: 5 %, because: x"),
      place: "7:9", words: "did you mean 'first'?"),
    Case(
      name: "wrong regimen", text: file(good, regimen: "100 mg sc every 24 h x 3"), place: "4:21", words: "'sc'"),
    Case(
      name: "a cycle that is not reached", text: file(good + ", cycle: 4"), place: "7:9", words: "does not reach"),
    Case(
      name: "a time that is not reached",
      text: file("metric: concentration, at: 500 h, value: 2 mg/L, tolerance: 5 %, because: x"), place: "7:9",
      words: "does not reach"),
  ]

  @Test(arguments: cases) func saysWhereAFileIsWrong(_ wrong: Case) throws {
    let run = try check(try library(checks: wrong.text))
    #expect(run.status == 65, "\(run.output)")
    #expect(run.errors.contains("drug.checks.yaml:\(wrong.place)"), "\(run.errors)")
    #expect(run.errors.contains(wrong.words), "\(run.errors)")
  }

  /// The project's own: in debug those that take little, in release all of them.
  @Test func theProjectsModelsReproduceWhatIsPublished() throws {
    #if DEBUG
      let names = ["trastuzumab_deruxtecan", "trastuzumab_emtansine", "tislelizumab", "tmdd_qss", "adc_dar_chain"]
    #else
      let names: [String] = []
    #endif
    let run = try CommandRun(arguments: ["models", "check"] + names)
    #expect(run.status == 0, "\(run.output)")
  }

  /// A file cut off anywhere is refused or read, and never traps.
  @Test func aFileCutOffAnywhereIsNoTrap() throws {
    let text = Self.file(Self.good)
    for length in stride(from: 0, to: text.count, by: 17) {
      let run = try check(try library(checks: String(text.prefix(length))))
      #expect([0, 1, 65].contains(run.status), "\(length): \(run.errors)")
    }
  }
}
