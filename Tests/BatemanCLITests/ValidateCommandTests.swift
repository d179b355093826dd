import Foundation
import Testing

/// `bateman validate`: the project's own checks, and folders in which something is wrong.
@Suite struct ValidateCommandTests {
  /// A folder `Validation` with one check of the version.
  private func folder(requirements: String, check: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("Validation/OQ/one"), withIntermediateDirectories: true)
    try folder.file(
      "Validation/Requirements.md", "| id | statement | risk | checks |\n|---|---|---|---|\n" + requirements)
    try folder.file("Validation/OQ/one/check.yaml", check)
    return folder
  }

  private func check(
    id: String = "OQ-A-01", requirement: String = "R-A-1", expect: String = "{text: bateman, in: output}"
  ) -> String {
    """
    id: \(id)
    title: The list of formulas
    requirement: \(requirement)
    kind: workflow
    model: none
    data: none
    method: bateman calc
    seed: none
    provenance: by hand
    steps:
      - run: bateman calc half-life --rate-constant "0.1 /h" --json
        expect:
          - \(expect)

    """
  }

  private static let row = "| R-A-1 | Words | low | OQ-A-01 |\n"
  private static let half = "{json: \"results[0].value\", value: 6.93, absolute: 0.01, because: two decimals}"

  /// All quick checks take some seconds in release; in debug those of the installation and one of each kind.
  @Test func theChecksOfTheProjectPass() throws {
    #if DEBUG
      let chosen = ["--only", "IQ-01,IQ-02,IQ-03,IQ-04,IQ-05,OQ-SIM-01,OQ-LANG-01,OQ-NCA-01,OQ-DOSE-01,OQ-FIT-01"]
    #else
      let chosen = ["--quick"]
    #endif
    let run = try CommandRun(arguments: ["validate"] + chosen)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains(" 0 failed"))
    #expect(!run.output.contains("FAILED"))
  }

  @Test func writesAReportOnce() throws {
    let folder = try folder(requirements: Self.row, check: check(expect: Self.half))
    let run = try CommandRun("validate", "--report", "out", in: folder.url)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.hasSuffix("1 passed, 0 failed\n"))
    for name in ["out/report.md", "out/report.html", "out/results.json"] {
      let text = try folder.text(name)
      #expect(text.contains("not proof of truth"))
      #expect(text.contains("OQ-A-01"))
    }
    #expect(try CommandRun("validate", "--report", "out", in: folder.url).status == 73)
    #expect(try CommandRun("validate", "--report", "out", "--force", in: folder.url).status == 0)
  }

  @Test func aWrongNumberFailsByName() throws {
    let wrong = Self.half.replacingOccurrences(of: "6.93", with: "6.91")
    let folder = try folder(requirements: Self.row, check: check(expect: wrong))
    let run = try CommandRun("validate", in: folder.url)
    #expect(run.status == 1)
    #expect(run.output.contains("FAILED   OQ-A-01"))
    #expect(run.output.contains("expected 6.91, found 6.93"))
    #expect(run.output.hasSuffix("0 passed, 1 failed\n"))
  }

  /// A command that does not end is stopped, and the check fails by name.
  @Test func aCommandThatTakesTooLongIsStopped() throws {
    let long = check().replacingOccurrences(
      of: "bateman calc half-life --rate-constant \"0.1 /h\" --json",
      with: "bateman simulate check/model.pkm --regimen \"1 mg iv once\" --until 24h --subjects 100000000 --json")
    let folder = try folder(requirements: Self.row, check: long)
    try folder.file(
      "Validation/OQ/one/model.pkm",
      """
      model slow {
        status teaching
        units {
          time = h
          amount = mg
          volume = L
        }
        theta {
          CL : L/h = 5 in 1...10
          V : L = 20 in 1...100
        }
        compartments { central : mg }
        doses { iv -> central }
        dynamics { central' = -CL / V * central }
        observations { plasma : mg/L = central / V }
      }
      """)
    let run = try CommandRun("validate", "--patience", "0.01", in: folder.url)
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    #expect(run.output.contains("FAILED   OQ-A-01"))
    #expect(run.output.contains("nothing after 1.2 s, so it was stopped"), "\(run.output)")
    #expect(try CommandRun("validate", "--patience", "0", in: folder.url).status == 64)
  }

  /// What is wrong between requirements and checks: a table, the id of the check and its requirement, the words.
  @Test(arguments: [
    ("| R-A-1 | Words | low | OQ-A-01 |\n| R-A-2 | More | low | |\n", "R-A-1", "R-A-2 has no check"),
    (
      "| R-A-1 | Words | low | OQ-A-01 |\n", "[R-A-1, R-A-9]",
      "OQ-A-01 is for the requirement 'R-A-9', which is not there"
    ),
    ("| R-A-1 | Words | low | OQ-A-01, OQ-A-02 |\n", "R-A-1", "R-A-1 names the check 'OQ-A-02', which is not there"),
    ("| R-A-1 | Words | low | OQ-A-01 |\n| R-A-2 | More | low | OQ-A-01 |\n", "R-A-1", "which does not name R-A-2"),
    (
      "| R-A-1 | Words | low | OQ-A-01 |\n| R-A-2 | More | low | |\n", "[R-A-1, R-A-2]",
      "OQ-A-01 is for R-A-2, which does not"
    ),
    ("| R-A-1 | Words | OQ-A-01 |\n", "R-A-1", "a row has an id, a statement, a risk and checks"),
  ])
  func requirementsAndChecksHaveToFit(_ requirements: String, _ requirement: String, _ words: String) throws {
    let folder = try folder(
      requirements: requirements, check: check(requirement: requirement, expect: Self.half))
    let run = try CommandRun("validate", in: folder.url)
    #expect(run.status == 1)
    #expect(run.output.contains(words), "\(run.output)")
  }

  /// What is wrong with a file, and the words.
  @Test(arguments: [
    ("{jsn: a, value: 1}", "did you mean 'json'?"),
    ("{json: a, value: 1, tolerance: 0.1}", "'because' says why"),
    ("{json: a, csv: b, value: 1}", "an expectation has one of"),
    ("{json: \"a[\", value: 1}", "is no path"),
    ("{json: a}", "has no 'value'"),
  ])
  func aWrongFileIsToldWithItsPlace(_ expect: String, _ words: String) throws {
    let folder = try folder(requirements: Self.row, check: check(expect: expect))
    let run = try CommandRun("validate", in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.contains("check.yaml:1"), "\(run.errors)")
  }

  @Test func unknownNamesAreErrors() throws {
    let run = try CommandRun("validate", "--only", "OQ-SIM-0l")
    #expect(run.status == 64)
    #expect(run.errors.contains("did you mean 'OQ-SIM-01'?"))
    let folder = try TemporaryFolder()
    #expect(try CommandRun("validate", "--validation", "nowhere", in: folder.url).status == 65)
  }

  @Test func writesJSON() throws {
    let run = try CommandRun("validate", "--only", "OQ-CALC-01", "--json")
    #expect(run.status == 0)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["schema"] as? Int == 1)
    #expect(object?["passed"] as? Int == 1)
    #expect((object?["results"] as? [[String: Any]])?.first?["id"] as? String == "OQ-CALC-01")
  }
}
