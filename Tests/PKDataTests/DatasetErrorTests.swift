import PKData
import Testing

/// A table with a mistake, and the lines that are said of it.
struct TableCase: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: [String]

  init(_ text: String, _ expected: String...) { (self.text, self.expected) = (text, expected) }

  var testDescription: String { text.debugDescription }
}

@Suite("Errors in tables")
struct DatasetErrorTests {
  static let needs = "it needs a header with at least ID and TIME, and a row for each record"
  static let separators = "the first row names the columns, and ',', ';' or tabs separate them"
  static let bracket = "write it as in TIME[h], AMT[mg], WT[kg]"
  static let clock = "write HH:MM, HH:MM:SS or YYYY-MM-DD HH:MM"
  static let order =
    "write YYYY-MM-DD, or name the column DATE (month-day-year), DAT1 (day-month-year), DAT2 (year-month-day) or "
    + "DAT3 (year-day-month)"
  static let finite = "write '.' when the value is missing"
  static let nonDose =
    "the record is no dose (EVID is not 1 or 4), but has a value here; write 0 or '.', or give the record EVID 1"

  static let files: [TableCase] = [
    TableCase("", "the table is empty; \(needs)"),
    TableCase("\n \n# only this\n", "the table is empty; \(needs)"),
    TableCase("ID,TIME\n", "the table has a header and no rows; \(needs)"),
    TableCase("ID,TIME\n1,\0\n", "the file is binary data, not a text table; export it as CSV"),
    TableCase("PK\u{3}\u{4}zip", "the file is a spreadsheet or zip archive, not a text table; export it as CSV"),
    TableCase("TIME,AMT\n0,1\n", "row 1: the table has no ID column; \(separators)"),
    TableCase("ID,AMT\n0,1\n", "row 1: the table has no TIME column; \(separators)"),
    TableCase(
      "#x\nIDD,TIMES\n1,2", "row 2: the table has no ID column; rename 'IDD' to ID",
      "row 2: the table has no TIME column; rename 'TIMES' to TIME"),
    TableCase(
      "ID TIME\n1 2\n", "row 1: the table has no ID column; \(separators)",
      "row 1: the table has no TIME column; \(separators)"),
    TableCase(
      "ID,TIME,id\n1,2,3\n",
      "row 1, column 3 (id): the name id is that of column 1 already; rename or remove one of the two"),
    TableCase(
      "ID,TIME,,\n1,2,3,4\n", "row 1, column 3: the column has no name; name it, or remove the separator",
      "row 1, column 4: the column has no name; name it, or remove the separator"),
    TableCase(
      "ID,DATE,DAT2,TIME\n1,1,1,1\n",
      "row 1, column 3 (DAT2): the date is in column DATE already; remove one of the two"),
    TableCase(
      "ID,TIME\n\"1,0\n", "row 2: a quotation mark is never closed; close it, or double it if it belongs to the text"),
    TableCase(
      "ID,TIME\n1,2,3\n1\n",
      "row 2: the row has 3 fields, the header 2; put fields that contain the separator between quotation marks",
      "row 3: the row has 1 field, the header 2; put fields that contain the separator between quotation marks"),
  ]

  static let units: [TableCase] = [
    TableCase(
      "ID,TIME[h],AMT[mg],WT[kgg]\n1,0,1,70\n",
      "row 1, column 4 (WT): 'kgg' is no unit: unknown unit 'kgg' (did you mean 'kg'?); \(bracket)"),
    TableCase("ID,TIME[]\n1,0\n", "row 1, column 2 (TIME): '' is no unit: a unit is missing; \(bracket)"),
    TableCase("ID,TIME[mg]\n1,0\n", "row 1, column 2 (TIME): 'mg' is no unit of time; \(bracket)"),
    TableCase("ID,TIME,AMT[mg/L]\n1,0,1\n", "row 1, column 3 (AMT): 'mg/L' is no unit of an amount; \(bracket)"),
    TableCase(
      "ID,TIME,AMT,RATE[mg/h]\n1,0,1,1\n",
      "row 1, column 4 (RATE): the unit 'mg/h' says nothing while AMT has no unit; give AMT a unit as well"),
    TableCase(
      "ID,TIME,AMT[mg],DUR[min]\n1,0,1,1\n",
      "row 1, column 4 (DUR): the unit 'min' says nothing while TIME has no unit; give TIME a unit as well"),
    TableCase(
      "ID,TIME[h],AMT[mg],RATE[nmol/h]\n1,0,1,1\n",
      "row 1, column 4 (RATE): 'nmol/h' is no unit of a rate of AMT; \(bracket)"),
    TableCase(
      "ID[mg],TIME\n1,0\n", "row 1, column 1 (ID): the column has no unit, but 'mg' is given; remove the brackets"),
  ]

  static let cells: [TableCase] = [
    TableCase(
      "ID,TIME\n1,2\n1,1\n",
      "row 3, column 2 (TIME): time goes back to '1' within a subject; sort each subject's rows by TIME"),
    TableCase(
      "ID,TIME\n1,0\n\n2,0\n1,1\n",
      "row 5, column 1 (ID): the subject '1' had its rows up to row 2 and appears again; "
        + "sort the table by ID and TIME, or take the later rows for another subject, as NONMEM does: "
        + "--returning-ids new"),
    TableCase("ID,TIME\n.,0\n", "row 2, column 1 (ID): the value is missing; every row needs one"),
    TableCase("ID,TIME\n1,.\n", "row 2, column 2 (TIME): the value is missing; every row needs one"),
    TableCase("ID,TIME\n1,NaN\n", "row 2, column 2 (TIME): 'NaN' is no finite number; \(finite)"),
    TableCase("ID,TIME\n1,-Inf\n", "row 2, column 2 (TIME): '-Inf' is no finite number; \(finite)"),
    TableCase("ID,TIME\n1,1e999\n", "row 2, column 2 (TIME): '1e999' is no finite number; \(finite)"),
    TableCase("ID,TIME,AGE\n1,0,nan\n", "row 2, column 3 (AGE): 'nan' is no finite number; \(finite)"),
    TableCase(
      "ID,TIME\n1,abc\n", "row 2, column 2 (TIME): 'abc' is no number; write a number, or '.' when it is missing"),
    TableCase(
      "ID,TIME\n1,0x10\n", "row 2, column 2 (TIME): '0x10' is no number; write a number, or '.' when it is missing"),
    TableCase(
      "ID,TIME\n1,08:60\n", "row 2, column 2 (TIME): '08:60' is no time of day, nor a date with one; \(clock)"),
    TableCase(
      "ID,TIME\n1,2023-02-29 8:00\n",
      "row 2, column 2 (TIME): '2023-02-29 8:00' is no time of day, nor a date with one; \(clock)"),
    TableCase(
      "ID,TIME\n1,8:00\n1,9.5\n",
      "row 3, column 2 (TIME): '9.5' is a number, but the rows above have clock times; write all of them in one way"),
    TableCase(
      "ID,TIME\n1,0\n2,9:30\n",
      "row 3, column 2 (TIME): '9:30' is a clock time, but the rows above have numbers; write all of them in one way"),
    TableCase(
      "ID,DATE,TIME\n1,13-01-2024,8:00\n",
      "row 2, column 2 (DATE): '13-01-2024' is no date (month-day-year); \(order)"),
    TableCase(
      "ID,DAT1,TIME\n1,.,8:00\n", "row 2, column 2 (DAT1): the value is missing; every row needs one"),
    TableCase(
      "ID,DATE,TIME\n1,2024-01-02,8:00\n1,2024-01-02,7:59\n",
      "row 3, column 3 (TIME): time goes back to '7:59' within a subject; sort each subject's rows by TIME"),
    TableCase(
      "ID,TIME,DV,CENS\n1,0,1,2\n",
      "row 2, column 4 (CENS): '2' is no code of this column; it takes 0 (measured), 1 (below DV) or -1 (above DV)"),
    TableCase(
      "ID,TIME,DV,CENS,LIMIT\n1,0,1,1,1.5\n",
      "row 2, column 5 (LIMIT): the limit '1.5' is not on the side of DV where the censored value lies; "
        + "with CENS 1 it is the lower end of the interval below DV, with CENS -1 the upper end above it"),
    TableCase(
      "ID,TIME,DV,LIMIT[mg]\n1,0,1,1\n",
      "row 1, column 4 (LIMIT): the unit 'mg' says nothing while DV has no unit; give DV a unit as well"),
    TableCase("ID;TIME\n1;0,5\n", "row 2, column 2 (TIME): '0,5' has a decimal comma; write decimals with a point"),
    TableCase(
      "ID;TIME;AGE\n1;0;64,5\n", "row 2, column 3 (AGE): '64,5' has a decimal comma; write decimals with a point"),
    TableCase(
      "ID,TIME,WT[kg]\n1,0,heavy\n",
      "row 2, column 3 (WT): 'heavy' is no number; write a number, or '.' when it is missing"),
    TableCase(
      "ID,TIME,WT\n1,0,70\n1,1,heavy\n",
      "row 3, column 3 (WT): 'heavy' is no number, but the rows above have numbers; a covariate has either numbers or words; drop the column when it is no covariate"
    ),
    TableCase(
      "ID,TIME,SEX\n1,0,male\n1,1,1\n",
      "row 3, column 3 (SEX): '1' is a number, but the rows above have words; a covariate has either numbers or words; drop the column when it is no covariate"
    ),
  ]

  static let doseHeader = "ID,TIME,AMT,RATE,DUR,EVID,MDV,CMT,ADDL,II,SS,DVID\n"
  static let doses: [TableCase] = [
    TableCase(
      "1,0,-5,.,.,1,1,1,.,.,.,.",
      "row 2, column 3 (AMT): '-5' is negative; write it without the sign, or '.' when there is none"),
    TableCase("1,0,5,.,.,0,0,1,.,.,.,.", "row 2, column 3 (AMT): \(nonDose)"),
    TableCase("1,0,5,.,.,2,1,1,.,.,.,.", "row 2, column 3 (AMT): \(nonDose)"),
    TableCase("1,0,.,3,.,0,0,1,.,.,.,.", "row 2, column 4 (RATE): \(nonDose)"),
    TableCase(
      "1,0,0,.,.,1,1,1,.,.,.,.",
      "row 2, column 3 (AMT): a dose record has no amount; give AMT a number above 0, or the record EVID 2"),
    TableCase(
      "1,0,.,.,.,4,1,1,.,.,.,.",
      "row 2, column 3 (AMT): a dose record has no amount; give AMT a number above 0, or the record EVID 2"),
    TableCase(
      "1,0,5,.,.,1,1,1,3,.,.,.",
      "row 2, column 10 (II): additional doses (ADDL) have no interval (II); give II a number above 0"),
    TableCase(
      "1,0,5,.,.,1,1,1,3,-2,.,.",
      "row 2, column 10 (II): '-2' is negative; write it without the sign, or '.' when there is none"),
    TableCase(
      "1,0,5,.,.,1,1,1,1.5,24,.,.",
      "row 2, column 9 (ADDL): '1.5' is no code of this column; it takes a whole number from 0 to 100000"),
    TableCase(
      "1,0,5,.,.,1,1,1,-1,24,.,.",
      "row 2, column 9 (ADDL): '-1' is no code of this column; it takes a whole number from 0 to 100000"),
    TableCase(
      "1,0,5,.,.,1,1,1,1e18,24,.,.",
      "row 2, column 9 (ADDL): '1e18' is no code of this column; it takes a whole number from 0 to 100000"),
    TableCase(
      "1,0,5,.,.,1.5,1,1,.,.,.,.",
      "row 2, column 6 (EVID): '1.5' is no code of this column; it takes 0 (observation), 1 (dose), 2 (other), 3 (reset) or 4 (reset and dose)"
    ),
    TableCase(
      "1,0,5,.,.,7,1,1,.,.,.,.",
      "row 2, column 6 (EVID): '7' is no code of this column; it takes 0 (observation), 1 (dose), 2 (other), 3 (reset) or 4 (reset and dose)"
    ),
    TableCase(
      "1,0,5,.,.,1,2,1,.,.,.,.",
      "row 2, column 7 (MDV): '2' is no code of this column; it takes 0 (value given) or 1 (value missing)"),
    TableCase(
      "1,0,5,-3,.,1,1,1,.,.,.,.",
      "row 2, column 4 (RATE): '-3' is no code of this column; "
        + "it takes a rate above 0, 0 (bolus), -1 (the model's rate) or -2 (the model's duration)"),
    TableCase(
      "1,0,5,3,2,1,1,1,.,.,.,.", "row 2, column 5 (DUR): a dose has both a RATE and a DUR; give one of the two"),
    TableCase(
      "1,0,5,.,-2,1,1,1,.,.,.,.",
      "row 2, column 5 (DUR): '-2' is negative; write it without the sign, or '.' when there is none"),
    TableCase(
      "1,0,5,.,.,1,1,-1,.,.,.,.",
      "row 2, column 8 (CMT): '-1' is no code of this column; it takes the name of a compartment, or a whole number from 0"
    ),
    TableCase(
      "1,0,5,.,.,1,1,1.5,.,.,.,.",
      "row 2, column 8 (CMT): '1.5' is no code of this column; it takes the name of a compartment, or a whole number from 0"
    ),
    TableCase(
      "1,0,5,.,.,1,1,1,.,.,1,.",
      "row 2, column 10 (II): a steady state (SS) of doses has no interval (II); give II a number above 0"),
    TableCase(
      "1,0,5,.,.,1,1,1,.,24,4,.",
      "row 2, column 11 (SS): '4' is no code of this column; "
        + "it takes 0 (none), 1 (replaces what is there) or 2 (is added to it)"),
    TableCase(
      "1,0,0,.,.,1,1,1,.,24,1,.",
      "row 2, column 3 (AMT): a steady state (SS) has neither an amount nor a rate; "
        + "give AMT a number above 0 for doses, or RATE for an infusion without end"),
    TableCase(
      "1,0,0,5,.,1,1,1,.,24,1,.",
      "row 2, column 10 (II): a steady state of an infusion without end (SS with AMT 0) is repeated; "
        + "write 0 or '.' here, or give AMT a number above 0"),
    TableCase("1,0,.,.,.,0,0,1,.,.,1,.", "row 2, column 11 (SS): \(nonDose)"),
    TableCase(
      "1,0,.,.,.,0,0,1,.,.,.,0",
      "row 2, column 12 (DVID): '0' is no code of this column; it takes the name of an output, or a whole number from 1"
    ),
  ]

  @Test("A mistake is told with its place and the way out", arguments: files + units + cells)
  func message(_ expected: TableCase) {
    let error = #expect(throws: DatasetErrors.self) { try Dataset(table: Array(expected.text.utf8), name: "t.csv") }
    #expect(error?.errors.map(\.description) == expected.expected)
  }

  @Test("A mistake in a dose is told with its place and the way out", arguments: doses)
  func dose(_ expected: TableCase) {
    let bytes = Array((Self.doseHeader + expected.text).utf8)
    let error = #expect(throws: DatasetErrors.self) { try Dataset(table: bytes, name: "t.csv") }
    #expect(error?.errors.map(\.description) == expected.expected)
  }

  @Test("Mistakes are collected up to a limit, each line with the file's name")
  func limit() {
    let text = "ID,TIME\n" + String(repeating: "1,x\n", count: 100)
    let error = #expect(throws: DatasetErrors.self) { try Dataset(table: Array(text.utf8), name: "t.csv") }
    #expect(error?.errors.count == DatasetErrors.limit)
    #expect(error?.description.hasPrefix("t.csv: row 2, column 2 (TIME): 'x' is no number") == true)
    let header = "ID,TIME" + String(repeating: ",", count: 100)
    let columns = #expect(throws: DatasetErrors.self) { try Dataset(table: Array(header.utf8), name: "t.csv") }
    #expect(columns?.errors.count == DatasetErrors.limit)
    #expect(error?.description.hasSuffix("t.csv: there may be more; reading stopped here") == true)
  }

  @Test("UTF-16 and compressed files are known for what they are")
  func encodings() {
    for (bytes, kind) in [([0xFF, 0xFE, 0x49, 0], .utf16), ([0x1F, 0x8B, 8, 1], .gzip)]
      as [([UInt8], DatasetError.FileKind)]
    {
      let error = #expect(throws: DatasetErrors.self) { try Dataset(table: bytes, name: "t.csv") }
      #expect(error?.errors == [DatasetError(.notText(kind))])
    }
  }

  @Test("A line of 100 MB is refused at once")
  func endlessLine() {
    #if DEBUG
      let size = 3_000_000
    #else
      let size = 100_000_000
    #endif
    let commas = [UInt8](repeating: UInt8(ascii: ","), count: size)
    let header = #expect(throws: DatasetErrors.self) { try Dataset(table: commas, name: "t.csv") }
    #expect(header?.errors == [DatasetError(.rowTooLong(limit: 1_000_000), row: 1)])
    let row = #expect(throws: DatasetErrors.self) {
      try Dataset(table: Array("ID,TIME\n\"".utf8) + commas, name: "t.csv")
    }
    #expect(row?.errors == [DatasetError(.rowTooLong(limit: 1_000_000), row: 2)])
  }

  @Test("Messages show the cell at fault, shortened and without control characters")
  func excerpt() {
    let cell = "\u{1B}[31m" + String(repeating: "y", count: 100)
    let error = #expect(throws: DatasetErrors.self) {
      try Dataset(table: Array("ID,TIME\n1,\(cell)\n".utf8), name: "t")
    }
    #expect(error?.errors.first?.reason == .notANumber(" [31m" + String(repeating: "y", count: 35) + "…"))
  }
}
