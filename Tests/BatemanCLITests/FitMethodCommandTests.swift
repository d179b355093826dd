import Foundation
import Testing

/// `bateman fit --method`: every estimator behind the command, and its settings.
@Suite struct FitMethodCommandTests {
  private func study() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("small.pkm", FitCommandTests.small)
    try folder.file("study.csv", FitCommandTests.table(subjects: 8))
    return folder
  }

  private func fit(_ more: [String], in folder: TemporaryFolder) throws -> CommandRun {
    try CommandRun(arguments: ["fit", "small.pkm", "--data", "study.csv"] + more, in: folder.url)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func number(_ object: Any?, _ path: String...) throws -> Double {
    var value = object
    for key in path { value = (value as? [String: Any])?[key] }
    return try #require((value as? NSNumber)?.doubleValue, "\(path)")
  }

  private static let sampled: [([String], String)] = {
    let saem = ["saem", "--burn-in", "20", "--smoothing", "10", "--chains", "1", "--likelihood-samples", "64"]
    let importance = ["--burn-in", "5", "--smoothing", "5", "--samples", "64", "--likelihood-samples", "64"]
    #if DEBUG
      return [(saem, "SAEM")]
    #else
      return [(saem, "SAEM"), (["imp"] + importance, "IMP"), (["impmap"] + importance, "IMPMAP")]
    #endif
  }()

  /// Short runs of what samples: they say that they are too short, and their estimates are near.
  @Test(arguments: sampled)
  func sampledLikelihoods(_ options: [String], name: String) throws {
    let folder = try study()
    let run = try fit(["--method"] + options + ["--json", "--covariance", "none"], in: folder)
    #expect(run.status == 0 || run.status == 1, "\(run.errors)")
    let record = try json(run.output)
    #expect(record["method"] as? String == name)
    #expect(try abs(number(record, "theta", "tvCL", "estimate") / 3 - 1) < 0.2)
    #expect(try number(record, "likelihood", "draws") == 64)
    #expect(try number(record, "likelihood", "objective") == number(record, "objective"))
    // FOCEI's value is near that of importance sampling.
    #expect(try abs(number(record, "likelihood", "linearised") - number(record, "objective")) < 5)
    #if !DEBUG
      let other = try fit(["--method"] + options + ["--json", "--covariance", "none", "--threads", "1"], in: folder)
      #expect(try number(json(other.output), "objective") == number(record, "objective"))
    #endif
  }

  @Test(arguments: [
    ("pooled", "NP"), ("individual", "NLS"), ("two-stage", "STS"), ("global-two-stage", "GTS"), ("FO", "FO"),
  ])
  func otherMethods(_ method: String, name: String) throws {
    let run = try fit(["--method", method, "--json"], in: study())
    #expect(run.status == 0, "\(run.errors)")
    let record = try json(run.output)
    #expect(record["method"] as? String == name)
    #expect((record["individuals"] as? [Any])?.count == 8)
  }

  #if !DEBUG
    /// Summaries of the posterior and the draws themselves; the same with one thread.
    @Test func posterior() throws {
      let folder = try study()
      let options = ["--method", "nuts", "--chains", "2", "--samples", "100", "--burn-in", "100", "--json"]
      let run = try fit(options + ["--out", "run1"], in: folder)
      let record = try json(run.output)
      #expect(record["method"] as? String == "NUTS")
      #expect(try number(record, "posterior", "chains") == 2 && number(record, "posterior", "draws") == 100)
      #expect(
        try number(record, "posterior", "parameters", "tvCL", "mean") == number(record, "theta", "tvCL", "estimate"))
      #expect(try number(record, "posterior", "parameters", "tvCL", "bulkESS") > 10)
      #expect(try number(record, "posterior", "parameters", "tvCL", "rHat") < 1.2)
      #expect((record["correlations"] as? [String: Any])?["basis"] as? String == "posterior")
      let draws = try folder.text("run1/draws.csv").split(separator: "\n")
      #expect(draws.count == 201)
      #expect(draws[0] == "chain,draw,tvCL,tvV,b,omega(CL),omega(V)")
      let one = try fit(options + ["--threads", "1", "--out", "run2"], in: folder)
      #expect(try number(json(one.output), "objective") == number(record, "objective"))
      #expect(try folder.text("run2/draws.csv") == folder.text("run1/draws.csv"))
      #expect(try folder.text("run2/iterations.csv") == folder.text("run1/iterations.csv"))
    }
  #endif

  #if !DEBUG
    @Test func severalStarts() throws {
      let run = try fit(["--starts", "3", "--json", "--covariance", "none"], in: study())
      #expect(run.status == 0, "\(run.errors)")
      let starts = try #require(try json(run.output)["starts"] as? [[String: Any]])
      #expect(starts.count == 3)
      for start in starts { #expect(start["converged"] as? Bool == true && start["reason"] as? String == "converged") }
    }

    /// From values that are off by a factor of ten or more the data lead to the same fit.
    @Test func startFromTheData() throws {
      let folder = try study()
      let far = ["--init", "tvCL=50, tvV=2", "--covariance", "none", "--json"]
      let run = try fit(far + ["--init", "auto"], in: folder)
      #expect(run.status == 0 && run.errors.contains("note: the start is tvCL="), "\(run.errors)")
      let near = try number(json(fit(["--covariance", "none", "--json"], in: folder).output), "objective")
      #expect(try abs(number(json(run.output), "objective") - near) < 1e-3)
    }
  #endif

  /// Evaluation by importance sampling, and the same problem through the solver in place of the closed form.
  @Test func evaluations() throws {
    let folder = try study()
    let closed = try json(fit(["--evaluate", "--json"], in: folder).output)
    let solved = try json(fit(["--evaluate", "--json", "--solver", "switching"], in: folder).output)
    #expect(try abs(number(closed, "objective") - number(solved, "objective")) < 1e-5)
    let sampled = try json(
      fit(["--evaluate", "--json", "--method", "imp", "--likelihood-samples", "256"], in: folder).output)
    #expect(try number(sampled, "likelihood", "linearised") == number(closed, "objective"))
  }

  @Test(arguments: [
    (["--method", "saem", "--samples", "100"], "--samples is no setting of --method saem"),
    (["--chains", "3"], "--chains is no setting of --method focei"),
    (["--method", "nuts", "--covariance", "hessian"], "--covariance is no setting of --method nuts"),
    (["--method", "pooled", "--burn-in", "3"], "--burn-in is no setting of --method pooled"),
    (["--method", "saem", "--evaluate"], "has no objective function of its own"),
    (["--evaluate", "--starts", "2"], "nothing is estimated"), (["--starts", "0"], "--starts takes a number"),
    (["--method", "two_stage"], "did you mean 'two-stage'?"), (["--method", "bayes"], "there are fo, foce"),
    (["--solver", "explizit"], "explicit"),
  ])
  func settingsAreNotPassedOver(_ options: [String], expected: String) throws {
    let run = try fit(options, in: study())
    #expect(run.status == 64 && run.errors.contains(expected), "\(run.status) \(run.errors)")
  }
}
