import Foundation
import Testing

/// `bateman simulate --data`: predictions at the rows of a NONMEM-style table.
@Suite struct SimulateTableTests {
  static let events = """
    ID,TIME[h],AMT[mg],EVID,DV,WT[kg]
    1,0,100,1,.,70
    1,6,.,0,1.1,70
    1,24,.,0,.,70
    2,0,50,1,.,70
    2,0,50,1,.,70
    2,6,.,0,.,70
    """

  private func run(_ more: String..., table text: String = events, in folder: TemporaryFolder) throws -> CommandRun {
    try folder.file("events.csv", text)
    let model = projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path
    return try CommandRun(arguments: ["simulate", model, "--data", "events.csv"] + more, in: folder.url)
  }

  @Test func predictsAtEachRow() throws {
    let run = try run("--typical", in: TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    let predictions = table(run.output.trimmingCharacters(in: .newlines))
    #expect(predictions.header == ["id", "replicate", "row", "time[h]", "plasma[mg/L]"])
    #expect(predictions.rows.map { $0[2] } == ["2", "3", "4", "5", "6", "7"])
    #expect(predictions.rows[0][4] == "5", "100 mg into 20 L")
    // Two doses of 50 mg at once are one of 100 mg; the two patients end at other times, so their steps differ
    // and the results agree to ten times the tolerance of 1e-6.
    let (one, two) = (try #require(Double(predictions.rows[1][4])), try #require(Double(predictions.rows[5][4])))
    #expect(abs(two / one - 1) < 1e-5)
  }

  @Test func writesAFileAndSaysSo() throws {
    let folder = try TemporaryFolder()
    let run = try run("--subjects", "3", "--output", "out.csv", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("6 rows of 2 patients predicted"))
    #expect(run.output.contains("nocb"))
    #expect(try table(folder.text("out.csv")).rows.count == 18)
    #expect(try folder.names == ["events.csv", "out.csv"])
  }

  @Test func keepsColumnsBehindThePredictions() throws {
    let events = "ID,TIME[h],AMT[mg],WT[kg],VISIT\n1,0,100,70,\"a, b\"\n1,6,.,70,2\n"
    let run = try run("--keep", "visit, time", table: events, in: TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines[0] == "id,replicate,row,time[h],plasma[mg/L],VISIT,TIME")
    #expect(lines[1].hasSuffix(",\"a, b\",0") && lines[2].hasSuffix(",2,6"))
  }

  @Test func steadyStatesAreSimulated() throws {
    let events = "ID,TIME[h],AMT[mg],WT[kg],II,SS\n1,0,100,70,24,1\n1,6,.,70,.,.\n"
    let run = try run(table: events, in: TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("NA"))
  }

  @Test func isTypicalUnlessSubjectsAreAskedFor() throws {
    let plain = try run(in: TemporaryFolder())
    #expect(plain.errors.contains("predictions are of typical patients"))
    #expect(plain.output == (try run("--typical", in: TemporaryFolder()).output))
    #expect(plain.output != (try run("--subjects", "1", in: TemporaryFolder()).output))
  }

  /// A wrong table or option, and what is said of it.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text = events
    var more: [String] = []
    var status: Int32 = 65
    var words: [String]
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "empty", text: "", words: ["events.csv", "empty"]),
    Case(name: "no ID", text: "TIME,AMT,WT\n0,1,70\n", words: ["no ID column"]),
    Case(name: "no TIME", text: "ID,AMT,WT\n0,1,70\n", words: ["no TIME column"]),
    Case(
      name: "unsorted", text: "ID,TIME,AMT,WT\n1,5,100,70\n1,3,.,70\n", words: ["row 3", "time goes back", "sort"]),
    Case(name: "comma decimals", text: "ID;TIME;AMT;WT\n1;0,5;100;70\n", words: ["row 2, column 2 (TIME)", "comma"]),
    Case(name: "no weight", text: "ID,TIME,AMT\n1,0,100\n", words: ["WT"]),
    Case(name: "missing weight", text: "ID,TIME,AMT,WT\n1,0,100,.\n", words: ["row 2", "WT"]),
    Case(name: "wrong unit", text: "ID,TIME[kg],AMT,WT\n1,0,100,70\n", words: ["TIME", "kg"]),
    Case(name: "unknown compartment", text: "ID,TIME,AMT,CMT,WT\n1,0,100,9,70\n", words: ["row 2", "'9'"]),
    Case(name: "not a number", text: "ID,TIME,AMT,WT\n1,NaN,100,70\n", words: ["row 2, column 2 (TIME)"]),
    Case(
      name: "an option of arms", more: ["--every", "6h"], status: 64, words: ["--every has no meaning with --data"]),
    Case(name: "JSON and rows at once", more: ["--json"], status: 64, words: ["--output"]),
    Case(name: "unknown rule", more: ["--covariate-rule", "spline"], status: 64, words: ["nocb"]),
  ]

  @Test(arguments: cases) func wrongTablesAreToldWithTheirPlace(_ wrong: Case) throws {
    let folder = try TemporaryFolder()
    try folder.file("events.csv", wrong.text)
    let model = projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path
    let run = try CommandRun(
      arguments: ["simulate", model, "--data", "events.csv", "--typical"] + wrong.more, in: folder.url)
    #expect(run.status == wrong.status, "\(run.errors)")
    for words in wrong.words { #expect(run.errors.contains(words), "'\(words)' is not in:\n\(run.errors)") }
    #expect(try folder.names == ["events.csv"])
  }

  @Test func aLineWithoutEndIsToldInTime() throws {
    let folder = try TemporaryFolder()
    #if DEBUG
      let size = 4 << 20
    #else
      let size = 100 << 20
    #endif
    try folder.file("events.csv", Data(repeating: UInt8(ascii: "7"), count: size))
    try folder.file("model.pkm", Data(repeating: UInt8(ascii: "a"), count: min(size, 15 << 20)))
    let model = projectRoot.appendingPathComponent("Models/teaching/iv2.pkm").path
    let asTable = try CommandRun("simulate", model, "--data", "events.csv", "--typical", in: folder.url)
    #expect(asTable.status == 65)
    #expect(asTable.errors.utf8.count < 2000)
    let asModel = try CommandRun("check", "model.pkm", in: folder.url)
    #expect(asModel.status == 65)
    #expect(asModel.errors.utf8.count < 2000)
  }
}
