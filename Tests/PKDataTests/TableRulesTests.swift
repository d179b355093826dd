import PKData
import PKUnits
import Testing

/// Renamed and dropped columns, units by rule, and further texts for missing values.
@Suite struct TableRulesTests {
  private func read(_ text: String, _ change: (inout TableRules) -> Void) throws -> Dataset {
    var rules = TableRules()
    change(&rules)
    return try Dataset(table: Array(text.utf8), name: "t", rules: rules)
  }

  private func message(_ text: String, _ change: (inout TableRules) -> Void) -> String? {
    #expect(throws: DatasetErrors.self) { try read(text, change) }?.description
  }

  @Test func columnsAreReadUnderAnotherName() throws {
    let data = try read("subject,hours,amt,conc,dv,wgt\na,0,10,.,9,70\na,1,.,2,9,70\n") {
      $0.columns = ["ID": "SUBJECT", "time": "hours", "DV": "Conc", "WT": "WGT"]
    }
    #expect(data.covariates.map(\.name) == ["WT"], "the column that had the name DV is left out")
    let second = try #require(data.subjects.first?.records.last)
    #expect(second.action == .observation(Observation(value: 2)))
  }

  @Test func returningIDsMayBeNewSubjects() throws {
    let text = "ID,TIME,AMT\n1,0,10\n1,5,.\n2,0,20\n1,0,30\n1,2,.\n"
    #expect(message(text, { _ in })?.contains("--returning-ids new") == true)
    let data = try read(text) { $0.returningIDsAreNew = true }
    #expect(data.subjects.map(\.id) == ["1", "2", "1"])
    #expect(data.subjects.map(\.records.count) == [2, 1, 2])
  }

  @Test func droppedColumnsAreNotRead() throws {
    let data = try read("ID,TIME,SS,NOTE,DROP,SKIP,DROP\n1,0,99,1,x,1,\n1,1,0,word,2,y,\n") {
      $0.dropped = ["ss", "NOTE"]
    }
    #expect(data.covariates.isEmpty)
    #expect(data.subjects.first?.records.count == 2)
  }

  @Test func unitsComeFromRules() throws {
    let hour = try Unit("h"), mass = try Unit("mg"), minute = try Unit("min")
    let data = try read("ID,TIME,AMT,DUR,WT\n1,0,10,30,70\n") {
      $0.units = ["time": hour, "AMT": mass, "dur": minute]
    }
    #expect(data.timeUnit == hour)
    #expect(data.amountUnit == mass)
    guard case .dose(let dose)? = data.subjects.first?.records.first?.action else {
      Issue.record("no dose")
      return
    }
    #expect(dose.administration == .duration(0.5))
  }

  @Test func furtherTextsMeanMissing() throws {
    let data = try read("ID,TIME,DV,WT,SEX\n1,0,-99,-99.0,none\n1,1,2,70,M\n") { $0.missing = ["-99", "none"] }
    let first = try #require(data.subjects.first?.records.first)
    #expect(first.action == .observation(Observation()))
    #expect(first.covariates.count == 2 && !first.covariates.contains { !$0.isNaN })
  }

  @Test func rulesThatNameNoColumnAreErrors() {
    let table = "ID,TIME,CONC\n1,0,1\n"
    #expect(
      message(table) { $0.columns = ["DV": "CNOC"] }
        == "t: row 1: the table has no column 'CNOC', which a column's new name names; did you mean 'CONC'?")
    #expect(message(table) { $0.dropped = ["SS"] }?.contains("the table has no column 'SS'") == true)
    #expect(message(table) { $0.units = ["AMT": .one] }?.contains("the table has no column 'AMT'") == true)
  }

  @Test func twoUnitsForOneColumnAreAnError() throws {
    let minute = try Unit("min")
    #expect(
      message("ID,TIME[h]\n1,0\n") { $0.units = ["TIME": minute] }?
        .contains("the unit is 'h' in the header and 'min' by an option") == true)
  }

  @Test(arguments: [
    ("101", "EVID 101 is rxode2's code for a dose into compartment 1; write EVID 1 and CMT 1"),
    (
      "10201",
      "EVID 10201 is rxode2's code for an infusion into compartment 2, its AMT being a rate; write one row an infusion, "
        + "with EVID 1, CMT 2, its amount in AMT and its rate in RATE"
    ),
    (
      "110", "EVID 110 is rxode2's code for a dose in steady state into compartment 1; write EVID 1, CMT 1, SS 1 and II"
    ),
    ("5", "'5' is no code of this column; it takes 0 (observation)"),
  ])
  func rxodeCodesAreRecognised(_ code: String, expected: String) {
    #expect(message("ID,TIME,AMT,EVID\n1,0,10,\(code)\n") { _ in }?.contains(expected) == true)
  }
}
