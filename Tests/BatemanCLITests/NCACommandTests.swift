import Foundation
import Testing

/// `bateman nca` as people run it.
@Suite struct NCACommandTests {
  private let theophylline = ["nca", "Validation/nca/theophylline.csv", "--dose", "320 mg"]

  private func json(_ run: CommandRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func listsProfilesWithReasons() throws {
    let run = try CommandRun(arguments: theophylline)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("AUCLST[mg*h/L]") && run.output.contains("148.9"))
    #expect(run.output.contains("* AUCIFO: 31.25 % extrapolated > 20 %  [1]"))
    #expect(run.output.contains("Rules: areas linear"))
  }

  @Test func summarises() throws {
    let run = try CommandRun(arguments: theophylline + ["--summary", "--parameters", "CMAX,TMAX"])
    #expect(run.status == 0)
    // numpy: mean 8.758…, SD 1.474…, geometric mean 8.645…, median 8.465.
    let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("CMAX") })
    #expect(
      line.split(separator: " ").map(String.init) == [
        "CMAX[mg/L]", "12", "8.76", "1.47", "16.8", "8.65", "17.0", "8.47", "6.44", "11.4",
      ])
  }

  @Test func writesFilesAndJSON() throws {
    let folder = try TemporaryFolder()
    let adpp = folder.url.appendingPathComponent("adpp.csv").path
    let wide = folder.url.appendingPathComponent("wide.csv").path
    let run = try CommandRun(
      arguments: theophylline + [
        "--output", adpp, "--wide", wide, "--json", "--method", "lin-up-log-down", "--partial-auc", "0...12",
      ])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try folder.text("adpp.csv").split(separator: "\n")
    #expect(rows[0].hasPrefix("USUBJID,PARCAT1,PARAMCD,PARAM,AVAL,AVALU,PPSTINT,PPENINT,DOSEA,DOSEU,ROUTE,PPANMET"))
    #expect(
      rows.contains {
        $0.contains(
          ",CTROUGH,Conc Trough,,mg/L,0,,320,mg,extravascular,lin-up-log-down,NOT DONE,the interval has no end")
      })
    #expect(try folder.text("wide.csv").contains("AUCINT_0-12[mg*h/L]"))
    let object = try json(run)
    let rules = try #require(object["rules"] as? [String: String])
    #expect(rules["area method"] == "lin-up-log-down" && rules.count > 15)
    let profile = try #require((object["profiles"] as? [[String: Any]])?.first)
    let parameters = try #require(profile["parameters"] as? [[String: Any]])
    // Nothing is absent or doubtful without a reason.
    for parameter in parameters {
      let status = parameter["status"] as? String
      #expect((status == "ok") == (parameter["reason"] == nil) && (status == "absent") == (parameter["value"] == nil))
    }
    #expect(try CommandRun(arguments: theophylline + ["--output", adpp]).status == 73, "a file is kept")
  }

  @Test func analysesSimulatedProfiles() throws {
    let folder = try TemporaryFolder()
    let profiles = folder.url.appendingPathComponent("profiles.csv").path
    let simulated = try CommandRun(
      "simulate", "Models/teaching/iv1.pkm", "--regimen", "low: 100 mg iv every 24 h x 2", "--regimen",
      "high: 200 mg iv every 24 h x 2",
      "--subjects", "4", "--every", "2h", "--output", profiles)
    #expect(simulated.status == 0, "\(simulated.errors)")
    let run = try CommandRun(
      "nca", "--from", profiles, "--dose", "low=100 mg, high=200 mg", "--route", "iv-bolus", "--every", "24h",
      "--doses", "2",
      "--tau", "24h", "--method", "lin-up-log-down", "--json", "--compare", "high/low", "--design", "paired",
      "--proportionality",
      "--parameters", "AUCTAU")
    #expect(run.status == 0, "\(run.errors)")
    let object = try json(run)
    #expect((object["profiles"] as? [[String: Any]])?.count == 16)
    let comparisons = try #require(object["comparisons"] as? [[String: Any]])
    // Arms have the same patients, and the model is linear: the ratio is 2 and the exponent 1.
    let ratio = try #require(comparisons.first?["estimate"] as? Double)
    let exponent = try #require(comparisons.last?["estimate"] as? Double)
    #expect(abs(ratio - 2) < 1e-6 && abs(exponent - 1) < 1e-6, "\(comparisons)")
  }

  /// The data and the interval of ComparisonTests.crossoverByAnalysisOfVariance, as a table of samples.
  @Test func comparesACrossover() throws {
    let rows = [
      (1, "R", 74.7, "T", 73.7), (2, "R", 96.4, "T", 88.8), (3, "R", 101.9, "T", 116.1), (4, "R", 79.0, "T", 70.0),
      (5, "R", 96.95, "T", 89.0), (6, "T", 74.8, "R", 37.4), (7, "T", 86.9, "R", 51.9), (8, "T", 81.7, "R", 72.2),
      (9, "T", 92.7, "R", 77.7),
    ]
    var table = "id,period,treatment,time,conc\n"
    for (id, first, a, second, b) in rows {
      for (period, treatment, value) in [(1, first, a), (2, second, b)] {
        for (time, share) in [(0, 0.0), (1, 1), (2, 0.5)] {
          table += "\(id),\(period),\(treatment),\(time),\(value * share)\n"
        }
      }
    }
    let folder = try TemporaryFolder()
    try folder.file("t.csv", table)
    let run = try CommandRun(
      "nca", "t.csv", "--treatment-column", "treatment", "--period-column", "period", "--compare", "T/R", "--design",
      "crossover", "--parameters", "CMAX", "--json", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let line = try #require((try json(run)["comparisons"] as? [[String: Any]])?.first)
    for (key, expected) in [
      ("estimate", 1.1869943401060687), ("lower", 1.0493069809314775), ("upper", 1.342748679888798),
    ] {
      let value = try #require(line[key] as? Double)
      #expect(abs(value / expected - 1) < 1e-12, "\(key)")
    }
  }

  /// A table, what is asked of it, how the command ends, and what it says.
  struct Case: Sendable, CustomTestStringConvertible {
    var table: String
    var options: [String] = []
    var status: Int32 = 65
    var says: [String]
    var testDescription: String { says.joined(separator: "; ") }
  }

  @Test(arguments: [
    Case(table: "id,time,conc\n1,2,4\n1,0,0\n1,1,8\n", status: 0, says: ["rule: samples sorted by time"]),
    Case(
      table: "id,time,conc\n1,2,4\n1,0,0\n", options: ["--unsorted", "reject"],
      says: ["time goes back to '0'", "row 3, column 2 (time)"]),
    Case(
      table: "id,time,conc\n1,1,8\n1,1,9\n",
      says: ["has another value in row 2", "row 3, column 3 (conc)", "--duplicates mean"]),
    Case(
      table: "id,time,conc\n1,1,8\n1,1,9\n1,2,5\n", options: ["--duplicates", "maximum"], status: 0,
      says: ["different measurements at 1: maximum"]),
    Case(
      table: "id,time,conc\n1,0,BLQ\n1,1,<0.5\n", status: 0,
      says: ["no concentration above the limit of quantification", "'<0.5' stands 1 times for below"]),
    Case(table: "id,time,conc\n1,1,5\n", status: 0, says: ["AUCLST: only one concentration"]),
    Case(table: "id,time,conc\n1,-1,0\n1,1,5\n1,2,3\n", status: 0, says: ["1 before the dose: not used"]),
    Case(table: "id,time,conc\n1,1,5\n1,2,3\n", status: 0, says: ["note: no dose is given", "CLFO: no dose"]),
    Case(table: "id,time,conc\n1,1,-5\n", says: ["'-5' is negative", "row 2, column 3"]),
    Case(table: "id,time,conc\n1,1,BLQQ\n", says: ["'BLQQ' is no concentration", "did you mean 'BLOQ'?"]),
    Case(
      table: "id,time,conc\n1,1,5\n", options: ["--parameters", "CMAXX"], status: 64,
      says: ["no parameter 'CMAXX'", "did you mean 'CMAX'?"]),
    Case(table: "id,time,conc\n1,1,5\n", options: ["--group", "tme"], says: ["no tme column", "time"]),
    Case(table: "id,time,conc\n1,1,5\n", options: ["--dose", "5 mgg"], status: 64, says: ["'mgg' is no unit"]),
    Case(
      table: "id,time[h],conc\n1,1,5\n", options: ["--units", "time=day"], status: 64, says: ["contradicts the unit h"]),
    Case(
      table: "id,time,conc\n1,1,5\n", options: ["--route", "infusion"], status: 64,
      says: ["An infusion needs --duration"]),
    Case(
      table: "id,time,conc\n1,1,5\n", options: ["--blq", "zero,drop"], status: 64,
      says: ["--blq takes one rule or three"]),
  ])
  func badInputIsNamed(_ item: Case) throws {
    let folder = try TemporaryFolder()
    try folder.file("t.csv", item.table)
    let run = try CommandRun(arguments: ["nca", "t.csv"] + item.options, in: folder.url)
    #expect(run.status == item.status, "\(run.errors)")
    for text in item.says { #expect((run.output + run.errors).contains(text), "\(text): \(run.output)\(run.errors)") }
  }

  @Test func listsParameters() throws {
    let run = try CommandRun("nca", "--list-parameters")
    #expect(run.status == 0 && run.output.contains("AUCLST + CLST/LAMZ") && run.output.contains("CDISC"))
  }
}
