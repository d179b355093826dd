import PKData
import PKNCA
import PKUnits
import Testing

/// Tables of samples: layouts, words, units, and a message with row and column for every mistake.
@Suite struct ConcentrationTableTests {
  private func read(_ text: String, _ change: (inout ConcentrationColumns) -> Void = { _ in }) throws
    -> ConcentrationTable
  {
    var columns = ConcentrationColumns()
    change(&columns)
    return try ConcentrationTable(Array(text.utf8), name: "t.csv", columns: columns)
  }

  @Test func longTable() throws {
    let table = try read(
      "Subject;Time[h];conc[ng/mL];cohort\nA;0;BLQ;1\nA;1;5;1\nB;0;<0.1;2\nB;1;Not detected;2\nB;2;NS;2\n"
    ) {
      $0.groups = ["cohort"]
    }
    #expect(table.entries.map(\.subject) == ["A", "B"] && table.entries.map(\.groups) == [["1"], ["2"]])
    #expect(table.entries[0].samples.map(\.value) == [.belowLimit(nil), .measured(5)])
    #expect(table.entries[1].samples.map(\.value) == [.belowLimit(0.1), .belowLimit(nil), .missing])
    #expect(table.entries[1].samples.map(\.row) == [4, 5, 6])
    #expect(table.words == ["BLQ": 1, "<0.1": 1, "Not detected": 1, "NS": 1])
    #expect(table.timeUnit?.description == "h" && table.concentrationUnits["conc"]?.description == "ng/mL")
  }

  @Test func oneRowForEachProfile() throws {
    let table = try read("id,0,0.5,1,2\nA,0,3,8,4\nB,0,2,BLQ,5\n")
    #expect(table.entries.count == 2)
    #expect(table.entries[1].samples.map(\.time) == [0, 0.5, 1, 2])
    #expect(table.entries[1].samples.map(\.value) == [.measured(0), .measured(2), .belowLimit(nil), .measured(5)])
  }

  @Test func simulatedProfilesHaveAnAnalyteForEachOutput() throws {
    let text = "arm,id,time[h],adc[mg/L],payload[nmol/L]\nlow,1,0,10,0\nlow,1,1,9,2\n"
    let table = try ConcentrationTable(Array(text.utf8), name: "p.csv", columns: .simulated)
    #expect(table.entries.map(\.analyte) == ["adc", "payload"] && table.entries[0].groups == ["low"])
    #expect(table.concentrationUnits["payload"]?.description == "nmol/L")
  }

  @Test func analytesAndUnitsByRow() throws {
    let table = try read("id,time,conc,analyte,unit,dose[mg]\n1,0,5,ADC,ug/mL,10\n1,0,1,payload,ng/mL,10\n") {
      $0.analyte = "analyte"
      $0.unit = "UNIT"
      $0.dose = "dose"
    }
    #expect(table.entries.map(\.analyte) == ["ADC", "payload"])
    #expect(table.concentrationUnits["ADC"]?.description == "ug/mL" && table.entries[0].dose == 10)
  }

  /// Two units in a column that nobody named must not pass; a column that only sounds like one must.
  @Test func unitsAreFoundByName() throws {
    let table = try read("id,time,conc,UNIT\n1,0,5,ng/mL\n1,1,4,ng/mL\n")
    #expect(table.concentrationUnits["conc"]?.description == "ng/mL")
    let error = #expect(throws: DatasetErrors.self) { try read("id,time,aval,avalu\n1,0,5,mg/L\n1,1,4,ng/mL\n") }
    #expect(error?.errors.first?.row == 3 && error?.errors.first?.column == 4)
    let wards = try read("id,time,conc[mg/L],unit\n1,0,5,ICU\n1,1,4,ward 3\n")
    #expect(wards.concentrationUnits["conc"]?.description == "mg/L")
  }

  /// What is wrong, and where.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var row: Int?
    var column: Int?
    var message: String
    var testDescription: String { message }
  }

  @Test(arguments: [
    Mistake(text: "", row: nil, column: nil, message: "the table is empty"),
    Mistake(text: "id,time,conc\n", row: nil, column: nil, message: "the table has a header and no rows"),
    Mistake(text: "id,tme,conc\n1,0,1\n", row: 1, column: nil, message: "the table has no time column"),
    Mistake(text: "id,time,cnc\n1,0,1\n", row: 1, column: nil, message: "the table has no conc column"),
    Mistake(text: "id,time,conc\n1,0,BLOQQ\n", row: 2, column: 3, message: "'BLOQQ' is no concentration"),
    Mistake(text: "id,time,conc\n1,0,5 mg/L\n", row: 2, column: 3, message: "'5 mg/L' has a unit in the cell"),
    Mistake(text: "id,time,conc\n1,0,inf\n", row: 2, column: 3, message: "'inf' is no finite number"),
    Mistake(text: "id,time,conc\n1,0,\"1,5\"\n", row: 2, column: 3, message: "'1,5' has a decimal comma"),
    Mistake(text: "id,time,conc\n1,,1\n", row: 2, column: 2, message: "the value is missing"),
    Mistake(text: "id,time,conc\n,0,1\n", row: 2, column: 1, message: "the value is missing"),
    Mistake(
      text: "id,time,conc\n1,08:30,1\n", row: 2, column: 2,
      message: "'08:30' is no number"),
    Mistake(
      text: "id,time,conc[mgg/L]\n1,0,1\n", row: 1, column: 3,
      message: "'mgg/L' is no unit: unknown unit 'mgg' (did you mean 'mg'?)"),
    Mistake(text: "id,time[mg],conc\n1,0,1\n", row: 1, column: 2, message: "'mg' is no unit of time"),
    Mistake(text: "id,time,conc\n1,0\n", row: 2, column: nil, message: "the row has 2 fields, the header 3"),
    Mistake(
      text: "id,time,conc,time\n1,0,1,1\n", row: 1, column: 4, message: "the name time is that of column 2 already"),
    Mistake(text: "id,time,conc\n\u{0}", row: nil, column: nil, message: "the file is binary data, not a text table"),
  ])
  func mistakesHaveAPlace(_ mistake: Mistake) throws {
    let error = #expect(throws: DatasetErrors.self) { try read(mistake.text) }
    let first = try #require(error?.errors.first)
    #expect(first.message == mistake.message && first.row == mistake.row && first.column == mistake.column, "\(first)")
  }

  @Test func twoUnitsInOneColumn() throws {
    let error = #expect(throws: DatasetErrors.self) {
      try read("id,time,conc,unit\n1,0,1,mg/L\n1,1,2,ng/mL\n") { $0.unit = "unit" }
    }
    #expect(
      error?.errors == [
        DatasetError(.mixedUnits("ng/mL", first: "mg/L", firstRow: 2), row: 3, column: 4, columnName: "unit")
      ])
  }

  @Test func aDoseThatChanges() throws {
    let error = #expect(throws: DatasetErrors.self) {
      try read("id,time,conc,dose\n1,0,1,10\n1,1,2,20\n") { $0.dose = "dose" }
    }
    #expect(error?.errors.first?.message == "'20' differs from '10' in row 2 of the same subject")
  }

  /// Errors of a profile name the row and the column.
  @Test func profileErrorsHaveAPlace() throws {
    let table = try read("id,time,conc\n1,0,0\n1,1,5\n1,1,6\n1,2,-1\n")
    let entry = try #require(table.entries.first)
    let profile = ConcentrationProfile(samples: entry.samples)
    var rules = NCARules()
    let negative = #expect(throws: ProfileError.self) { try NCAAnalysis(rules: rules).result(for: profile) }
    #expect(negative == ProfileError(.negative(-1), row: 5))
    rules.negatives = .drop
    let double = #expect(throws: ProfileError.self) { try NCAAnalysis(rules: rules).result(for: profile) }
    let error = try #require(double.map { table.error($0, in: entry) }?.errors.first)
    #expect(error.row == 4 && error.column == 3 && error.message == "the time 1 has another value in row 3")
    rules.duplicates = .mean
    let result = try NCAAnalysis(rules: rules).result(for: profile)
    #expect(result[.cmax] == .value(5.5))
    #expect(result.notes.contains(.duplicates(1, .mean)) && result.notes.contains(.negative(1, .drop)))
  }

  @Test func rulesForLimitsAndClocks() throws {
    let samples = [
      ConcentrationSample(time: 0, value: .belowLimit(0.4), nominalTime: 0),
      ConcentrationSample(time: 1.1, value: .measured(4), nominalTime: 1),
      ConcentrationSample(time: 2.2, value: .belowLimit(0.4), nominalTime: 2),
      ConcentrationSample(time: 3.1, value: .measured(1), nominalTime: 3),
      ConcentrationSample(time: 4, value: .belowLimit(0.4)),
    ]
    var rules = NCARules()
    rules.belowLimit = BelowLimitRule(first: .zero, middle: .halfLimit, last: .limit)
    rules.time = .nominal
    let result = try NCAAnalysis([.cmax], rules: rules).result(for: ConcentrationProfile(samples: samples))
    #expect(result.curve.times == [0, 1, 2, 3, 4] && result.curve.concentrations == [0, 4, 0.2, 1, 0.4])
    #expect(result.notes.contains(.noNominalTime(1)))
    rules.belowLimit = BelowLimitRule(everywhere: .drop)
    #expect(try NCAAnalysis([.cmax], rules: rules).result(for: ConcentrationProfile(samples: samples)).curve.count == 3)
    let unknown = ConcentrationProfile(samples: [ConcentrationSample(time: 1, value: .belowLimit(nil), row: 7)])
    rules.belowLimit = BelowLimitRule(everywhere: .halfLimit)
    #expect(throws: ProfileError(.unknownLimit, row: 7)) { try NCAAnalysis(rules: rules).result(for: unknown) }
  }

  @Test func intervals() throws {
    let table = try IntervalTable(
      Array("start[day],end[day],steady_state\n0,1,\n1,2,yes\n2,,no\n".utf8), name: "i.csv", timeUnit: Unit("h"))
    #expect(
      table.intervals == [
        NCAInterval(to: 24), NCAInterval(from: 24, to: 48, isSteadyState: true), NCAInterval(from: 48),
      ])
    let error = #expect(throws: DatasetErrors.self) { try IntervalTable(Array("start,end\n5,3\n".utf8), name: "i.csv") }
    #expect(error?.errors.first?.row == 2 && error?.errors.first?.column == 2)
  }
}
