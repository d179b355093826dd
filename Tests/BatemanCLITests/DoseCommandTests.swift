import Foundation
import Testing

/// `bateman dose`, `bateman calc` and `bateman record verify` as a shell sees them.
@Suite struct DoseCommandTests {
  @Test("golden: HLX43 of 62.4 kg, with vials refused while they are a placeholder") func worksheet() throws {
    let run = try CommandRun(
      "dose", "Protocols/hlx43_escc.yaml", "--arm", "2.5", "--cycle", "1", "--weight", "62.4 kg")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("DOSE          156 mg of whole conjugate"))
    #expect(run.output.contains("2.5 mg/kg × 62.4 kg = 156 mg"))
    #expect(run.output.contains("REFUSED: vials"))
    #expect(run.output.contains("calculated by") && run.output.contains("independently checked by"))
    #expect(run.output.hasPrefix("*** TRAINING"))
    #expect(run.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 66, "it is one page")
  }

  @Test("a whole preparation, with its window and the next dose") func preparation() throws {
    let run = try CommandRun(
      "dose", "Protocols/trastuzumab_deruxtecan.yaml", "--arm", "breast", "--cycle", "2", "--level", "0", "--date",
      "2026-03-23", "--weight", "2026-03-22 63.5 kg", "--last-dose", "2026-03-02 342.9 mg", "--subject", "S-001")
    #expect(run.status == 0, "\(run.errors)")
    for words in [
      "342.9 mg", "17.145 mL at 20 mg/mL", "4 × 100 mg; waste 57.1 mg", "200 mL/h over 0.5 h (30 min)", "in window",
      "2026-04-13 (2026-04-10 to 2026-04-16)", "NOT           trastuzumab, ado-trastuzumab emtansine",
      "fam-TRASTUZumab DERUXTECAN-nxki", "alerts        none",
    ] { #expect(run.output.contains(words), "\(words)") }
  }

  @Test("a refusal names the field, the value, the rule and the way out") func refusal() throws {
    let run = try CommandRun(
      "dose", "Protocols/hlx43_escc.yaml", "--arm", "2.5", "--cycle", "1", "--weight", "62,4 kg")
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("refused: weight '62,4 kg': a comma can be a decimal mark or a thousands mark"))
    #expect(run.errors.contains("did you mean 62.4? Retype"))
  }

  @Test("determinism: locale, time zone and clock change no byte") func environment() throws {
    let arguments = [
      "dose", "Protocols/enfortumab_vedotin.yaml", "--cycle", "1", "--day", "8", "--date", "2026-03-29", "--weight",
      "2026-03-28 84.3 kg", "--last-dose", "2026-03-22 105.375 mg", "--json",
    ]
    let plain = try CommandRun(arguments: arguments)
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(plain.output.contains("\"dose\":\"105.375\""))
    for environment in [
      ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati"],
      ["LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "TZ": "America/Los_Angeles"],
      ["LC_ALL": "ar_EG.UTF-8", "TZ": "Asia/Kathmandu"],
    ] { #expect(try CommandRun(arguments: arguments, environment: environment).output == plain.output) }
  }

  @Test("records are verified, and one changed byte is found with its line") func records() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("doses.jsonl").path
    for weight in ["62.4 kg", "62,4 kg", "70 kg"] {
      _ = try CommandRun(
        "dose", "Protocols/hlx43_escc.yaml", "--arm", "2.5", "--cycle", "1", "--weight", weight, "--record", path)
    }
    let good = try CommandRun("record", "verify", path)
    #expect(good.status == 0 && good.output.contains("3 records hold, 1 of them refusals"))
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let second = (bytes.firstIndex(of: 10) ?? 0) + 200
    bytes[second] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let bad = try CommandRun("record", "verify", path)
    #expect(bad.status == 1)
    #expect(bad.errors.contains("line 2") && bad.errors.contains("the 1 record before it holds"))
  }

  @Test("two people's entries are compared by the numbers that their worksheets show") func secondEntry() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("doses.jsonl").path
    for (person, weight) in [("A", "62.4 kg"), ("B", "62.4 kg"), ("C", "64.2 kg")] {
      let entry = try CommandRun(
        "dose", "Protocols/hlx43_escc.yaml", "--arm", "2.5", "--cycle", "1", "--weight", weight, "--calculated-by",
        person, "--record", path)
      #expect(entry.output.contains("record        \(person == "A" ? 1 : person == "B" ? 2 : 3), sha256:"))
    }
    let same = try CommandRun("record", "compare", path, "1", "2")
    #expect(same.status == 0 && same.output.contains("record 1 by A, record 2 by B: the entries agree in every field"))
    let other = try CommandRun("record", "compare", path, "1", "3")
    #expect(other.status == 1 && other.output.contains("DIFFER"))
    #expect(other.output.contains("  request.inputs.weight: 62.4 kg and 64.2 kg\n"))
    #expect(other.output.contains("  result.dose: 156 and 160.5\n"))
    let json = try CommandRun("record", "compare", path, "1", "2", "--json")
    #expect(json.output.contains("\"agree\" : true"))
    let alone = try CommandRun("record", "compare", path, "1", "1")
    #expect(alone.status == 65 && alone.errors.contains("a second check needs a second person"))
    #expect(try CommandRun("record", "compare", path, "1", "4").errors.contains("has no record 4"))
  }

  @Test("a dose whose record cannot be written is not shown") func unrecorded() throws {
    let run = try CommandRun(
      "dose", "Protocols/hlx43_escc.yaml", "--arm", "2.5", "--cycle", "1", "--weight", "62.4 kg", "--record",
      "/nowhere/doses.jsonl")
    #expect(run.status == 73)
    #expect(run.output.isEmpty)
  }

  @Test("a batch: every row recorded, bad rows refused, exit 1") func batch() throws {
    let folder = try TemporaryFolder()
    let table = try folder.file(
      "patients.csv",
      """
      subject,arm,cycle,weight[kg],set:followOnDose[mg/kg]
      S-001,2.0,1,62.4,
      S-002,2.5,1,1e2,
      S-003,loading,2,62.4,2.0
      S-004,3.0,1,62,4,
      S-005,3.0,1,48.6,

      """)
    let path = folder.url.appendingPathComponent("doses.jsonl").path
    let run = try CommandRun("dose", "Protocols/hlx43_escc.yaml", "--batch", table.path, "--record", path)
    #expect(run.status == 1)
    for words in ["124.8 mg", "145.8 mg", "an exponent is not accepted", "a comma in a number would explain it"] {
      #expect(run.output.contains(words), "\(words)\n\(run.output)")
    }
    #expect(run.errors.contains("2 of 5 rows were refused"))
    #expect(try CommandRun("record", "verify", path).output.contains("5 records hold, 2 of them refusals"))
    let unknown = try folder.file("unknown.csv", "subject,wieght[kg]\nS-001,60\n")
    let refused = try CommandRun("dose", "Protocols/hlx43_escc.yaml", "--batch", unknown.path)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("did you mean 'weight'?"))
  }

  @Test("two processes append to one file at once") func company() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("doses.jsonl").path
    let processes = try (0..<6).map { _ in
      let process = Process()
      process.executableURL = binary
      process.arguments = [
        "dose", "Protocols/hlx43_npc.yaml", "--arm", "2.0", "--cycle", "1", "--weight", "60 kg", "--record", path,
      ]
      process.currentDirectoryURL = projectRoot
      process.standardOutput = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      return process
    }
    processes.forEach { $0.waitUntilExit() }
    #expect(processes.allSatisfy { $0.terminationStatus == 0 })
    #expect(try CommandRun("record", "verify", path).output.contains("6 records hold"))
  }

  @Test(
    "calc: values, methods that must be named, units that must fit",
    arguments: [
      (["bsa", "--method", "mosteller", "--weight", "75 kg", "--height", "170 cm"], "1.8819 m²"),
      (["ibw", "--method", "devine", "--height", "160 cm", "--sex", "male"], "56.8819 kg"),
      (
        ["adjbw", "--method", "devine", "--weight", "160 kg", "--height", "160 cm", "--sex", "f", "--factor", "0.4"],
        "95.4291 kg"
      ),
      (["lbm", "--method", "boer", "--weight", "80 kg", "--height", "180 cm", "--sex", "m"], "61.4200 kg"),
      (["bmi", "--weight", "75 kg", "--height", "180 cm"], "23.1481 kg/m²"),
      (
        ["crcl", "--age", "65 years", "--weight", "60 kg", "--creatinine", "85 umol/L", "--sex", "female"],
        "55.2625 mL/min"
      ),
      (
        ["egfr", "--method", "ckdEpi2021", "--age", "55 y", "--creatinine", "1.09 mg/dL", "--sex", "male"],
        "80.1516 mL/min/1.73 m²"
      ),
      (["calvert", "--auc", "5 mg*min/mL", "--gfr", "90 mL/min"], "575 mg"),
      (["qtc", "--method", "bazett", "--qt", "440 ms", "--heart-rate", "110 bpm"], "595.7628 ms"),
      (
        ["washout", "--days", "21 days", "--half-lives", "5", "--half-life", "3 d", "--whichever", "shorter"],
        "15.0000 days"
      ),
      (
        [
          "half-life", "--first-time", "3 h", "--first-level", "30 mg/L", "--second-time", "24 h", "--second-level",
          "10 mg/L",
        ], "13.2495 h"
      ),
      (["convert", "--pounds", "150 lb"], "68.0389 kg"),
    ])
  func calc(arguments: [String], expected: String) throws {
    let run = try CommandRun(arguments: ["calc"] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains(expected) && run.output.contains("method: "), "\(run.output)")
  }

  @Test(
    "calc refuses",
    arguments: [
      (["bsa", "--weight", "75 kg", "--height", "170 cm"], "the methods differ, and none is assumed"),
      (["bsa", "--method", "mosteler", "--weight", "75 kg", "--height", "170 cm"], "did you mean 'mosteller'?"),
      (["bsa", "--method", "mosteller", "--weight", "165 lb", "--height", "170 cm"], "pounds are not accepted"),
      (["bsa", "--method", "mosteller", "--weight", "75 kg", "--height", "67 in"], "not measured in 'in'"),
      (["calvert", "--auc", "5 mg*min/mL", "--gfr", "90 mL/min/1.73m2"], "indexed to 1.73 m²"),
      (["crcl", "--age", "65 years", "--weight", "60 kg", "--creatinine", "0.9 mg/dL"], "sex: it is missing"),
      (["bmi", "--weight", "75 kg", "--height", "180 cm", "--sex", "male"], "'bmi' does not use it"),
      (["bmj"], "did you mean 'bmi'?"),
    ])
  func calcRefusals(arguments: [String], expected: String) throws {
    let run = try CommandRun(arguments: ["calc"] + arguments)
    #expect(run.status == 65)
    #expect(run.errors.contains(expected), "\(run.errors)")
  }

  @Test("the intended use is printed, and the formulas are listed") func notices() throws {
    #expect(try CommandRun("dose", "--about").output.contains("Not for use without institutional validation."))
    #expect(try CommandRun("calc").output.contains("mosteller, duBois"))
    #expect(try CommandRun("dose").status == 64)
    #expect(try CommandRun("dose", "Protocols/hlx43_ecsc.yaml", "--arm", "2.5").status == 66)
  }
}
