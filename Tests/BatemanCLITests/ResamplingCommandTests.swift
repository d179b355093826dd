import Foundation
import Testing

/// `bateman bootstrap`, `sir` and `profile`: from a model and a table, or from the folder of a fit.
@Suite struct ResamplingCommandTests {
  /// The objective is FO, which is quick; what is tested is what is made of it.
  private static let quick = ["--method", "fo", "--fix", "omega(V)=0.04"]

  private func study(subjects: Int = 10) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("small.pkm", FitCommandTests.small)
    try folder.file("study.csv", FitCommandTests.table(subjects: subjects))
    return folder
  }

  private func run(_ command: String, _ more: [String], in folder: TemporaryFolder) throws -> CommandRun {
    try CommandRun(arguments: [command, "small.pkm", "--data", "study.csv"] + Self.quick + more, in: folder.url)
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The result without what differs from run to run.
  private func result(_ text: String) throws -> String {
    var object = try json(text)
    object["seconds"] = nil
    return String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
  }

  private func parameter(_ object: [String: Any], _ name: String) throws -> [String: Any] {
    try #require((object["parameters"] as? [String: Any])?[name] as? [String: Any])
  }

  @Test func bootstrapDoesNotDependOnThreads() throws {
    let folder = try study()
    let one = try run("bootstrap", ["--replicates", "12", "--threads", "1", "--out", "b1", "--json"], in: folder)
    let two = try run("bootstrap", ["--replicates", "12", "--threads", "2", "--out", "b2", "--json"], in: folder)
    #expect(one.status == 0 && two.status == 0, "\(one.errors) \(two.errors)")
    #expect(try result(one.output) == result(two.output))
    #expect(try folder.text("b1/samples.csv") == folder.text("b2/samples.csv"))
    #expect(try result(folder.text("b1/bootstrap.json")) == result(one.output))
    let object = try json(one.output)
    #expect(object["replicates"] as? Int == 12 && object["kind"] as? String == "subjects")
    let clearance = try parameter(object, "tvCL")
    let percentile = try #require(clearance["percentile"] as? [String: Double])
    let estimate = try #require(clearance["estimate"] as? Double)
    #expect(try #require(percentile["lower"]) < estimate && estimate < #require(percentile["upper"]))
    #expect(clearance["bca"] != nil && clearance["normal"] != nil)
    #expect(try folder.text("b1/samples.csv").split(separator: "\n").count == 13)
  }

  @Test func bootstrapOfAFolderWithStrataAndParametric() throws {
    let folder = try study()
    var lines = FitCommandTests.table(subjects: 10).split(separator: "\n").map(String.init)
    lines[0] += ",GROUP"
    for index in lines.indices.dropFirst() {
      lines[index] += (Int(lines[index].split(separator: ",")[0]) ?? 0) % 2 == 0 ? ",1" : ",2"
    }
    try folder.file("study.csv", lines.joined(separator: "\n") + "\n")
    #expect(try run("fit", ["--out", "run1", "--covariance", "none"], in: folder).status == 0)
    let stratified = try CommandRun(
      "bootstrap", "run1", "--stratify", "group", "--replicates", "6", in: folder.url)
    #expect(stratified.status == 0, "\(stratified.errors)")
    #expect(stratified.output.contains("6 of 6 replicates count") && stratified.output.contains("strata: group"))
    let parametric = try CommandRun(
      "bootstrap", "run1", "--parametric", "--replicates", "6", "--json", in: folder.url)
    #expect(parametric.status == 0, "\(parametric.errors)")
    #expect(try json(parametric.output)["kind"] as? String == "parametric")
    let changed = try CommandRun("bootstrap", "run1", "--method", "focei", in: folder.url)
    #expect(changed.status == 64 && changed.errors.contains("--method: the fit in the folder"), "\(changed.errors)")
    try folder.file("study.csv", FitCommandTests.table(subjects: 11))
    let other = try CommandRun("bootstrap", "run1", "--replicates", "6", in: folder.url)
    #expect(other.status == 65 && other.errors.contains("has changed since"), "\(other.errors)")
  }

  /// Kills a bootstrap between two replicates, and lets it go on: the samples are those of a run in one piece.
  @Test func aBootstrapThatWasKilledGoesOn() throws {
    let folder = try study()
    let options = ["--replicates", "60", "--threads", "1"]
    let process = Process()
    process.executableURL = binary
    process.arguments = ["bootstrap", "small.pkm", "--data", "study.csv"] + Self.quick + options + ["--out", "b1"]
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    func rows() -> Int { ((try? folder.text("b1/samples.csv")) ?? "").split(separator: "\n").count }
    while process.isRunning, rows() < 3 { usleep(500) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "the run was done before it could be killed")
    #expect(rows() < 61)
    // A line that was not written to its end.
    let path = folder.url.appendingPathComponent("b1/samples.csv")
    let handle = try FileHandle(forWritingTo: path)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("9999,conv".utf8))
    try handle.close()
    let resumed = try CommandRun("bootstrap", "--resume", "b1", "--json", in: folder.url)
    #expect(resumed.status == 0 && resumed.errors.contains("are there already"), "\(resumed.errors)")
    let whole = try run("bootstrap", options + ["--out", "b2", "--json"], in: folder)
    #expect(try result(resumed.output) == result(whole.output))
    #expect(try folder.text("b1/samples.csv") == folder.text("b2/samples.csv"))
    let wrong = try CommandRun("sir", "--resume", "b1", in: folder.url)
    #expect(wrong.status == 65 && wrong.errors.contains("a run of 'bateman bootstrap'"), "\(wrong.errors)")
  }

  @Test func sirHasDiagnosticsAndGoesOn() throws {
    let folder = try study()
    let options = ["--rounds", "60:30,80:40"]
    let whole = try run("sir", options + ["--out", "s1", "--json"], in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    let object = try json(whole.output)
    let rounds = try #require(object["rounds"] as? [[String: Any]])
    #expect(rounds.count == 2 && rounds[1]["resamples"] as? Int == 40)
    #expect(try #require(rounds[1]["effectiveSamples"] as? Double) > 1)
    #expect(try parameter(object, "tvV")["se"] as? Double ?? 0 > 0)
    // Half of the draws are gone; they come again.
    let lines = try folder.text("s1/samples.csv").split(separator: "\n", omittingEmptySubsequences: false)
    try folder.file("s1/samples.csv", lines.prefix(70).joined(separator: "\n") + "\n")
    let resumed = try CommandRun("sir", "--resume", "s1", "--json", in: folder.url)
    #expect(resumed.status == 0 && resumed.errors.contains("69 of 140 draws are there"), "\(resumed.errors)")
    #expect(try result(resumed.output) == result(whole.output))
    let text = try run("sir", options, in: folder)
    #expect(text.output.contains("mean ΔOFV") && text.output.contains("tvCL"), "\(text.output)")
  }

  @Test func profilesEndWhereTheObjectiveHasRisen() throws {
    let folder = try study()
    let whole = try run("profile", ["--parameters", "tvCL, b", "--out", "p1", "--json"], in: folder)
    #expect(whole.status == 0, "\(whole.errors)")
    let object = try json(whole.output)
    #expect(object["order"] as? [String] == ["tvCL", "b"])
    let clearance = try parameter(object, "tvCL")
    let lower = try #require(clearance["lower"] as? Double), upper = try #require(clearance["upper"] as? Double)
    // At an end the objective of a fit with the parameter held there is higher by 3.8415; profiles stop within 0.01 of it.
    let base = try #require(object["objective"] as? Double)
    for value in [lower, upper] {
      let held = try run("fit", ["--fix", "tvCL=\(value)", "--covariance", "none", "--json"], in: folder)
      let objective = try #require(try json(held.output)["objective"] as? Double)
      #expect(abs(objective - base - 3.8415) < 0.03, "\(value): \(objective - base)")
    }
    let lines = try folder.text("p1/samples.csv").split(separator: "\n")
    try folder.file("p1/samples.csv", lines.prefix(3).joined(separator: "\n") + "\n")
    let resumed = try CommandRun("profile", "--resume", "p1", "--json", in: folder.url)
    #expect(try result(resumed.output) == result(whole.output), "\(resumed.errors)")
  }

  @Test(arguments: [
    ("bootstrap", ["--replicates", "1"], 64, "--replicates takes"),
    ("bootstrap", ["--stratify", "SEXX"], 64, "no covariate 'SEXX'"),
    ("bootstrap", ["--parametric", "--stratify", "SEX"], 64, "--stratify is for drawing subjects"),
    ("bootstrap", ["--evaluate"], 64, "--evaluate estimates nothing"),
    ("sir", ["--rounds", "10:20"], 64, "--rounds takes"), ("sir", ["--method", "saem"], 64, "sir needs an objective"),
    ("sir", ["--covariance", "none"], 1, "no covariance matrix"),
    ("profile", ["--parameters", "tvCLL"], 64, "did you mean 'tvCL'?"),
    ("profile", ["--level", "2"], 64, "--level takes"),
  ])
  func mistakesAreSaid(_ command: String, _ options: [String], status: Int32, expected: String) throws {
    let folder = try study(subjects: 4)
    let base = [command, "small.pkm", "--data", "study.csv"] + (options.contains("--method") ? [] : Self.quick)
    let run = try CommandRun(arguments: base + options, in: folder.url)
    #expect(run.status == status && run.errors.contains(expected), "\(run.status) \(run.errors)")
    #expect(try CommandRun(command, in: folder.url).errors.contains("name a fit or a model"))
  }
}
