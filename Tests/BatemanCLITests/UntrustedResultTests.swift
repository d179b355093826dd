import Foundation
import Testing

/// Runs whose answer must not be trusted: the code 1, and NA where there is no number.
@Suite struct UntrustedResultTests {
  /// dA/dt = k·A²: with k·A(0) = 1/h the amount grows without bound at 1 h, and no solver gets past that.
  static let exploding = """
    model exploding {
      about "an amount that feeds on itself"
      status illustrative
      units { time = h
        amount = mg
        volume = L }
      theta { k : 1/mg/h = 0.01 }
      individual { K : 1/mg/h = k }
      compartments { a : mg }
      doses { iv -> a }
      dynamics { a' = K * a * a }
      observations { amount : mg = a }
    }
    """

  @Test func aPatientThatCannotBeSolvedIsToldAndIsNA() throws {
    let folder = try TemporaryFolder()
    try folder.file("exploding.pkm", Self.exploding)
    let run = try CommandRun(
      "simulate", "exploding.pkm", "--regimen", "100 mg every 4 h x 1", "--typical", "--every", "0.4h",
      "--output", "p.csv", "--exposure", "e.csv", in: folder.url)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("1 patient could not be simulated to the end"))
    #expect(run.errors.contains("patient 1 of arm"))
    let profile = table(try folder.text("p.csv"))
    // A(t) = A(0)/(1 − t/h) before, to ten times the tolerance of 1e-6.
    for (row, expected) in zip(profile.rows, [100, 100 / 0.6, 100 / 0.2]) {
      let amount = try #require(Double(row[3]))
      #expect(abs(amount / expected - 1) < 1e-5)
    }
    #expect(profile.rows.dropFirst(3).map { $0[3] } == Array(repeating: "NA", count: 8))
    #expect(table(try folder.text("e.csv")).rows.first?[7] == "NA")
  }

  /// One patient of a table explodes: who, when, with which parameters; the others have their predictions, the code is 1.
  @Test(arguments: [false, true]) func onePatientOfATableExplodes(_ asJSON: Bool) throws {
    let folder = try TemporaryFolder()
    let model = Self.exploding
      .replacingOccurrences(of: "theta {", with: "covariates { X : 1 = 0 }\n theta {")
      .replacingOccurrences(of: "K : 1/mg/h = k", with: "K : 1/mg/h = k * X")
    try folder.file("exploding.pkm", model)
    let rows = ["ann,0,100,0", "ann,2,.,0", "bob,0,100,1", "bob,0.5,.,1", "bob,2,.,1", "cem,0,50,1", "cem,1,.,1"]
    try folder.file("t.csv", "ID,TIME,AMT,X\n" + rows.joined(separator: "\n") + "\n")
    let run = try CommandRun(
      arguments: ["simulate", "exploding.pkm", "--data", "t.csv", "--typical", "--output", "p.csv"]
        + (asJSON ? ["--json"] : []), in: folder.url)
    #expect(run.status == 1)
    for words in [
      "1 patient could not", "patient bob: at time 1.0", "parameters: K 0.01000 1/mg/h", "amounts at time 1.000: a ",
    ] {
      #expect(run.errors.contains(words), "'\(words)' is not in \(run.errors)")
    }
    let values = table(try folder.text("p.csv")).rows.map { $0[4] }
    #expect(values[0] == "100" && values[1] == "100" && values[2] == "100" && values[4] == "NA")
    // 100/(1 − 0.5) and 50/(1 − 0.5), to ten times the tolerance of 1e-6.
    #expect(abs((Double(values[3]) ?? 0) / 200 - 1) < 1e-5)
    #expect(abs((Double(values[6]) ?? 0) / 100 - 1) < 1e-5)
    guard asJSON else { return }
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["failureCount"] as? Int == 1)
    let failure = try #require((report["failures"] as? [[String: Any]])?.first)
    #expect(failure["patient"] as? String == "bob")
    #expect(abs((failure["time"] as? Double ?? 0) - 1) < 0.01)
    #expect((failure["parameters"] as? [[String: Any]])?.first?["value"] as? Double == 0.01)
    #expect((failure["amounts"] as? [[String: Any]])?.first?["value"] as? Double ?? 0 > 1e4)
  }
}
