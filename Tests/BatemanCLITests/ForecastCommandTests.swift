import Foundation
import Testing

/// `bateman forecast` and `bateman optimize-dose` as a shell sees them.
@Suite struct ForecastCommandTests {
  static let patient = ["trastuzumab_deruxtecan", "Protocols/examples/patient.json", "--draws", "30"]
  static let rules = ["--protocol", "Protocols/trastuzumab_deruxtecan.yaml", "--arm", "breast", "--cycle", "4"]

  private static func json(_ run: CommandRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test("the protocol's dose stands apart, and is what 'bateman dose' says, whatever is forecast") func unchanged()
    throws
  {
    let weight = ["--weight", "62.8 kg"]
    let dose = try CommandRun(
      arguments: ["dose", "Protocols/trastuzumab_deruxtecan.yaml", "--arm", "breast", "--cycle", "4", "--json"] + weight
    )
    let record = try Self.json(dose)
    let prescribed = try #require((record["result"] as? [String: Any])?["dose"] as? String)
    let text = try CommandRun(arguments: ["forecast"] + Self.patient + Self.rules + weight + ["--cycles", "1"])
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.contains("PROTOCOL DOSE \(prescribed) mg"))
    #expect(text.output.contains("The forecast below does not change it."))
    #expect(text.output.contains("*** TRAINING: not for use on a patient ***"))
    for words in [
      "arm breast, level 0 (5.4 mg/kg)", "arm breast, level -1 (4.4 mg/kg)", "arm gastric, level 0 (6.4 mg/kg)",
      "late by 3 day", "reduced: arm breast, level -1", "covariates    between records by nocb", "searches agree",
    ] { #expect(text.output.contains(words), "\(words)") }
  }

  @Test("JSON: schema, levels, bands and plans") func report() throws {
    let run = try CommandRun(
      arguments: ["forecast"] + Self.patient + [
        "--dose", "342.9 mg", "--dose", "280 mg", "--every", "21 day", "--cycles", "2", "--json",
      ])
    #expect(run.status == 0, "\(run.errors)")
    let report = try Self.json(run)
    #expect(report["schema"] as? String == "bateman-forecast/1")
    #expect((report["levels"] as? [[String: Any]])?.count == 8)
    #expect((report["origin"] as? String) == "2026-03-02 09:00")
    let times = try #require(report["times"] as? [Double])
    let bands = try #require(report["bands"] as? [[String: Any]])
    #expect(bands.count == 2 && bands.allSatisfy { ($0["posterior"] as? [Any])?.count == times.count })
    let plans = try #require(report["plans"] as? [[String: Any]])
    #expect(plans.map { $0["kind"] as? String } == ["candidate", "candidate", "delay", "missed", "reduction"])
    let cycles = try #require(plans[0]["cycles"] as? [[String: Any]])
    #expect(cycles.count == 2 && cycles[0]["startsAt"] as? String == "2026-05-04 09:00")
  }

  @Test("determinism: locale, time zone and clock change no byte") func environment() throws {
    let arguments = ["forecast"] + Self.patient + ["--cycles", "1", "--json"]
    let plain = try CommandRun(arguments: arguments)
    let elsewhere = try CommandRun(arguments: arguments, environment: ["LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Shanghai"])
    #expect(plain.status == 0 && plain.output == elsewhere.output)
  }

  @Test("a surrogate says so in every output") func surrogate() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "hlx.json",
      """
      {"schema": "bateman-patient/1", "subject": "S-2", "covariates": {"WT": "62.4 kg"},
       "doses": [{"at": "2026-03-02 09:00", "dose": "156 mg", "over": "60 min"},
                 {"at": "2026-03-23 09:00", "dose": "156 mg", "over": "60 min"}],
       "levels": [{"at": "2026-03-02 10:10", "of": "conjugate", "value": "51 mg/L"}]}
      """
    ).path
    let run = try CommandRun("forecast", "hlx43_surrogate", path, "--cycles", "1", "--draws", "30")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("SURROGATE") && run.output.contains("the model is a surrogate"))
    let target = try CommandRun(
      "optimize-dose", "hlx43_surrogate", path, "--peak", "60 mg/L", "--of", "conjugate", "--draws", "30")
    #expect(target.status == 0 && target.output.contains("SURROGATE") && target.output.contains("No prescription"))
  }

  @Test("a dose for a target: rounded, simulated again, told with its interval") func target() throws {
    let run = try CommandRun(
      arguments: ["optimize-dose"] + Self.patient + [
        "--trough", "15 mg/L", "--of", "conjugate", "--increment", "5 mg", "--json",
      ])
    #expect(run.status == 0, "\(run.errors)")
    let report = try Self.json(run)
    let (exact, rounded) = (report["exact"] as? Double ?? 0, report["rounded"] as? Double ?? 0)
    #expect(abs(exact - rounded) <= 2.5 && rounded.truncatingRemainder(dividingBy: 5) == 0)
    let achieved = try #require((report["achieved"] as? [String: Any])?["estimate"] as? Double)
    // A change of the dose by less than 2.5 of 400 mg.
    #expect(abs(achieved / 15 - 1) < 0.01 && achieved != 15)
  }

  @Test("above the limit: told, and not trusted") func limit() throws {
    let run = try CommandRun(
      arguments: ["optimize-dose"] + Self.patient + ["--trough", "15 mg/L", "--of", "conjugate", "--limit", "350 mg"])
    #expect(run.status == 1)
    #expect(run.errors.contains("above the limit of 350 mg: it is not to be given"))
  }

  /// What is refused, with the exit code and words of the message.
  static let refusals: [(arguments: [String], status: Int32, words: String)] = [
    (["forecast"] + patient + ["--arm", "breast"], 64, "--arm is an input of a protocol, and there is no --protocol"),
    (["forecast"] + patient + ["--dose", "342,9 mg"], 64, "a comma"),
    (["forecast"] + patient + ["--dose", "342.9"], 64, "is not a number and a unit"),
    (["forecast"] + patient + ["--next", "2026-04-01 09:00"], 65, "is not after the last record"),
    (["forecast"] + patient + ["--every", "3 mg"], 64, "is no time"),
    (["forecast"] + patient + ["--draws", "3"], 64, "--draws"),
    (["forecast", "trastuzumab_deruxtecan", "Protocols/examples/patient.jsn"], 66, "did you mean"),
    (["optimize-dose"] + patient + ["--trough", "15 mg/L"], 65, "the model has several outputs, and none is named"),
    (["optimize-dose"] + patient + ["--trough", "15 mg/L", "--of", "conjugat"], 65, "did you mean 'conjugate'"),
    (["optimize-dose"] + patient + ["--trough", "15 h", "--of", "conjugate"], 65, "the target is in 'h'"),
    (
      ["optimize-dose"] + patient + ["--trough", "1 mg/L", "--of", "conjugate", "--cycles", "1"], 65, "exceeded without"
    ),
    (["optimize-dose"] + patient + ["--of", "conjugate"], 64, "Give one target"),
    (["optimize-dose"] + patient + ["--find", "time", "--trough", "1 mg/L"], 64, "--find time takes --level"),
  ]

  @Test("message: what is refused", arguments: refusals.indices) func refused(index: Int) throws {
    let refusal = Self.refusals[index]
    let run = try CommandRun(arguments: refusal.arguments)
    #expect(run.status == refusal.status, "\(run.errors)")
    #expect(run.errors.contains(refusal.words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("a patient outside the model's range: no forecast, and why") func outside() throws {
    let folder = try TemporaryFolder()
    let text = try String(
      contentsOf: projectRoot.appendingPathComponent("Protocols/examples/patient.json"), encoding: .utf8)
    let path = try folder.file("heavy.json", text.replacing("\"62.8 kg\"", with: "\"162.8 kg\"")).path
    let run = try CommandRun("forecast", "trastuzumab_deruxtecan", path)
    #expect(run.status == 65 && run.output.isEmpty)
    #expect(run.errors.contains("outside the model's domain: WT 162.8 kg is outside 30 to 150 kg"))
  }

  @Test("--level takes a level below the first") func negativeLevel() throws {
    let run = try CommandRun(
      "dose", "Protocols/trastuzumab_deruxtecan.yaml", "--arm", "breast", "--cycle", "3", "--level", "-1",
      "--previous-level", "-1", "--weight", "63.5 kg")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("level -1 (4.4 mg/kg)"))
  }
}
