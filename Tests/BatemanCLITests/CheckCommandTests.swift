import Foundation
import Testing

/// `bateman check`: what it understood, or what is wrong.
@Suite struct CheckCommandTests {
  @Test func saysWhatItUnderstood() throws {
    let run = try CommandRun("check", "Models/teaching/iv2.pkm")
    #expect(run.status == 0)
    #expect(run.errors == "")
    for words in [
      "iv2: Two compartments", "teaching", "reference 70, in 30...150", "log-normal, random effect CL",
      "correlation with CL 0.4472", "into central", "proportional + additive error",
      "linear with constant coefficients",
    ] {
      #expect(run.output.contains(words), "missing: \(words)")
    }
  }

  @Test func findsThatSaturableEliminationIsNotLinear() throws {
    #expect(try CommandRun("check", "Models/teaching/iv2_mm.pkm").output.contains("Dynamics are nonlinear"))
  }

  @Test func writesJSON() throws {
    let run = try CommandRun("check", "Models/teaching/oral1.pkm", "--json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(json["schema"] as? Int == 1)
    #expect(json["name"] as? String == "oral1")
    #expect(json["isLinear"] as? Bool == true)
    let routes = try #require(json["routes"] as? [[String: Any]])
    #expect(routes.first?["value"] as? String == "into gut, with bioavailability")
  }

  @Test(arguments: try modelFiles())
  func everyModelOfTheProjectChecks(_ path: String) throws {
    let run = try CommandRun("check", path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "", "a model of the project has no warnings")
  }

  @Test func pointsAtMistakes() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOf: projectRoot.appendingPathComponent("Models/teaching/iv1.pkm"), encoding: .utf8)
    try folder.file("wrong.pkm", text.replacingOccurrences(of: "-CL * C", with: "-CLL * C"))
    let run = try CommandRun("check", "wrong.pkm", in: folder.url)
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.errors.contains("'CLL'"))
    #expect(run.errors.contains("--> wrong.pkm:43:"))
    #expect(run.errors.contains("^^^"))
    #expect(run.errors.contains("did you mean 'CL'?"))
  }

  @Test func writesDiagnosticsAsJSON() throws {
    let folder = try TemporaryFolder()
    try folder.file("wrong.pkm", "model m {\n  status nonsense\n}\n")
    let run = try CommandRun("check", "wrong.pkm", "--json", in: folder.url)
    #expect(run.status == 65)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let first = try #require((json["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["file"] as? String == "wrong.pkm")
    #expect((first["code"] as? String)?.hasPrefix("PK") == true)
    #expect(first["line"] is Int)
  }

  @Test(arguments: [
    ("empty", Data()), ("binary", Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) })),
    ("zeros", Data(count: 1000)), ("bad UTF-8", Data([0x6D, 0xFF, 0xFE, 0x7B])),
  ])
  func survivesWhatIsNoModel(_ what: String, _ content: Data) throws {
    let folder = try TemporaryFolder()
    try folder.file("model.pkm", content)
    let run = try CommandRun("check", "model.pkm", in: folder.url)
    #expect(run.status == 65, "\(what)")
    #expect(run.errors.contains("model.pkm:"), "\(what)")
  }
}

/// Every model file below `Models/`, as paths from the root.
func modelFiles() throws -> [String] {
  let folder = projectRoot.appendingPathComponent("Models")
  let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
  return names.filter { $0.hasSuffix(".pkm") }.sorted().map { "Models/" + $0 }
}
