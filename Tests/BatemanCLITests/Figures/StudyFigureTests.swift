import Foundation
import Testing

/// Figures and reports of studies: from the folder with every patient, and from the JSON alone.
@Suite struct StudyFigureTests {
  /// More than twenty patients, so that shapes are drawn.
  private static let subjects = "24"
  private static let study = "Studies/hlx43_escc.yaml"

  private static func path(_ name: String) -> String { projectRoot.appendingPathComponent(name).path }

  /// A study in the folder `results` of a folder of its own.
  private func made(_ subjects: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let run = try CommandRun(
      arguments: ["study", Self.path(Self.study), "--subjects", subjects, "--quiet", "--out", "results"],
      in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    return folder
  }

  private func bateman(_ arguments: String..., in folder: TemporaryFolder) throws -> CommandRun {
    try CommandRun(
      arguments: arguments, in: folder.url,
      environment: ["BATEMAN_PLOTS": folder.url.appendingPathComponent("nowhere").path])
  }

  @Test("every kind of figure of a study, with the caution of its model") func kinds() throws {
    let folder = try made(Self.subjects)
    for (kind, names) in [
      ("exposure", ["e-1", "e-2", "e-3", "e-4"]), ("attainment", ["e"]), ("ratios", ["e"]), ("forest", ["e"]),
      ("capture", ["e-1", "e-2", "e-3", "e-4"]), ("ada", ["e"]),
    ] {
      let plot = try bateman("plot", kind, "results", "-o", "e.json", "--force", "--quiet", in: folder)
      #expect(plot.status == 0 && plot.errors.isEmpty, "\(kind): \(plot.errors)")
      for name in names {
        let text = try folder.text("\(name).json")
        for words in ["SURROGATE MODEL", "seed 20261128", "24 subjects"] { #expect(text.contains(words), "\(kind)") }
        let units = ["mg/L)", "mg·day/L)", "ng/mL)", "ng·day/mL)", "(%)", "(% of", "Ratio of"]
        #expect(units.contains { text.contains($0) }, "\(kind)")
      }
    }
    // Of patients there are shapes and points; of the JSON alone there are boxes.
    let plot = try bateman(
      "plot", "exposure", "results", "--of", "conjugate", "--metric", "auc", "-o", "p.json", in: folder)
    #expect(plot.status == 0, "\(plot.errors)")
    let patients = try folder.text("p.json")
    #expect(patients.contains("\"area\"") && patients.contains("AUC of conjugate (mg·day/L)"))
    try FileManager.default.copyItem(
      at: folder.url.appendingPathComponent("results/study.json"), to: folder.url.appendingPathComponent("alone.json"))
    _ = try bateman("plot", "exposure", "alone.json", "--of", "payload", "--metric", "Cmax", "-o", "q.json", in: folder)
    let quantiles = try folder.text("q.json")
    #expect(!quantiles.contains("\"area\"") && quantiles.contains("Cmax of payload (ng/mL)"))
    try refuses(folder)
  }

  /// What is not in the result, and results of other kinds.
  private func refuses(_ folder: TemporaryFolder) throws {
    let text = try folder.text("results/study.json")
    try folder.file("cut.json", String(text.prefix(text.count / 3)))
    try folder.file("other.json", text.replacingOccurrences(of: "bateman-study/1", with: "bateman-study/2"))
    try folder.file("lacking.json", text.replacingOccurrences(of: "\"exposure\" : [", with: "\"expo\" : ["))
    for (arguments, status, words) in [
      (["exposure", "results", "--arm", "loadin"], 64, "did you mean 'loading'?"),
      (["exposure", "results", "--cycle", "7"], 64, "there are cycles 1, 2, 3, 4, 5, 6"),
      (["forest", "results", "--of", "paylod"], 64, "did you mean 'payload'?"),
      (["gof", "results"], 64, "such a result is drawn as exposure, attainment, ratios, forest, capture, ada"),
      (["attainment", "cut.json"], 65, "is cut short"),
      (["attainment", "other.json"], 65, "reads schema bateman-study/1"),
      (["exposure", "lacking.json"], 65, "the key 'exposure' is missing"),
    ] {
      let plot = try CommandRun(arguments: ["plot"] + arguments + ["-o", "x.json"], in: folder.url)
      #expect(plot.status == status && plot.errors.contains(words), "\(arguments): \(plot.status) \(plot.errors)")
    }
  }

  @Test("a report in two languages has every section, and the model's equations") func report() throws {
    let folder = try made("8")
    for (language, words) in [
      ("en", ["Target attainment", "Operating", "Anti-drug antibodies", "SURROGATE MODEL", "Virtual patients"]),
      ("zh", ["目标达成", "抗药抗体", "替代模型", "虚拟患者", "可重复性"]),
    ] {
      let report = try bateman("report", "results", "-o", "\(language).html", "--language", language, in: folder)
      #expect(report.status == 0, "\(report.errors)")
      let html = try folder.text("\(language).html")
      for word in words where word != "Operating" { #expect(html.contains(word), "\(word)") }
      for word in ["<math", "tvCL", "SHA-256", "hlx43_surrogate", "bateman study ", "AUC of conjugate", "propADC"] {
        #expect(html.contains(word), "\(word)")
      }
      #expect(html.components(separatedBy: "<figure data-kind=").count > 12)
    }
  }

  @Test("a model that has changed since the study is no model of it") func changedModel() throws {
    let folder = try TemporaryFolder()
    let model = try String(contentsOfFile: Self.path("Validation/Fits/theophylline.pkm"), encoding: .utf8)
    try folder.file("drug.pkm", model)
    try folder.file(
      "s.yaml",
      "study: t\nmodel: ./drug.pkm\npopulation: {size: 1}\narms:\n  - {name: a, regimen: 320 mg oral every 24 h x 1}\n")
    let run = try bateman("study", "s.yaml", "--out", "results", "--quiet", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    // One patient is a study too.
    let plot = try bateman("plot", "exposure", "results", "-o", "e.json", "--quiet", in: folder)
    #expect(plot.status == 0, "\(plot.errors)")
    #expect(try bateman("report", "results", "-o", "r.html", in: folder).status == 0)
    #expect(try bateman("plot", "ratios", "results", "-o", "x.json", in: folder).errors.contains("one arm"))
    #expect(try bateman("plot", "ada", "results", "-o", "x.json", in: folder).errors.contains("no antibodies"))
    try folder.file("drug.pkm", model + "\n")
    let changed = try bateman("report", "results", "-o", "c.html", in: folder)
    #expect(
      changed.status == 65 && changed.errors.contains("has changed since the result was made"), "\(changed.errors)")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("drug.pkm"))
    let gone = try bateman("report", "results", "-o", "g.html", in: folder)
    #expect(gone.status == 65 && gone.errors.contains("say where it is now with --model"), "\(gone.errors)")
    try folder.file("moved.pkm", model)
    #expect(try bateman("report", "results", "-o", "m.html", "--model", "moved.pkm", in: folder).status == 0)
  }

  @Test("--plot of a study writes its figures beside its tables") func plotOption() throws {
    let folder = try TemporaryFolder()
    let run = try bateman(
      "study", Self.path("Studies/bat6021_ada.yaml"), "--subjects", "20", "--plot", "f.json", in: folder)
    #expect(run.status == 0 && run.errors.contains("figures: 'f-1.json'"), "\(run.errors)")
    let kinds = try folder.names.filter { $0.hasPrefix("f-") }
    #expect(kinds.count >= 4)
    let again = try bateman(
      "study", Self.path("Studies/bat6021_ada.yaml"), "--subjects", "20", "--plot", "f.json", "--quiet", in: folder)
    #expect(again.status == 73 && again.errors.contains("--force"), "\(again.errors)")
  }
}
