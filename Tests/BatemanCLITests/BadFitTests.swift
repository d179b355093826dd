import Foundation
import Testing

/// Models and data that cannot be fitted: what is wrong, with whom, and the way out; and results so far are kept.
@Suite struct BadFitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var model: String = FitCommandTests.small
    var rows: [String]
    var options: [String] = []
    var status: Int32
    /// What must be said, on either stream.
    var says: [String]
    /// Whether `fit.json` is written all the same.
    var keepsResults = false
  }

  private static let header = "ID,TIME[h],AMT[mg],DV[mg/L],EVID,CENS"

  /// Subjects as those of the fits' own tests, with a column for censoring.
  private static func rows(_ subjects: Int) -> [String] {
    FitCommandTests.table(subjects: subjects).split(separator: "\n").dropFirst().map { $0 + ",0" }
  }

  private static func changed(_ rows: [String], _ place: Int, _ row: String) -> [String] {
    var rows = rows
    rows[place] = row
    return rows
  }

  private static func model(_ old: String, _ new: String) -> String {
    FitCommandTests.small.replacingOccurrences(of: old, with: new)
  }

  static let cases: [Case] = [
    Case(
      testDescription: "unidentifiable parameter",
      model: model("tvV  : L", "F1 : 1 = 0.9 in 0...10\n    tvV  : L").replacingOccurrences(
        of: "iv -> central", with: "iv -> central (F = F1)"),
      rows: rows(6), status: 1,
      says: ["the data do not tell apart", "R is not positive definite", "tvV", "F1", "= help:"],
      keepsResults: true),
    Case(
      testDescription: "omega collapsing to zero",
      rows: (1...6).flatMap { id in
        ["\(id),0,100,.,1,0"]
          + [0.5, 2, 4, 8, 12, 24].enumerated().map { index, time in
            "\(id),\(time),.,\(100 / 30 * exp(-0.1 * time) * (1 + 0.1 * sin(Double(index * 5 + id * 3)))),0,0"
          }
      }, status: 1, says: ["omega(", "take it from the model"], keepsResults: true),
    Case(
      testDescription: "all BLQ", rows: rows(3).map { $0.hasSuffix(",0,0") ? String($0.dropLast(2)) + ",1" : $0 },
      status: 65, says: ["all 18 measurements are censored", "limit of quantification"]),
    Case(
      testDescription: "one subject", rows: rows(1), options: ["--covariance", "none"], status: 1,
      says: ["1 subject cannot tell", "fix omega"], keepsResults: true),
    Case(
      testDescription: "one observation", rows: ["1,0,100,.,1,0", "1,2,.,2.5,0,0"], status: 65,
      says: ["1 observation cannot tell 5 free parameters", "tvCL", "--fix"]),
    Case(
      testDescription: "subject without observation", rows: rows(6) + ["77,0,100,.,1,0"],
      options: ["--covariance", "none"], status: 0, says: ["1 subject has no observation: 77"], keepsResults: true),
    Case(
      testDescription: "DV of zero under a log error", model: model("proportional(b)", "logNormal(b)"),
      rows: changed(rows(3), 9, "2,2,.,0,0,0"), status: 65,
      says: ["row 11", "subject 2", "logarithm", "--ignore \"DV <= 0\""]),
    Case(
      testDescription: "dose after all observations",
      rows: rows(5) + [0.5, 2, 4].map { "9,\($0),.,1.5,0,0" } + ["9,48,100,.,1,0"], status: 1,
      says: ["subject 9", "residual variance is 0", "= help:"], keepsResults: true),
    Case(
      testDescription: "duplicated rows", rows: rows(6) + [rows(6)[41]], options: ["--covariance", "none"], status: 0,
      says: ["row 44", "data check"], keepsResults: true),
    Case(
      testDescription: "infinite start", model: model("central' = -CL * C", "central' = -CL * C / (tvV - 30[L])*1[L]"),
      rows: rows(3), status: 1, says: ["cannot be computed at the start", "subject 1", "= help:"], keepsResults: true),
    Case(
      testDescription: "flat likelihood",
      model: model("central' = -CL * C", "central' = -CL * C + 0 * tvQ * C").replacingOccurrences(
        of: "tvV  : L   = 30", with: "tvQ : L/h = 1 in 0...100\n    tvV  : L   = 30"),
      rows: rows(6), status: 1, says: ["the data say nothing of tvQ", "fix tvQ"], keepsResults: true),
    // Far from the data, the search tries values at which a subject cannot be computed, and goes on.
    Case(
      testDescription: "a subject that fails in an iteration",
      model: model("plasma : mg/L = C", "plasma : mg/L = C + 0[mg/L] * log((V - 12[L]) / 1[L])")
        .replacingOccurrences(of: "tvV  : L   = 30", with: "tvV  : L   = 300"),
      rows: rows(6), options: ["--covariance", "none"], status: 0, says: ["converged", "28.79"], keepsResults: true),
  ]

  @Test(arguments: cases)
  func isSaid(_ example: Case) throws {
    let folder = try TemporaryFolder()
    try folder.file("m.pkm", example.model)
    try folder.file("d.csv", ([Self.header] + example.rows).joined(separator: "\n") + "\n")
    let run = try CommandRun(
      arguments: ["fit", "m.pkm", "--data", "d.csv", "--out", "run"] + example.options, in: folder.url)
    let said = run.output + run.errors
    #expect(run.status == example.status, "\(said)")
    for text in example.says { #expect(said.contains(text), "'\(text)' in \(said)") }
    let isWritten = FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("run/fit.json").path)
    #expect(isWritten == example.keepsResults, "\(said)")
    #expect(!said.contains("inside Bateman"))
  }
}
