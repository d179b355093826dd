import Foundation
import Testing

/// `bateman fit` and `bateman compare`: the whole way from files to written results.
///
/// Theophylline after one dose in twelve subjects; −2 ln L of FOCEI is 116.803 (NONMEM, as the estimation tests hold).
@Suite struct FitCommandTests {
  static let model = projectRoot.appendingPathComponent("Validation/Fits/theophylline.pkm").path

  /// A small study that a debug build fits in seconds: one compartment, bolus, six subjects.
  static let small = """
    model small {
      about "One compartment, bolus"
      status teaching
      units {
        time   = h
        amount = mg
        volume = L
      }
      theta {
        tvCL : L/h = 3  in 0...100 "clearance"
        tvV  : L   = 30 in 0...1000 "volume"
      }
      omega {
        CL = 0.1
        V  = 0.1
      }
      sigma {
        b : 1 = 0.2 in 0...10 "proportional error"
      }
      individual {
        CL : L/h = tvCL ~ logNormal
        V  : L   = tvV  ~ logNormal
      }
      compartments {
        central : mg
      }
      doses {
        iv -> central
      }
      dynamics {
        C : mg/L = central / V
        central' = -CL * C
      }
      observations {
        plasma : mg/L = C ~ proportional(b)
      }
    }
    """

  /// Concentrations of 100 mg with CL and V that vary between subjects, and a fixed pattern of errors.
  static func table(subjects: Int) -> String {
    var lines = ["ID,TIME[h],AMT[mg],DV[mg/L],EVID"]
    let clearances = [2.1, 2.6, 3.4, 4.0, 3.1, 2.4, 3.7, 2.9], volumes = [22.0, 31, 28, 36, 25, 33, 29, 27]
    for id in 1...subjects {
      lines.append("\(id),0,100,.,1")
      let (cl, v) = (clearances[id % 8] * (1 + 0.01 * Double(id / 8)), volumes[(id * 3) % 8])
      for (index, time) in [0.5, 2, 4, 8, 12, 24].enumerated() {
        let error = 1 + 0.1 * sin(Double(id * 7 + index * 3))
        lines.append("\(id),\(time),.,\(100 / v * exp(-cl / v * time) * error),0")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func study(subjects: Int = 8) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.file("small.pkm", Self.small)
    try folder.file("study.csv", Self.table(subjects: subjects))
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

  @Test func writesEverythingAndSaysItInATable() throws {
    let folder = try study()
    let run = try fit(["--out", "run1"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    for words in ["Typical value", "tvCL", "L/h", "RSE %", "95 % CI", "CV = 100·√(exp(ω²) − 1)", "shrinkage"] {
      #expect(run.output.contains(words), "\(words): \(run.output)")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.appendingPathComponent("run1").path)
    #expect(
      names.sorted() == [
        "correlation.csv", "covariance.csv", "fit.json", "individuals.csv", "iterations.csv", "residuals.csv",
      ])
    let record = try json(folder.text("run1/fit.json"))
    let keys = [
      "schema", "version", "method", "objective", "aic", "bic", "termination", "theta", "omega", "sigma",
      "correlations", "shrinkage", "individuals", "iterations", "seconds", "seed", "model", "data",
    ]
    for key in keys { #expect(record[key] != nil, "\(key)") }
    for key in ["estimate", "se", "rse", "lower", "upper", "fixed", "unit"] {
      #expect(((record["theta"] as? [String: Any])?["tvCL"] as? [String: Any])?[key] != nil, "\(key)")
    }
    #expect(try number(record, "data", "subjects") == 8 && number(record, "data", "observations") == 48)
    let hash = try #require((record["data"] as? [String: Any])?["sha256"] as? String)
    #expect(hash.count == 64)
    // With AIC = OFV + n·ln 2π + 2p and BIC = OFV + n·ln 2π + p·ln n, their difference has only p and n.
    let difference = try number(record, "bic") - number(record, "aic")
    #expect(abs(difference - 5 * (log(48) - 2)) < 1e-9)
    let residuals = try folder.text("run1/residuals.csv").split(separator: "\n")
    #expect(residuals.count == 49)
    #expect(residuals[0] == "id,row,time,output,DV,PRED,IPRED,RES,IRES,WRES,CWRES,CWRESI,IWRES")
    let individuals = try folder.text("run1/individuals.csv").split(separator: "\n")
    #expect(individuals[0] == "id,objective,eta_CL,eta_V,sd_CL,sd_V,CL,V" && individuals.count == 9)
    // CL of a subject is its typical value times exp(η).
    let first = individuals[1].split(separator: ",").compactMap { Double($0) }
    #expect(abs(first[6] / (try number(record, "theta", "tvCL", "estimate") * exp(first[2])) - 1) < 1e-9)
  }

  @Test func resultsAreNotOverwrittenWithoutForce() throws {
    let folder = try study()
    #expect(try fit(["--out", "run1", "--quiet"], in: folder).status == 0)
    let second = try fit(["--out", "run1"], in: folder)
    #expect(second.status == 73 && second.errors.contains("--force"), "\(second.errors)")
    #expect(try fit(["--out", "run1", "--force", "--covariance", "none"], in: folder).status == 0)
  }

  @Test func evaluatesFixesAndStartsFromAnEarlierFit() throws {
    let folder = try study()
    #expect(try fit(["--out", "run1"], in: folder).status == 0)
    let best = try number(json(folder.text("run1/fit.json")), "objective")
    let again = try fit(["--init", "from:run1/fit.json", "--evaluate", "--json"], in: folder)
    #expect(again.status == 0, "\(again.errors)")
    #expect(try abs(number(json(again.output), "objective") - best) < 1e-6)
    #expect(try json(again.output)["correlations"] == nil)
    let fixed = try fit(["--fix", "tvV=30, omega(V)", "--out", "run2", "--json"], in: folder)
    let record = try json(fixed.output)
    #expect(try number(record, "theta", "tvV", "estimate") == 30)
    #expect(try number(record, "omega", "V", "estimate") == 0.1)
    #expect(try number(record, "freeParameters") == 3 && number(record, "objective") > best)
    let comparison = try CommandRun("compare", "run2", "run1", in: folder.url)
    #expect(comparison.status == 0 && comparison.output.contains("(df 2)"), "\(comparison.output)\(comparison.errors)")
    #expect(comparison.output.contains("(fixed)"))
    let object = try json(CommandRun("compare", "run2", "run1/fit.json", "--json", in: folder.url).output)
    let fits = try #require(object["fits"] as? [[String: Any]])
    #expect(try number(fits[1], "deltaObjective") < 0)
    let p = try number(fits[1], "pValue")
    #expect(try abs(p - exp(number(fits[1], "deltaObjective") / 2)) < 1e-9, "χ² with 2 degrees has the tail exp(−x/2)")
  }

  @Test func whatDidNotConvergeEndsWith1AndKeepsItsResults() throws {
    let folder = try study()
    let run = try fit(["--iterations", "1", "--out", "run1", "--covariance", "none"], in: folder)
    #expect(run.status == 1 && run.errors.contains("did not converge"), "\(run.errors)")
    #expect(try json(folder.text("run1/fit.json"))["termination"] != nil)
    let object = try fit(["--iterations", "1", "--json", "--covariance", "none"], in: folder)
    #expect(object.status == 1)
    #expect(((try json(object.output)["termination"]) as? [String: Any])?["converged"] as? Bool == false)
  }

  @Test func threadsDoNotChangeABit() throws {
    let folder = try study(subjects: 17)
    for threads in ["1", "2"] {
      #expect(try fit(["--threads", threads, "--out", "run\(threads)"], in: folder).status == 0)
    }
    for name in ["residuals.csv", "individuals.csv", "covariance.csv"] {
      #expect(try folder.text("run1/\(name)") == folder.text("run2/\(name)"), "\(name)")
    }
  }

  @Test func parametersThatCannotBeToldApartEndWith1() throws {
    let folder = try study()
    let twice = Self.small.replacing("sigma {", with: "  sigma {")
      .replacing(
        "tvV  : L   = 30 in 0...1000 \"volume\"", with: "tvV  : L   = 30 in 0...1000\n    F1 : 1 = 1 in 0...10"
      )
      .replacing("central / V", with: "F1 * central / V")
    try folder.file("small.pkm", twice)
    let run = try fit(["--out", "run1"], in: folder)
    #expect(run.status == 1 && run.errors.contains("F1") && run.errors.contains("tvV"), "\(run.errors)")
    #expect(FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("run1/fit.json").path))
  }

  @Test func tooFewObservationsAreRefusedAndDataWarningsTold() throws {
    let folder = try study()
    try folder.file("study.csv", "ID,TIME[h],AMT[mg],DV[mg/L],EVID\n1,0,100,.,1\n1,2,.,3,0\n")
    let one = try fit([], in: folder)
    #expect(one.status == 65 && one.errors.contains("1 observation cannot tell 5 free parameters"), "\(one.errors)")
    try folder.file("study.csv", Self.table(subjects: 6) + "6,24,.,0.5,0\n9,0,100,.,1\n")
    let warned = try fit(["--evaluate"], in: folder)
    #expect(warned.errors.contains("subjects have no observation"), "\(warned.errors)")
    #expect(try !fit(["--evaluate", "--quiet"], in: folder).errors.contains("warning"))
  }

  /// Begins a fit and kills it as soon as it has written a checkpoint.
  private func killAtCheckpoint(_ run: String, _ arguments: [String], in folder: TemporaryFolder) throws {
    let process = Process()
    process.executableURL = binary
    process.arguments = ["fit", "small.pkm", "--data", "study.csv", "--out", run] + arguments
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let checkpoint = folder.url.appendingPathComponent("\(run)/checkpoint.json").path
    while process.isRunning, !FileManager.default.fileExists(atPath: checkpoint) { usleep(500) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal, "the run was done before it could be killed")
  }

  @Test func aRunThatWasKilledGoesOn() throws {
    #if DEBUG
      let subjects = 24
    #else
      // So many that an optimised build is still at it when the first checkpoint is found.
      let subjects = 800
    #endif
    let folder = try study(subjects: subjects)
    try killAtCheckpoint("run1", ["--covariance", "none"], in: folder)
    #expect(try !folder.text("run1/checkpoint.json").isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("run1/fit.json").path))

    let resumed = try CommandRun("fit", "--resume", "run1", "--json", in: folder.url)
    #expect(resumed.status == 0 && resumed.errors.contains("goes on behind iteration"), "\(resumed.errors)")
    let whole = try fit(["--covariance", "none", "--json"], in: folder)
    // Both stop within the tolerance of convergence.
    let difference = try number(json(resumed.output), "objective") - number(json(whole.output), "objective")
    #expect(abs(difference) < 1e-4)
    let checkpoint = folder.url.appendingPathComponent("run1/checkpoint.json").path
    #expect(!FileManager.default.fileExists(atPath: checkpoint))
    let again = try CommandRun("fit", "--resume", "run1", in: folder.url)
    #expect(again.status == 65 && again.errors.contains("is finished"), "\(again.errors)")
  }

  #if !DEBUG
    /// What samples goes on with the state of its chains: nothing tells the two runs apart but their times.
    @Test func aSampledRunThatWasKilledEndsWithTheSameBits() throws {
      let folder = try study(subjects: 60)
      let arguments = ["--method", "saem", "--covariance", "none", "--quiet"]
      #expect(try fit(arguments + ["--out", "whole"], in: folder).status != 65)
      try killAtCheckpoint("killed", arguments, in: folder)
      _ = try CommandRun("fit", "--resume", "killed", in: folder.url)
      for name in ["individuals.csv", "residuals.csv"] {
        #expect(try folder.text("killed/\(name)") == folder.text("whole/\(name)"))
      }
      func steps(_ run: String) throws -> [[Substring]] {
        try folder.text("\(run)/iterations.csv").split(separator: "\n").map { line in
          // All but the seconds.
          line.split(separator: ",").enumerated().filter { $0.offset != 4 }.map(\.element)
        }
      }
      #expect(try steps("killed") == steps("whole"))
    }
  #endif

  @Test func aRunWhoseDataHaveChangedDoesNotGoOn() throws {
    let folder = try study()
    let path = folder.url.appendingPathComponent("run1")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    let checkpoint = """
      {"schema":1,"version":"0","arguments":["small.pkm","--data","study.csv","--out","run1"],"folder":"\(folder.url.path)",
      "modelHash":"0","dataHash":"0","seconds":1,"trace":[]}
      """
    try folder.file("run1/checkpoint.json", checkpoint)
    let run = try CommandRun("fit", "--resume", "run1", in: folder.url)
    #expect(run.status == 65 && run.errors.contains("has changed since the run began"), "\(run.errors)")
    try folder.file("run1/checkpoint.json", "{")
    #expect(try CommandRun("fit", "--resume", "run1", in: folder.url).status == 65)
  }

  @Test(arguments: [
    (["--method", "foci"], 64, "did you mean 'foce"), (["--method", "saemm"], 64, "unknown method"),
    (["--fix", "tvCLL"], 64, "did you mean 'tvCL'?"), (["--init", "tvCL"], 64, "--init takes values"),
    (["--init", "tvCL=x"], 64, "is no number"), (["--init", "from:none.json"], 66, "there is no file"),
    (["--init", "from:study.csv"], 65, "is no result of a fit"), (["--init", "tvCL=200"], 65, "not inside its bounds"),
    (["--covariance", "sandwhich"], 64, "did you mean 'sandwich'?"), (["--blq", "m3"], 64, "unknown rule"),
    (["--iterations", "0"], 64, "--iterations takes"), (["--resume", "x"], 64, "--resume takes"),
    (["--ignore", "TIME > 0"], 65, "no subject has a measured value"),
    (["--fix", "tvCL,tvV,b,omega(CL),omega(V)"], 65, "fixed"),
  ])
  func mistakesAreSaid(_ options: [String], status: Int32, expected: String) throws {
    let run = try fit(options, in: study(subjects: 2))
    #expect(run.status == status && run.errors.contains(expected), "\(run.status) \(run.errors)")
  }

  @Test func whatIsMissingIsSaid() throws {
    let folder = try study(subjects: 2)
    #expect(try CommandRun("fit", in: folder.url).status == 64)
    #expect(try CommandRun("fit", "small.pkm", in: folder.url).errors.contains("name a table"))
    #expect(try CommandRun("fit", "--resume", "none", in: folder.url).status == 66)
    #expect(try CommandRun("compare", "one", in: folder.url).status == 64)
    #expect(try CommandRun("compare", "one", "two", in: folder.url).status == 66)
  }
}
