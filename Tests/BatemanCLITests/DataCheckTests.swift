import Foundation
import Testing

/// `bateman data check`, and the rules of reading that it shares with `simulate --data`.
@Suite struct DataCheckTests {
  static let table = """
    ID,HOURS,AMT,CONC,EVID,WGT,SD
    1,0,100,.,1,70,1
    1,6,.,1.1,0,70,1
    1,12,.,9,0,70,0
    2,0,100,.,1,75,1
    2,6,.,1.2,0,75,1
    """
  static let rules = ["--column", "TIME=HOURS,DV=CONC", "--column", "WT=WGT", "--ignore", "SD == 0"]

  private func check(_ more: [String], table text: String = table, in folder: TemporaryFolder) throws -> CommandRun {
    try folder.file("study.csv", text)
    return try CommandRun(arguments: ["data", "check", "study.csv"] + more, in: folder.url)
  }

  private func json(_ run: CommandRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  private var model: String { projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path }

  @Test func saysWhatIsInTheTable() throws {
    let run = try check(Self.rules + ["--units", "TIME=h,AMT=mg"], in: TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("subjects  2"))
    #expect(run.output.contains("4, and 1 left out by filters"))
    #expect(run.output.contains("0 to 6 h"))
    #expect(run.output.contains("note: CONC has no unit") || run.output.contains("note: CONC"), "\(run.output)")
  }

  @Test func errorsEndWith65AndJSONIsOneObject() throws {
    let text = "ID,TIME,AMT,EVID\n1,0,10,101\n1,1,.,0\n1,x,.,0\n"
    let run = try check(["--json"], table: text, in: TemporaryFolder())
    #expect(run.status == 65)
    let findings = try #require(try json(run)["findings"] as? [[String: Any]])
    let errors = findings.filter { $0["severity"] as? String == "error" }
    #expect(errors.compactMap { $0["column"] as? String } == ["EVID", "TIME"])
    #expect(((errors.first?["places"] as? [[String: Any]])?.first?["row"]) as? Int == 2)
    #expect(run.errors.isEmpty, "everything is in the object: \(run.errors)")
  }

  @Test func aModelIsHeldAgainstTheTable() throws {
    let folder = try TemporaryFolder()
    let run = try check(["--model", model, "--column", "TIME=HOURS", "--json"], in: folder)
    #expect(run.status == 65, "WT is missing: \(run.output)")
    #expect(run.output.contains("--column WT=WGT reads WT from it"))
    let good = try check(["--model", model] + Self.rules, in: folder)
    #expect(good.status == 0, "\(good.output)")
    #expect(good.output.contains("the model does not use SD"))
  }

  @Test func simulateReadsByTheSameRules() throws {
    let folder = try TemporaryFolder()
    try folder.file("study.csv", Self.table)
    let arguments = ["simulate", model, "--data", "study.csv", "--typical"]
    #expect(try CommandRun(arguments: arguments, in: folder.url).status == 65, "there is no TIME")
    let run = try CommandRun(arguments: arguments + Self.rules, in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.split(separator: "\n").count == 5, "one row is ignored: \(run.output)")
  }

  @Test func rulesComeFromAFileToo() throws {
    let folder = try TemporaryFolder()
    try folder.file(
      "rules.yaml", "columns: {TIME: HOURS, DV: CONC, WT: WGT}\nunits: {TIME: h}\nignore: \"SD == 0\"\nmissing: [-99]\n"
    )
    let run = try check(["--rules", "rules.yaml", "--model", model], in: folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("1 left out by filters"))
  }

  @Test(arguments: [
    ("colums: {DV: CONC}", "unknown key 'colums'"), ("columns: [DV]", "'columns' takes names and values"),
    ("units: {TIME: hx}", "'hx' is no unit"), ("ignore: \"SD =\"", "the filter ends where"), ("- x", "has no rules"),
    ("drop: {a: b}", "'drop' takes a text or a list of texts"), ("", "the file is empty"),
  ])
  func mistakesInTheFileAreSaid(_ text: String, expected: String) throws {
    let folder = try TemporaryFolder()
    try folder.file("rules.yaml", text)
    let run = try check(["--rules", "rules.yaml"], in: folder)
    #expect(run.status == 65 && run.errors.contains(expected), "\(run.errors)")
  }

  @Test(arguments: [
    (["--ignore", "SDD == 0"], 65, "did you mean 'SD'?"), (["--ignore", "SD =="], 64, "PK4402"),
    (["--column", "DV"], 64, "--column takes a name and a value"),
    (["--column", "DV=CNC"], 65, "did you mean 'CONC'?"),
    (["--units", "HOURS=kgg"], 64, "'kgg' is no unit"), (["--rules", "none.yaml"], 66, "there is no file"),
    (["--drop", "XX"], 65, "no column 'XX'"), (["--rows=-1"], 64, "--rows takes"),
  ])
  func mistakesInOptionsAreSaid(_ options: [String], status: Int32, expected: String) throws {
    let run = try check(options, in: TemporaryFolder())
    #expect(run.status == status && (run.errors + run.output).contains(expected), "\(run.errors)\(run.output)")
  }
}
