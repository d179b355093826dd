import Foundation
import Testing

/// `bateman covariates`: relations that the data have are found, others are not.
@Suite struct CovariatesCommandTests {
  /// Clearance in proportion to weight to the power 1, and a covariate that means nothing.
  private static func table() -> String {
    var lines = ["ID,TIME[h],AMT[mg],DV[mg/L],EVID,WT[kg],SEX,NOISE"]
    for id in 1...16 {
      let weight = 45 + Double((id * 7) % 16) * 4
      let cl = 3 * (weight / 75) * (1 + 0.15 * sin(Double(id * 5))), v = 30 * (1 + 0.1 * cos(Double(id * 3)))
      let rest = "\(weight),\(id % 3 == 0 ? 1 : 0),\((id * 13) % 7)"
      lines.append("\(id),0,100,.,1,\(rest)")
      for (index, time) in [1.0, 6, 12, 24].enumerated() {
        let error = 1 + 0.08 * sin(Double(id * 7 + index * 3))
        lines.append("\(id),\(time),.,\(100 / v * exp(-cl / v * time) * error),0,\(rest)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func study() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("small.pkm", FitCommandTests.small)
    try folder.file("study.csv", Self.table())
    try folder.file(
      "candidates.yaml",
      """
      candidates:
        - {parameter: CL, covariate: WT, form: [power, linear]}
        - {parameter: [CL], covariate: SEX, form: categorical}
        - {parameter: CL, covariate: NOISE, form: exponential}
      """)
    return folder
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func findsWeightAndWritesTheModel() throws {
    let folder = try study()
    let base = ["covariates", "small.pkm", "--data", "study.csv", "--method", "fo", "--candidates", "candidates.yaml"]
    let run = try CommandRun(
      arguments: base + ["--out", "search", "--json", "--forward", "0.01", "--backward", "0.001"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let object = try json(run.output)
    let steps = try #require(object["steps"] as? [[String: Any]])
    let trials = try #require(steps[0]["trials"] as? [[String: Any]])
    #expect(trials.count == 4 && trials.allSatisfy { $0["pValue"] is Double && $0["degreesOfFreedom"] as? Int == 1 })
    let chosen = try #require(steps[0]["chosen"] as? String)
    #expect(chosen.hasPrefix("CL ~ WT"))
    let final = try #require(object["final"] as? [String: Any])
    #expect(final["relations"] as? [String] == [chosen])
    // The final model is a model, and its fit begins where the search ended.
    let model = try folder.text("search/final.pkm")
    #expect(model.contains("WT : kg = ") && model.contains("cov_CL_WT") && model.contains("\"clearance\""))
    let fit = try CommandRun(
      "fit", "search/final.pkm", "--data", "study.csv", "--method", "fo", "--evaluate", "--json", in: folder.url)
    #expect(fit.status == 0, "\(fit.errors)")
    let found = try #require(try json(fit.output)["objective"] as? Double)
    let expected = try #require(final["objective"] as? Double)
    #expect(abs(found - expected) < 1e-6)
    // From half of the fits the search comes to the same end.
    let lines = try folder.text("search/samples.csv").split(separator: "\n")
    try folder.file("search/samples.csv", lines.prefix(4).joined(separator: "\n") + "\n")
    let resumed = try CommandRun("covariates", "--resume", "search", "--json", in: folder.url)
    #expect(resumed.status == 0 && resumed.errors.contains("3 fits are there already"), "\(resumed.errors)")
    #expect(try #require(try json(resumed.output)["final"] as? [String: Any])["objective"] as? Double == expected)
    let text = try CommandRun(arguments: base, in: folder.url)
    #expect(text.output.contains("Step 1, forward") && text.output.contains("Final model: CL ~ WT"), "\(text.output)")
  }

  @Test(arguments: [
    (["--candidate", "CL:WT"], 64, "write CL:WT:power"), (["--candidate", "CL:WT:powr"], 64, "did you mean 'power'?"),
    (["--candidate", "CLL:WT:power"], 65, "did you mean 'CL'?"),
    (["--candidate", "CL:WGT:power"], 65, "no covariate 'WGT'"),
    ([], 64, "name what to search for"), (["--candidates", "none.yaml"], 66, "none.yaml"),
    (["--candidate", "CL:WT:categorical"], 65, "too many for categories"),
  ])
  func mistakesAreSaid(_ options: [String], status: Int32, expected: String) throws {
    let folder = try study()
    let run = try CommandRun(arguments: ["covariates", "small.pkm", "--data", "study.csv"] + options, in: folder.url)
    #expect(run.status == status && run.errors.contains(expected), "\(run.status) \(run.errors)")
  }

  @Test func aWrongFileOfCandidatesIsPointedInto() throws {
    let folder = try study()
    try folder.file("candidates.yaml", "candidates:\n  - {parameter: CL, covariate: WT, from: power}\n")
    let run = try CommandRun(
      "covariates", "small.pkm", "--data", "study.csv", "--candidates", "candidates.yaml", in: folder.url)
    #expect(run.status == 65 && run.errors.contains("candidates.yaml:2:"), "\(run.errors)")
    #expect(run.errors.contains("did you mean 'form'?"), "\(run.errors)")
  }
}
