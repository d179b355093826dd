import Foundation
import Testing

/// Figures and reports of trials, forecasts, doses and resampling.
@Suite struct TrialFigureTests {
  private static let bat = "Trials/bat6021.yaml"

  /// Runs the command in a folder that sees the project's files, without any renderer.
  private func bateman(_ arguments: [String], in folder: TemporaryFolder) throws -> CommandRun {
    try CommandRun(
      arguments: arguments.map { word in
        word.hasPrefix("Trials/") || word.hasPrefix("Protocols/") ? projectRoot.appendingPathComponent(word).path : word
      }, in: folder.url, environment: ["BATEMAN_PLOTS": folder.url.appendingPathComponent("nowhere").path])
  }

  private func made(_ arguments: String..., into name: String, in folder: TemporaryFolder) throws {
    let run = try bateman(arguments + ["--json"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    try folder.file(name, run.output)
  }

  private func drawn(_ kind: String, _ result: String, _ name: String, in folder: TemporaryFolder) throws -> String {
    let plot = try bateman(["plot", kind, result, "-o", name + ".json", "--quiet"], in: folder)
    #expect(plot.status == 0 && plot.errors.isEmpty, "\(kind): \(plot.errors)")
    let first = try folder.names.contains(name + ".json") ? name : name + "-1"
    return try folder.text(first + ".json")
  }

  @Test("simulated trials: characteristics, exposure, antibodies, and their report") func simulated() throws {
    let folder = try TemporaryFolder()
    try made("trial", "simulate", Self.bat, "--trials", "40", "--quiet", into: "t.json", in: folder)
    let characteristics = try drawn("characteristics", "t.json", "c", in: folder)
    for words in ["Patients per trial", "True probability of a DLT (%)", "900 mg", "40 simulated trials", "SURROGATE"] {
      #expect(characteristics.contains(words), "\(words)")
    }
    #expect(try drawn("exposure", "t.json", "e", in: folder).contains("AUC of antibody (mg/L·day)"))
    #expect(try drawn("ada", "t.json", "a", in: folder).contains("Patients with ADA (%)"))
    let report = try bateman(["report", "t.json", "-o", "r.html"], in: folder)
    #expect(report.status == 0, "\(report.errors)")
    let html = try folder.text("r.html")
    for words in [
      "Operating characteristics", "BAT6021-NCT05120375", "Trial file", "bateman trial simulate", "<math", "SURROGATE",
      "Over the whole trial",
    ] { #expect(html.contains(words), "\(words)") }
    let without = try bateman(
      ["trial", "simulate", Self.bat, "--trials", "20", "--no-exposure", "--quiet", "--json"], in: folder)
    try folder.file("w.json", without.output)
    let none = try bateman(["plot", "exposure", "w.json", "-o", "x.json"], in: folder)
    #expect(none.status == 65 && none.errors.contains("no kinetics"), "\(none.errors)")
    let version = try folder.text("t.json").replacingOccurrences(of: "\"schema\" : 1", with: "\"schema\" : 3")
    try folder.file("v.json", version)
    let other = try bateman(["report", "v.json", "-o", "x.html"], in: folder)
    #expect(other.status == 65 && other.errors.contains("has schema 3"), "\(other.errors)")
  }

  @Test("one trial: what comes next, a path, the decision table, a comparison") func steps() throws {
    let folder = try TemporaryFolder()
    try made("trial", "next", Self.bat, "--outcomes", "1N 2N 3N 4NNT", into: "n.json", in: folder)
    let next = try drawn("escalation", "n.json", "n-e", in: folder)
    #expect(next.contains("\"next\"") && next.contains("treat 3 patients at level 4 (30 mg)"))
    let report = try bateman(["report", "n.json", "-o", "n.html", "--language", "zh"], in: folder)
    #expect(report.status == 0, "\(report.errors)")
    #expect(try folder.text("n.html").contains("下一步"))
    try made("trial", "simulate", Self.bat, "--trials", "9", "--path", "7", "--quiet", into: "p.json", in: folder)
    #expect(try drawn("escalation", "p.json", "p-e", in: folder).contains("900 mg"))
    try made("trial", "table", "Trials/sys6043.yaml", into: "d.json", in: folder)
    #expect(try drawn("decisions", "d.json", "d-d", in: folder).contains("Patients at the level"))
    try made("trial", "compare", Self.bat, Self.bat, "--trials", "20", "--quiet", into: "k.json", in: folder)
    #expect(try drawn("characteristics", "k.json", "k-c", in: folder).contains("1. "))
    let plotted = try bateman(
      ["trial", "next", Self.bat, "--outcomes", "1N 2G", "--plot", "o.json"], in: folder)
    #expect(plotted.status == 0, "\(plotted.errors)")
    #expect(try folder.text("o.json").contains("moderate event"))
    let wrong = try bateman(["report", "d.json", "-o", "d.html"], in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("'bateman plot' draws it"), "\(wrong.errors)")
  }

  @Test("a forecast: bands, candidates and a report; a dose by weight") func patient() throws {
    let folder = try TemporaryFolder()
    let patient = ["trastuzumab_deruxtecan", "Protocols/examples/patient.json", "--draws", "20", "--cycles", "1"]
    let run = try bateman(
      ["forecast"] + patient + [
        "--dose", "342.9 mg", "--dose", "280 mg", "--every", "21 day", "--plot", "f.json", "--json",
      ],
      in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let course = try folder.text("f-1.json")
    for words in ["population, 342.9 mg", "this patient, 342.9 mg", "280 mg", "conjugate (mg/L)", "MAP estimate"] {
      #expect(course.contains(words), "\(words)")
    }
    try folder.file("r.json", run.output)
    #expect(try drawn("plans", "r.json", "p", in: folder).contains("lowest trough of conjugate (mg/L)"))
    let report = try bateman(["report", "r.json", "-o", "r.html"], in: folder)
    #expect(report.status == 0, "\(report.errors)")
    #expect(try folder.text("r.html").contains("Doses and levels so far"))
    let dose = try bateman(
      [
        "dose", "Protocols/trastuzumab_deruxtecan.yaml", "--arm", "breast", "--cycle", "1", "--weight", "62.8 kg",
        "--plot",
        "d.json",
      ], in: folder)
    #expect(dose.status == 0, "\(dose.errors)")
    #expect(try folder.text("d.json").contains("Weight (kg)"))
  }

  @Test("bootstrap, SIR and profiles are drawn of their folders") func resampling() throws {
    let folder = try TemporaryFolder()
    try folder.file("small.pkm", FitCommandTests.small)
    try folder.file("study.csv", FitCommandTests.table(subjects: 8))
    let base = ["small.pkm", "--data", "study.csv", "--method", "fo", "--fix", "omega(V)=0.04", "--quiet"]
    for (command, more, title) in [
      ("bootstrap", ["--replicates", "12"], "Bootstrap distributions"),
      ("sir", ["--rounds", "60:30"], "SIR distributions"),
      ("profile", ["--parameters", "tvCL"], "Likelihood profiles"),
    ] {
      let run = try bateman([command] + base + more + ["--out", command], in: folder)
      #expect(run.status == 0, "\(command): \(run.errors)")
      let text = try drawn(command, command, command + "-figure", in: folder)
      #expect(text.contains(title) && text.contains("Model small"), "\(command)")
    }
    let json = try folder.text("bootstrap/bootstrap.json")
    try folder.file("alone.json", json)
    let alone = try bateman(["plot", "bootstrap", "alone.json", "-o", "x.json"], in: folder)
    #expect(alone.status == 65 && alone.errors.contains("give the folder"), "\(alone.errors)")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("bootstrap/samples.csv"))
    let lacking = try bateman(["plot", "bootstrap", "bootstrap", "-o", "x.json"], in: folder)
    #expect(lacking.status == 65 && lacking.errors.contains("has no 'samples.csv'"), "\(lacking.errors)")
  }
}
