import Foundation
import Testing

/// Every kind of bad input, in tables with a row for each sample and with a row for each profile: a rule that is
/// named in the result, or an error with row and column, and never a value that is missing without a reason.
@Suite struct NCABadInputTests {
  /// A table, what is asked of it, how the command ends, and what it says.
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: String
    var table: String
    var options: [String] = []
    var status: Int32 = 65
    var says: [String]
    var testDescription: String { "\(kind): \(options.joined(separator: " "))" }

    init(_ kind: String, _ table: String, _ options: [String], fails status: Int32 = 65, _ says: String...) {
      (self.kind, self.table, self.options, self.status, self.says) = (kind, table, options, status, says)
    }

    init(_ kind: String, _ table: String, fails status: Int32 = 65, _ says: String...) {
      (self.kind, self.table, self.status, self.says) = (kind, table, status, says)
    }
  }

  static let times = [
    Case("unsorted", "id,time,conc\n1,2,4\n1,0,0\n1,1,8\n", fails: 0, "rule: samples sorted by time"),
    Case("unsorted", "id,0,2,1\n1,0,4,8\n", fails: 0, "rule: samples sorted by time"),
    Case(
      "unsorted", "id,time,conc\n1,2,4\n1,0,0\n", ["--unsorted", "reject"], "time goes back to '0'",
      "row 3, column 2 (time)"),
    Case("duplicates", "id,time,conc\n1,1,8\n1,1,9\n", "another value in row 2", "row 3, column 3 (conc)"),
    Case("duplicates", "id,1,1\n1,8,9\n", "the name 1 is that of column 2 already", "row 1, column 3"),
    Case(
      "duplicates", "id,1,1.0,2\n1,8,9,3\n", "the time 1 has another value", "row 2, column"),
    Case(
      "duplicates", "id,time,conc\n1,1,8\n1,1,9\n1,2,1\n", ["--duplicates", "mean"], fails: 0,
      "different measurements at 1: mean"),
    Case(
      "duplicates", "id,time,conc\n1,1,8\n1,1,8\n1,2,1\n", fails: 0, "equal measurements at 1 count once"),
    Case("negative time", "id,time,conc\n1,-1,0\n1,1,5\n1,2,3\n", fails: 0, "1 before the dose: not used"),
    Case("negative time", "id,-1,1,2\n1,0,5,3\n", fails: 0, "1 before the dose: not used"),
    Case("no time", "id,time,conc\n1,,5\n", "the value is missing", "row 2, column 2 (time)"),
    Case("text in times", "id,time,conc\n1,1h,5\n", "'1h'", "row 2, column 2 (time)"),
    Case(
      "no nominal time", "id,time,nom,conc\n1,1.1,1,5\n1,2.1,.,3\n",
      ["--times", "nominal", "--nominal-time-column", "nom"], fails: 0, "1 without a nominal time: actual time used"),
  ]

  static let concentrations = [
    Case(
      "all below", "id,time,conc\n1,0,BLQ\n1,1,<0.5\n1,2,ND\n", fails: 0,
      "TMAX: no concentration above the limit of quantification",
      "3 below the limit before the first measurable concentration: 0"),
    Case("all below", "id,0,1\n1,BLQ,<0.5\n", fails: 0, "no concentration above the limit of quantification"),
    Case("one sample", "id,time,conc\n1,1,5\n", fails: 0, "AUCLST: only one concentration: an area needs two"),
    Case("one sample", "id,1,2\n1,5,NS\n", fails: 0, "AUCLST: only one concentration", "1 without a value: left out"),
    Case("all missing", "id,time,conc\n1,0,NS\n1,1,.\n", fails: 0, "CMAX: no samples in the interval"),
    Case(
      "words", "id,time,conc\n1,0,BLQ\n1,1,5\n1,2,NS\n1,3,Not detected\n1,4,2\n1,5,<0.5\n", fails: 0,
      "'<0.5' stands 1 times for below", "'BLQ' stands 1 times for below", "'NS' stands 1 times for no value",
      "'Not detected' stands 1 times for below", "1 below the limit before the first measurable concentration: 0",
      "1 below the limit between measurable concentrations: left out",
      "1 below the limit after the last measurable concentration: 0", "1 without a value: left out"),
    Case(
      "words", "id,0,1,2,3,4\n1,BLQ,5,NS,Not detected,2\n", fails: 0, "'BLQ' stands 1 times",
      "'NS' stands 1 times for no value"),
    Case("words", "id,time,conc\n1,0,haemolysed\n", "'haemolysed' is no concentration", "row 2, column 3 (conc)"),
    Case("words", "id,0,1\n1,0,haemolysed\n", "'haemolysed' is no concentration", "row 2, column 3 (1)"),
    Case(
      "words", "id,time,conc\n1,0,haemolysed\n1,1,3\n1,2,1\n", ["--missing-text", "haemolysed"], fails: 0,
      "1 without a value: left out"),
    Case(
      "the limit", "id,time,conc\n1,0,BLQ\n1,1,3\n1,2,1\n", ["--blq", "half"], "row 2, column 3 (conc)",
      "below a limit that is not given"),
    Case(
      "the limit", "id,time,conc\n1,0,BLQ\n1,1,3\n1,2,1\n", ["--blq", "half", "--lloq", "0.2"], fails: 0,
      "before the first measurable concentration: half the limit"),
    Case("negative", "id,time,conc\n1,1,-5\n", "'-5' is negative", "row 2, column 3 (conc)"),
    Case("negative", "id,0,1,2\n1,0,-5,1\n", "'-5' is negative", "row 2, column 3 (1)"),
    Case(
      "negative", "id,time,conc\n1,0,-1\n1,1,5\n1,2,3\n", ["--negatives", "below-limit"], fails: 0,
      "1 negative: taken as below the limit"),
    Case("not finite", "id,time,conc\n1,0,Inf\n", "'Inf' is no finite number", "row 2, column 3 (conc)"),
    Case("decimal comma", "id;time;conc\n1;0;1,5\n", "'1,5' has a decimal comma", "row 2, column 3 (conc)"),
  ]

  static let dosesAndUnits = [
    Case("no dose", "id,time,conc\n1,1,5\n1,2,3\n", fails: 0, "note: no dose is given", "CLFO: no dose"),
    Case(
      "no dose", "id,time,conc,dose\n1,1,5,\n1,2,3,\n", ["--dose-column", "dose"], fails: 0, "note: no dose is given",
      "CLFO: no dose"),
    Case(
      "two doses", "id,time,conc,dose\n1,1,5,10\n1,2,3,20\n", ["--dose-column", "dose"], "row 3, column 4 (dose)",
      "'20'"),
    Case(
      "no duration", "id,time,conc,dur\n1,0,0,\n1,1,4,\n1,2,3,\n1,3,2,\n1,4,1.2,\n",
      ["--dose", "5", "--route", "infusion", "--duration-column", "dur", "--parameters", "MRTICIFO,CEOI"], fails: 0,
      "MRTICIFO: the duration of the infusion is not known", "CEOI: the duration of the infusion is not known"),
    Case("unknown unit", "id,time[h],conc[foo]\n1,1,5\n", "'foo' is no unit", "row 1, column 3 (conc)"),
    Case("unknown unit", "id,time[mg],conc\n1,1,5\n", "'mg' is no unit of time", "row 1, column 2 (time)"),
    Case("unknown unit", "id,time,conc\n1,1,5\n", ["--units", "conc=foo"], fails: 64, "'foo' is no unit"),
    Case(
      "unknown unit", "id,time,conc,u\n1,1,5,foo\n", ["--unit-column", "u"], "'foo' is no unit",
      "row 2, column 4 (u)"),
    Case(
      "two units", "id,time,conc,u\n1,1,5,mg/L\n1,2,5,ng/mL\n", ["--unit-column", "u"],
      "the unit is 'ng/mL' here and 'mg/L' in row 2", "row 3, column 4 (u)"),
    Case("two units", "id,time,conc\n1,1,5\n1,2,5 ng/mL\n", "has a unit in the cell", "row 3, column 3 (conc)"),
    Case("two units", "id,0,1\n1,5,5 ng/mL\n", "has a unit in the cell", "row 2, column 3 (1)"),
    Case(
      "two units", "id,time[h],conc\n1,1,5\n", ["--units", "time=day"], fails: 64, "contradicts the unit h"),
    Case("unknown route", "id,time,conc\n1,1,5\n", ["--route", "infusoin"], fails: 64, "did you mean 'infusion'?"),
    Case(
      "unknown route", "id,time,conc,r\n1,1,5,nasel\n", ["--route-column", "r"], fails: 64,
      "subject '1', column r: 'nasel' is no route"),
    Case("empty", "", "the table is empty"), Case("empty", "id,time,conc\n", "a header and no rows"),
    Case("no number", "id,time,conc\n1,1,5\n", ["--tolerance", "nan"], fails: 64, "--tolerance takes a number"),
  ]

  @Test(arguments: times + concentrations + dosesAndUnits)
  func isNamed(_ item: Case) throws {
    let folder = try TemporaryFolder()
    try folder.file("t.csv", item.table)
    let run = try CommandRun(arguments: ["nca", "t.csv"] + item.options, in: folder.url)
    #expect(run.status == item.status, "\(run.errors)")
    for text in item.says { #expect((run.output + run.errors).contains(text), "\(text): \(run.output)\(run.errors)") }
  }

  /// In every output of every table that is read, what has no number has a reason.
  @Test(arguments: (times + concentrations + dosesAndUnits).filter { $0.status == 0 })
  func nothingIsMissingWithoutReason(_ item: Case) throws {
    let folder = try TemporaryFolder()
    try folder.file("t.csv", item.table)
    let run = try CommandRun(
      arguments: ["nca", "t.csv", "--output", "adpp.csv", "--wide", "wide.csv", "--json", "--quiet"] + item.options,
      in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    for case let profile as [String: Any] in try #require(object["profiles"] as? [Any]) {
      for case let value as [String: Any] in try #require(profile["parameters"] as? [Any]) {
        #expect(value["value"] is Double || (value["reason"] as? String).map { !$0.isEmpty } ?? false, "\(value)")
      }
    }
    let rows = try folder.text("adpp.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let columns = rows[0].map(String.init)
    let (value, reason) = (
      try #require(columns.firstIndex(of: "AVAL")), try #require(columns.firstIndex(of: "PPREASND"))
    )
    for row in rows.dropFirst() { #expect(row[value].isEmpty != row[reason].isEmpty, "\(row)") }
  }

  static let urine = [
    Case("volume", "id,start,end,volume,conc\n1,0,4,-3,5\n", "'-3' is negative", "row 2, column 4 (volume)"),
    Case("interval", "id,start,end,volume,conc\n1,4,4,3,5\n", "does not end after its start", "row 2, column 3 (end)"),
    Case("word", "id,start,end,volume,conc\n1,0,4,3,lots\n", "'lots' is no concentration", "row 2, column 5 (conc)"),
    Case("column", "id,start,end,vol,conc\n1,0,4,3,5\n", "no volume column"),
    Case("unit", "id,start[mg],end,volume,conc\n1,0,4,3,5\n", "'mg' is no unit of time", "row 1, column 2 (start)"),
    Case(
      "amounts", "id,start[h],end[h],amount[mmol]\n1,0,4,3\n", ["--dose", "5 mg"], "amounts in urine are in mmol"),
    Case(
      "missing", "id,start,end,volume,conc\n1,0,4,NS,5\n1,4,8,3,ND\n", fails: 0,
      "– RCAMINT: 1 of 2 volumes are missing", "'ND' stands 1 times for below"),
    Case(
      "gap", "id,start,end,volume,conc\n1,0,4,3,5\n1,6,8,3,1\n", fails: 0, "nothing was collected from 4 to 6"),
    Case("overlap", "id,start,end,amount\n1,0,4,3\n1,3,8,3\n", fails: 0, "two collections cover 3"),
    Case("no dose", "id,start,end,amount\n1,0,4,3\n", fails: 0, "– FREXINT: no dose"),
    Case("no plasma", "id,start,end,amount\n1,0,4,3\n", fails: 0, "– RENALCL: AUC: nothing to compare with"),
  ]

  @Test(arguments: urine)
  func urineIsNamed(_ item: Case) throws {
    let folder = try TemporaryFolder()
    try folder.file("u.csv", item.table)
    let run = try CommandRun(arguments: ["nca", "--urine", "u.csv"] + item.options, in: folder.url)
    #expect(run.status == item.status, "\(run.errors)")
    for text in item.says { #expect((run.output + run.errors).contains(text), "\(text): \(run.output)\(run.errors)") }
  }
}
