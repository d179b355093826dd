import Foundation
import Testing

/// `bateman study` and `bateman optimize`: the studies that come along, files, JSON, and what is refused.
@Suite struct StudyCommandTests {
  #if DEBUG
    static let subjects = "12"
  #else
    static let subjects = "200"
  #endif

  private func path(_ name: String) -> String {
    projectRoot.appendingPathComponent("Studies/\(name).yaml").path
  }

  @Test(
    "example: every study that comes along runs, and says that its model is a stand-in",
    arguments: ["hlx43_escc", "sys6043_sc_sampling", "bat6021_ada"])
  func examples(name: String) throws {
    let run = try CommandRun("study", path(name), "--subjects", Self.subjects, "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    for words in ["SURROGATE", "Exposure: median", "Steady state", "assum"]
    where words != "assum" || name != "bat6021_ada" {
      #expect(run.output.contains(words), "\(words)")
    }
  }

  @Test("the folder has every table, and the JSON is the file's") func folder() throws {
    let folder = try TemporaryFolder()
    let arguments = ["study", path("hlx43_escc"), "--subjects", Self.subjects, "--quiet"]
    let run = try CommandRun(arguments: arguments + ["--out", "results", "--json"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text("results/study.json") == run.output)
    for (name, header) in [
      ("summary", "arm,cycle,analyte,metric,unit,n,mean"), ("ratios", "arm,reference,cycle"), ("targets", "target,arm"),
      ("forest", "arm,cycle,analyte,metric,covariate,group"), ("antibodies", "arm,cycle,n,ever_true"),
      ("sampling", "arm,schedule"), ("sizes", "rule,arm"), ("exposures", "arm,id,cycle,analyte,Cmax"),
      ("samples", "arm,id,schedule"), ("patients", "arm,id,SEX,WT"), ("output_ratios", "arm,cycle,of,to"),
    ] {
      #expect(try folder.text("results/\(name).csv").hasPrefix(header), "\(name)")
    }
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "bateman-study/1")
    #expect((object["arms"] as? [[String: Any]])?.count == 4)
    let again = try CommandRun(arguments: arguments + ["--out", "results"], in: folder.url)
    #expect(again.status == 73)
    #expect(again.errors.contains("--force"))
  }

  @Test("what a fit leaves open of the parameters shows in the study") func uncertaintyOfAFit() throws {
    let folder = try TemporaryFolder()
    let model = projectRoot.appendingPathComponent("Validation/Fits/theophylline.pkm").path
    let data = projectRoot.appendingPathComponent("Validation/PQ/theophylline/theophylline.csv").path
    let fit = try CommandRun(arguments: ["fit", model, "--data", data, "--out", "run", "--quiet"], in: folder.url)
    #expect(fit.status == 0, "\(fit.errors)")
    let study = try folder.file(
      "s.yaml",
      "study: t\nmodel: \(model)\npopulation: {size: 20}\narms:\n  - {name: a, regimen: 320 mg oral every 24 h x 1}\n")
    let run = try CommandRun(
      arguments: ["study", study.path, "--uncertainty", "run", "--draws", "40", "--json", "--quiet"], in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let rows = try #require(object["uncertainty"] as? [[String: Any]])
    let area = try #require(rows.first { $0["metric"] as? String == "AUC" })
    let (lower, upper) = (try #require(area["lower"] as? Double), try #require(area["upper"] as? Double))
    // CL has a standard error of 7 %: the median area is not known better than to some 20 % between its limits.
    #expect(upper / lower > 1.1 && upper / lower < 2)
  }

  @Test("determinism: threads do not change a byte") func threads() throws {
    let arguments = ["study", path("hlx43_escc"), "--subjects", Self.subjects, "--quiet", "--json", "--threads"]
    #expect(try CommandRun(arguments: arguments + ["1"]).output == CommandRun(arguments: arguments + ["3"]).output)
  }

  @Test("parameters are set, and what is not one is refused") func parameters() throws {
    let run = try CommandRun(
      "study", path("hlx43_escc"), "--subjects", "5", "--quiet", "--set", "followOn=2.5 mg/kg")
    #expect(run.output.contains("then 2.5 mg/kg every 21 day"), "\(run.errors)")
    let wrong = try CommandRun("study", path("hlx43_escc"), "--set", "folowOn=2.5 mg/kg")
    #expect(wrong.status == 65)
    #expect(wrong.errors.contains("did you mean 'followOn'?"))
    #expect(try CommandRun("study", path("hlx43_escc"), "--set", "x").status == 64)
  }

  @Test("message: an unknown key has its line and column, in JSON too") func message() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: path("bat6021_ada"), encoding: .utf8)
    try folder.file("s.yaml", text.replacingOccurrences(of: "antibodies:", with: "antibodys:"))
    let run = try CommandRun(arguments: ["study", "s.yaml", "--json"], in: folder.url)
    #expect(run.status == 65)
    #expect(run.errors.contains("did you mean 'antibodies'?"))
    #expect(run.errors.contains("s.yaml:31:1"), "\(run.errors)")
    #expect(run.output.contains("\"code\" : \"PK5002\""))
    #expect(try CommandRun("study", "nowhere.yaml").status == 66)
  }

  @Test("draws of parameters from a table of estimates") func uncertainty() throws {
    let folder = try TemporaryFolder()
    try folder.file("draws.csv", "sample,tvCL,omega(CL)\n1,0.3,0.05\n2,0.36,0.06\n3,0.45,0.07\n")
    let run = try CommandRun(
      arguments: ["study", path("hlx43_escc"), "--subjects", "8", "--quiet", "--uncertainty", "draws.csv"],
      in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("What is not known of the parameters: 3 draws"))
    try folder.file("none.csv", "a,b\n1,2\n")
    let none = try CommandRun(
      arguments: ["study", path("hlx43_escc"), "--uncertainty", "none.csv", "--quiet"], in: folder.url)
    #expect(none.status == 65)
  }

  @Test("a search is answered, with its error") func optimize() throws {
    let run = try CommandRun(
      "optimize", path("hlx43_escc"), "--search", "loading dose", "--subjects", Self.subjects, "--quiet")
    #expect(run.status == 0, "\(run.output) \(run.errors)")
    #expect(run.output.contains("SURROGATE"))
    #expect(run.output.contains("±"))
    let wrong = try CommandRun("optimize", path("hlx43_escc"), "--search", "loading dos")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("did you mean 'loading dose'?"))
    #expect(try CommandRun("optimize", path("bat6021_ada")).status == 65)
  }
}
