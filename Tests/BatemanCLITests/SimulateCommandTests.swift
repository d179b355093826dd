import Foundation
import Testing

/// `bateman simulate` with regimens: tables, files, notes.
@Suite struct SimulateCommandTests {
  @Test func printsMedianAndInterval() throws {
    let run = try CommandRun(arguments: simulation([]))
    #expect(run.status == 0)
    #expect(run.errors == "", "no covariates, so nothing to note, and no progress without a terminal")
    #expect(run.output.contains("The model is teaching: its numbers are no drug's."))
    #expect(run.output.contains("10 virtual patients an arm, seed 1"))
    #expect(run.output.contains("Cmax [mg/L]"))
    #expect(run.output.contains("Ctrough [mg/L]"))
    #expect(run.output.contains("AUC [mg*h/L]"))
    let rows = run.output.split(separator: "\n").filter { $0.contains(" – ") && !$0.contains("median") }
    #expect(rows.count == 2, "a row for each cycle")
  }

  /// The typical patient has CL 5 L/h and V 50 L, so k = 0.1/h and the closed form is C(t) = D/V·exp(−kt).
  @Test func agreesWithTheClosedForm() throws {
    let folder = try TemporaryFolder()
    let files = ["--output", "p.csv", "--exposure", "e.csv", "--every", "6h", "--rtol", "1e-10", "--atol", "1e-12"]
    let run = try CommandRun(arguments: simulation(["--typical"] + files), in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let profile = try table(folder.text("p.csv"))
    #expect(profile.header == ["arm", "id", "time[h]", "plasma[mg/L]"])
    #expect(profile.rows.count == 9)
    for row in profile.rows {
      let time = try #require(Double(row[2]))
      let doses = time < 24 ? [0.0] : [0.0, 24.0]
      let expected = doses.reduce(0) { $0 + 2 * exp(-0.1 * (time - $1)) }
      let value = try #require(Double(row[3]))
      #expect(abs(value - expected) < 1e-8 * expected, "at \(time) h")
    }
    let exposure = try table(folder.text("e.csv"))
    #expect(
      exposure.header == [
        "arm", "id", "cycle", "output", "Cmax", "Ctrough", "unit", "AUC", "AUC_unit", "Tmax[h]", "accumulation",
      ])
    #expect(exposure.rows.count == 2)
    let first = exposure.rows[0]
    #expect(first[0...3] == ["100 mg iv every 24 h x 2", "1", "1", "plasma"])
    #expect([first[6], first[8]] == ["mg/L", "mg*h/L"])
    let area = try #require(Double(first[7]))
    #expect(abs(area - 20 * (1 - exp(-2.4))) < 1e-7)
    let ratio = try #require(Double(exposure.rows[1][10]))
    #expect(abs(ratio - (1 + exp(-2.4))) < 1e-7, "superposition: the second cycle adds what is left of the first dose")
  }

  @Test func givesTheSameBytesForAnyNumberOfThreads() throws {
    let folder = try TemporaryFolder()
    var texts: [String] = []
    for threads in ["1", "2", "3"] {
      let files = ["--output", "p\(threads).csv", "--exposure", "e\(threads).csv", "--threads", threads]
      let run = try CommandRun(arguments: simulation(["--subjects", "700", "--every", "24h"] + files), in: folder.url)
      texts.append(run.output + (try folder.text("p\(threads).csv")) + (try folder.text("e\(threads).csv")))
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0] == texts[2])
  }

  @Test func anotherSeedGivesOtherPatients() throws {
    let outputs = try ["1", "1", "2"].map { try CommandRun(arguments: simulation(["--seed", $0])).output }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0].replacingOccurrences(of: "seed 1", with: "seed 2") != outputs[2])
  }

  @Test func notesWhatWasAssumed() throws {
    let arguments = ["simulate", "Models/teaching/iv2.pkm", "--regimen", "2 mg/kg every 24 h x 1", "--subjects", "2"]
    let run = try CommandRun(arguments: arguments)
    #expect(run.errors.contains("note: every patient has the model's reference WT, 70 kg"))
    #expect(try CommandRun(arguments: arguments + ["--quiet"]).errors == "")
    #expect(try CommandRun(arguments: arguments + ["--covariate", "WT=65kg"]).errors == "")
    let outside = try CommandRun(arguments: arguments + ["--covariate", "WT=200kg"])
    #expect(outside.status == 0)
    #expect(outside.errors.contains("warning: WT may leave"))
  }

  @Test func dosesByTheWeightGiven() throws {
    // The model has no covariate: weight serves the dose alone. Cmax of a bolus is 2 mg/kg · 65 kg / 50 L.
    let run = try CommandRun(
      "simulate", "Models/teaching/iv1.pkm", "--regimen", "2 mg/kg every 24 h x 1", "--covariate", "WT=65kg",
      "--typical")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("  2.600  "))
  }

  @Test func writesJSON() throws {
    let run = try CommandRun(arguments: simulation(["--json", "--typical"]))
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["schema"] as? Int == 1)
    #expect(json["status"] as? String == "teaching")
    let arm = try #require((json["arms"] as? [[String: Any]])?.first)
    let cycle = try #require((arm["cycles"] as? [[String: Any]])?.first)
    let output = try #require((cycle["outputs"] as? [[String: Any]])?.first)
    #expect((output["cmax"] as? [String: Any])?["median"] as? Double == 2)
    #expect(output["areaUnit"] as? String == "mg*h/L")
  }

  @Test func addsResidualErrorToProfilesOnly() throws {
    let folder = try TemporaryFolder()
    let base = ["--typical", "--every", "1h", "--exposure"]
    _ = try CommandRun(arguments: simulation(base + ["e1.csv", "--output", "p1.csv"]), in: folder.url)
    let more = ["e2.csv", "--output", "p2.csv", "--residual-error"]
    _ = try CommandRun(arguments: simulation(base + more), in: folder.url)
    #expect(try folder.text("e1.csv") == folder.text("e2.csv"))
    let (exact, noisy) = (try table(folder.text("p1.csv")), try table(folder.text("p2.csv")))
    let ratios = try zip(exact.rows, noisy.rows).map { row, noisy in
      (try #require(Double(noisy[3]))) / (try #require(Double(row[3])))
    }
    // 10 % proportional error over 49 times: the sample's standard deviation is within 0.06...0.14 but for 1 in 10⁴.
    let deviation = (ratios.map { ($0 - 1) * ($0 - 1) }.reduce(0, +) / Double(ratios.count)).squareRoot()
    #expect((0.06...0.14).contains(deviation))
  }

  @Test func showsThatAModelIsASurrogate() throws {
    let run = try CommandRun(
      "simulate", "Models/oncology/hlx43_surrogate.pkm", "--regimen", "2 mg/kg every 21 days x 1", "--typical")
    #expect(run.output.contains("SURROGATE"))
  }
}

/// The header and rows of a simple CSV text.
func table(_ text: String) -> (header: [String], rows: [[String]]) {
  let rows = text.split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
  return (rows.first ?? [], Array(rows.dropFirst()))
}
