import Foundation
import Testing

/// Message: mistakes in what `bateman trial` is given, where they are, and the exit code.
@Suite struct TrialErrorTests {
  private static let file = """
    trial: test
    levels: [1 mg, 2 mg, 3 mg]
    design: {rule: 3+3}
    dlt: {window: 21 days}
    truth: {dlt: [5 %, 10 %, 30 %]}

    """

  @Test(arguments: [
    ("design: {rule: 3+3}", "design: {rule: 3+4}", 3, "'rule' cannot be '3+4'"),
    ("design: {rule: 3+3}", "design: {rule: 3+3, target: 0.3}", 3, "'target' says nothing of 3+3"),
    ("design: {rule: 3+3}", "design: {rule: BOIN, target: 30 %}", 3, "'design' has no 'maximum patients'"),
    ("design: {rule: 3+3}", "desing: {rule: 3+3}", 3, "unknown key 'desing'"),
    ("design: {rule: 3+3}", "design: {rule: 3+3, patients at MTD: 5}", 3, "'patients at MTD' is 3 or 6"),
    ("window: 21 days", "window: 21 mg", 4, "'window' takes a time"),
    ("[5 %, 10 %, 30 %]", "[5 %, 10 %]", 5, "'dlt' has 2 values, and there are 3 levels"),
    ("[5 %, 10 %, 30 %]", "[5 %, 10 %, 130 %]", 5, "'dlt' is a share from 0.0 to 100.0 %"),
    ("[1 mg, 2 mg, 3 mg]", "[1 mg, 2 mg, 1 mg]", 2, "the level '1 mg' is there twice"),
    (
      "design: {rule: 3+3}", "design: {rule: accelerated titration, accelerated levels: 2, trigger: {grade: 2}}", 5,
      "nothing says how probable they are"
    ),
  ])
  func trialFiles(old: String, new: String, line: Int, message: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("t.yaml", Self.file.replacing(old, with: new))
    let run = try CommandRun("trial", "simulate", file.path, "--trials", "10")
    #expect(run.status == 65)
    #expect(run.errors.contains(message) && run.errors.contains("t.yaml:\(line):"), "\(run.errors)")
  }

  @Test func fileWithoutTruth() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("t.yaml", Self.file.replacing("truth: {dlt: [5 %, 10 %, 30 %]}", with: ""))
    #expect(try CommandRun("trial", "table", file.path).status == 0)
    let run = try CommandRun("trial", "simulate", file.path)
    #expect(run.status == 65 && run.errors.contains("does not say what is true"))
  }

  @Test func usage() throws {
    #expect(try CommandRun("trial", "next", "Trials/bat6021.yaml").status == 64)
    #expect(try CommandRun("trial", "next", "Trials/bat6021.yaml", "--outcomes", "1X").status == 64)
    #expect(try CommandRun("trial", "next", "Trials/bat6021.yaml", "no.csv").status == 66)
    #expect(try CommandRun("trial", "compare", "Trials/bat6021.yaml").status == 64)
    #expect(try CommandRun("trial", "simulate", "Trials/bat6021.yaml", "--trials", "0").status == 64)
    #expect(try CommandRun("trial", "simulate", "Trials/bat6021.yaml", "--path", "3", "--trials", "2").status == 64)
  }

  @Test func tablesOfPatients() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("p.csv", "patient,level,dlt,dlt_day\nA,1,yes,30\nB,9,no,\n")
    let run = try CommandRun("trial", "next", "Trials/bat6021.yaml", file.path)
    #expect(run.status == 65)
    #expect(run.errors.contains("p.csv:2:9") && run.errors.contains("behind the DLT window"), "\(run.errors)")
    #expect(run.errors.contains("p.csv:3:3") && run.errors.contains("there is no level '9'"))
  }
}
