import Foundation
import Testing

/// `bateman trial` as a process.
@Suite struct TrialCommandTests {
  private static let bat = "Trials/bat6021.yaml"
  private static let sys = "Trials/sys6043.yaml"

  private func json(_ arguments: String...) throws -> [String: Any] {
    let run = try CommandRun(arguments: arguments + ["--json"])
    #expect(run.status == 0, "\(run.errors)")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test(arguments: ["Trials/bat6021.yaml", "Trials/sys6043.yaml"]) func tablePrintsTheRules(file: String) throws {
    let run = try CommandRun("trial", "table", file)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("Rules, in the order in which they are tried:"))
    #expect(run.output.contains("A DLT, within 21 days of the first dose:"))
  }

  /// Golden: BOIN's boundaries for a target of 0.3 and 6 patients, as BOIN 2.7.2 prints them.
  @Test func tableHasBoundaries() throws {
    let report = try json("trial", "table", Self.sys)
    let rows = try #require(report["boundaries"] as? [[String: Any]])
    #expect(rows[5]["escalateAtMost"] as? Int == 1 && rows[5]["deescalateAtLeast"] as? Int == 3)
    #expect(rows[5]["eliminateAtLeast"] as? Int == 4)
  }

  @Test(arguments: [
    ("", "treat 1 patient at level 1 (1 mg)", "start"), ("1N 2N", "treat 1 patient at level 3 (10 mg)", "accelerate"),
    ("1N 2G", "treat 2 patients at level 2 (3 mg)", "trigger"),
    ("1N 2N 3N 4NNT", "treat 3 patients at level 4 (30 mg)", "expand"),
    ("1N 2N 3N 4NTT", "treat 5 patients at level 3 (10 mg)", "not tolerated"),
    (
      "1N 2N 3N 4NNN 5NNN 6NNN 7NNN 8NNNNNN",
      "stop: no MTD; the maximum administered dose (MAD) is level 8 (900 mg)", "top level"
    ),
    ("1N 2N 3N 4NNN 5NTT 4NNN", "stop: the MTD is level 4 (30 mg)", "MTD"),
    ("1T 1TN", "stop: no dose is tolerated", "not tolerated"),
  ])
  func nextDose(outcomes: String, instruction: String, rule: String) throws {
    let report = try json("trial", "next", Self.bat, "--outcomes", outcomes)
    let decision = try #require(report["decision"] as? [String: Any])
    #expect(decision["instruction"] as? String == instruction)
    #expect(decision["rule"] as? String == rule)
  }

  @Test func nextShowsWhatFollows() throws {
    let run = try CommandRun("trial", "next", Self.bat, "--outcomes", "1N 2N 3N 4NNN")
    #expect(run.output.contains("What the next cohort would lead to:"))
    #expect(run.output.contains("5NTT") && run.output.contains("treat 3 patients at level 4 (30 mg)"))
  }

  @Test func nextReadsTables() throws {
    let folder = try TemporaryFolder()
    let patients = try folder.file(
      "patients.csv",
      """
      patient,level,date
      01,1 mg,2026-03-02
      02,3 mg,2026-03-30

      """)
    let events = try folder.file("events.csv", "patient,day,term,grade,related\n02,5,rash,2,yes\n")
    let run = try CommandRun("trial", "next", Self.bat, patients.path, "--events", events.path)
    #expect(run.output.contains("treat 2 patients at level 2 (3 mg)"), "\(run.errors)")
    let early = try CommandRun("trial", "next", Self.bat, patients.path, "--events", events.path, "--on", "2026-04-01")
    #expect(early.output.contains("waiting: patient 02, level 2, until 2026-04-20"), "\(early.errors)")
  }

  @Test func simulatesWithExactValuesBeside() throws {
    let report = try json("trial", "simulate", Self.bat, "--trials", "2000", "--quiet")
    let scenario = try #require((report["scenarios"] as? [[String: Any]])?.first)
    let patients = try #require(scenario["patients"] as? [String: Double])
    let exact = try #require(patients["exact"])
    // Golden: the enumeration of the accelerated design, 21.5856.
    #expect((exact - 21.5856).magnitude < 5e-5)
    #expect(((patients["value"] ?? 0) - exact).magnitude < 4 * (patients["error"] ?? 0))
  }

  /// Determinism: equal bytes whatever the threads.
  @Test func threadsDoNotMatter() throws {
    let one = try CommandRun("trial", "simulate", Self.bat, "--trials", "600", "--threads", "1", "--json")
    let two = try CommandRun("trial", "simulate", Self.bat, "--trials", "600", "--threads", "2", "--json")
    #expect(one.status == 0 && one.output == two.output)
  }

  @Test func writesTables() throws {
    let folder = try TemporaryFolder()
    let out = folder.url.appendingPathComponent("out").path
    let run = try CommandRun("trial", "simulate", Self.sys, "--trials", "300", "--out", out, "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("out/trials.csv").split(separator: "\n").count == 301)
    #expect(try folder.text("out/characteristics.csv").split(separator: "\n").count == 8)
    let again = try CommandRun("trial", "simulate", Self.sys, "--trials", "300", "--out", out, "--quiet")
    #expect(again.status == 73)
  }

  @Test func printsAPath() throws {
    let run = try CommandRun("trial", "simulate", Self.bat, "--trials", "50", "--path", "7", "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("simulated trial 7") && run.output.contains("Decisions:"))
  }

  @Test func comparesWithItself() throws {
    let run = try CommandRun("trial", "compare", Self.bat, Self.bat, "--trials", "200", "--json", "--quiet")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let first = try #require((report["differences"] as? [[String: Any]])?.first)
    let patients = try #require(first["patients"] as? [String: Double])
    #expect(patients["value"] == 0 && patients["error"] == 0)
  }

  @Test func runsScenarios() throws {
    let folder = try TemporaryFolder()
    var text = "scenario,level,dlt\n"
    for level in 1...6 { text += "safe,\(level),0.01\nodd,\(level),\(level == 6 ? 0.1 : Double(level) / 10)\n" }
    let file = try folder.file("s.csv", text)
    let run = try CommandRun("trial", "simulate", Self.sys, "--trials", "200", "--scenarios", file.path)
    #expect(run.output.contains("scenario 'safe'") && run.output.contains("scenario 'odd'"), "\(run.errors)")
    #expect(run.errors.contains("in scenario 'odd' the probability of a DLT falls at level 6"))
  }
}
