import PKData
import PKText
import Testing

/// IGNORE and ACCEPT: which rows a table keeps.
@Suite struct RowFilterTests {
  static let table = """
    ID,TIME,AMT,DV,SEX,SD,DOSE
    1,0,100,.,M,1,100
    1,1,.,5,M,1,100
    1,2,.,4,M,0,100
    2,0,50,.,F,1,50
    2,1,.,2.50,F,1,50
    X,1,.,3,F,1,0
    """

  private func rows(_ texts: String..., as effect: RowFilter.Effect = .ignore) throws -> [Int] {
    var rules = TableRules()
    rules.filters = try texts.map { try RowFilter(parsing: SourceText(name: "--ignore", $0), as: effect) }
    return try Dataset(table: Array(Self.table.utf8), name: "t", rules: rules).subjects.flatMap(\.records).map(\.row)
  }

  @Test(arguments: [
    ("SD == 0", [2, 3, 5, 6, 7]), ("(SD.EQ.0)", [2, 3, 5, 6, 7]), ("IGNORE=(SD.EQ.0)", [2, 3, 5, 6, 7]),
    ("IGNORE = ( sd .eq. 0.0 )", [2, 3, 5, 6, 7]), ("SD = 0", [2, 3, 5, 6, 7]), ("(SD.LT.1,DOSE.EQN.50)", [2, 3, 7]),
    ("SD < 1 or DOSE == 50", [2, 3, 7]), ("SD < 1 || DOSE == 50", [2, 3, 7]), ("@", [2, 3, 4, 5, 6]),
    ("IGNORE=@", [2, 3, 4, 5, 6]), ("X", [2, 3, 4, 5, 6]), ("1", [5, 6, 7]), ("SEX == \"M\"", [5, 6, 7]),
    ("SEX == M", [5, 6, 7]), ("(SEX.EQ.'M')", [5, 6, 7]), ("SEX /= F", [5, 6, 7]), ("DV == NA", [3, 4, 6, 7]),
    ("DV != .", [2, 5]), ("DV >= 4", [2, 5, 6, 7]), ("DV == 2.5", [2, 3, 4, 5, 7]), ("not (TIME > 0)", [3, 4, 6, 7]),
    ("DV < 4 and not SEX == F or ID == X", [2, 3, 4, 5, 6]), ("AMT == DOSE", [3, 4, 6, 7]), ("DV > -1", [2, 5]),
    ("TIME >= 1 && TIME <= 1", [2, 4, 5]),
  ])
  func leavesOut(_ text: String, expected: [Int]) throws {
    #expect(try rows(text) == expected, "\(text)")
  }

  @Test func acceptsAreAlternatives() throws {
    #expect(try rows("SD == 0", "DOSE == 50", as: .accept) == [4, 5, 6])
    #expect(try rows("ACCEPT=(SD.EQ.0)") == [4])
  }

  @Test(arguments: [
    ("", "PK4402"), ("SD", "PK4402"), ("SD ==", "PK4402"), ("== 0", "PK4402"), ("SD == 0)", "PK4402"),
    ("(SD == 0", "PK4402"), ("SD == 0 SEX == M", "PK4402"), ("SD == -M", "PK4402"), ("SD ~ 0", "PK4402"),
  ])
  func saysWhatIsWrong(_ text: String, code: String) {
    let error = #expect(throws: DiagnosticList.self) { try RowFilter(parsing: SourceText(name: "--ignore", text)) }
    #expect(error?.diagnostics.first?.code == code)
  }

  @Test func pointsIntoTheTextAsItWasWritten() {
    let text = "(SD.EQ.0,DOSE.XX.1)"
    let error = #expect(throws: DiagnosticList.self) { try RowFilter(parsing: SourceText(name: "--ignore", text)) }
    #expect(error?.rendered().contains("(SD.EQ.0,DOSE.XX.1)") == true)
    #expect(error?.diagnostics.first?.range.lowerBound == 13)
  }

  @Test func deepNestingIsAnErrorAndNotACrash() {
    for opening in ["(", "not "] {
      let text = String(repeating: opening, count: 100_000)
      let error = #expect(throws: DiagnosticList.self) { try RowFilter(parsing: SourceText(name: "--ignore", text)) }
      #expect(error?.diagnostics.first?.code == "PK4404")
    }
  }

  @Test func unknownColumnsAreErrors() {
    let error = #expect(throws: DatasetErrors.self) { try rows("SDD == 0") }
    #expect(
      error?.description == "t: row 1: the table has no column 'SDD', which a filter names; did you mean 'SD'?")
  }

  @Test func leavingOutEveryRowIsSaid() {
    let error = #expect(throws: DatasetErrors.self) { try rows("TIME >= 0") }
    #expect(error?.description.contains("the filters leave out every one of 6 rows") == true)
  }
}
