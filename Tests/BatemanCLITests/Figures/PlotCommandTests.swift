import Foundation
import Testing

/// `bateman plot`, `vpc` and `npde`: from a fit's folder to specifications, with and without a renderer.
@Suite struct PlotCommandTests {
  @Test func everyKindOfFigureOfAFit() throws {
    let run = try FittedRun()
    let kinds = [
      "gof", "individuals", "vpc", "pcvpc", "npde", "npd", "eta", "eta-pairs", "eta-covariates", "trace", "influence",
    ]
    for kind in kinds {
      let plot = try run.bateman("plot", kind, "run", "-o", "\(kind).json", "--replicates", "40")
      #expect(plot.status == 0 && plot.errors.isEmpty, "\(kind): \(plot.errors)")
      let spec = try run.json("\(kind).json")
      #expect((spec["$schema"] as? String)?.hasSuffix("vega-lite/v5.json") == true, "\(kind)")
      let text = try run.scratch.text("\(kind).json")
      #expect(text.contains("Model small") && text.contains("6 subjects"), "\(kind)")
    }
    let covariates = try run.scratch.text("eta-covariates.json")
    #expect(covariates.contains("WT (kg)") && covariates.contains("female"))
  }

  @Test func withoutRendererTheSpecificationIsWritten() throws {
    let run = try FittedRun()
    let plot = try run.bateman("plot", "gof", "run", "-o", "gof.svg")
    #expect(plot.status == 0)
    #expect(plot.errors.contains("warning: no renderer") && plot.errors.contains("make setup-plots"))
    #expect(try run.scratch.names.contains("gof.json") && !(try run.scratch.names).contains("gof.svg"))
  }

  @Test func predictiveCheckAndDiscrepancies() throws {
    let run = try FittedRun()
    let check = try run.bateman("vpc", "run", "--replicates", "60", "--stratify", "SEX", "-o", "vpc.json", "--json")
    #expect(check.status == 0, "\(check.errors)")
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])
    let panels = try #require(record["panels"] as? [[String: Any]])
    #expect(panels.compactMap { $0["stratum"] as? String } == ["SEX female", "SEX male"])
    let again = try run.bateman("vpc", "run", "--replicates", "60", "--stratify", "SEX", "--json", "--threads", "1")
    #expect(again.output == check.output)
    let errors = try run.bateman("npde", "run", "--replicates", "60", "--csv", "npde.csv")
    #expect(errors.status == 0 && errors.output.contains("Shapiro–Wilk") && errors.output.contains("global"))
    #expect(try run.scratch.text("npde.csv").split(separator: "\n").count == 37)
    let model = try run.bateman("vpc", "small.pkm", "--data", "study.csv", "--replicates", "20")
    #expect(model.status == 0 && model.output.contains("VPC, 20 replicates"))
  }

  @Test func analysesWithoutAModelAreDrawn() throws {
    let run = try FittedRun()
    let samples =
      ["ID,TIME,CONC"]
      + (1...4).flatMap { id in
        [(0.5, 8.0), (1, 7), (2, 5.2), (4, 3), (8, 1), (12, 0.35)].map {
          "\(id),\($0.0),\($0.1 * (1 + Double(id) / 10))"
        }
      }
    try run.scratch.file("samples.csv", samples.joined(separator: "\n") + "\n")
    let nca = try run.bateman(
      "nca", "samples.csv", "--dose", "100 mg", "--route", "iv-bolus", "--units", "time=h,conc=mg/L", "--plot", "p.json"
    )
    #expect(nca.status == 0, "\(nca.errors)")
    let text = try run.scratch.text("p-1.json") + run.scratch.text("p-2.json")
    #expect(text.contains("Time (h)") && text.contains("(mg/L)") && text.contains("adj. R²"))
  }

  /// What is wrong with a result, and what to do.
  @Test(arguments: [
    ("truncated", "is cut short", "make the result again"), ("schema", "has schema 2", "make the result again"),
    ("model", "has changed since the fit", "--model"), ("table", "has changed since the fit", "--data"),
    ("gone", "is not there", "say where it is now"), ("other", "is no result of a command", "bateman fit"),
    ("stratum", "no covariate 'SXE'", "did you mean 'SEX'?"), ("ending", "does not say which form", "svg, png, pdf"),
    ("binning", "is no rule", "kmeans:8"), ("empty", "is empty", "make the result again"),
  ])
  func badInput(_ what: String, _ message: String, _ help: String) throws {
    let run = try FittedRun()
    let text = try run.scratch.text("run/fit.json")
    var arguments = ["plot", "gof", "run", "-o", "gof.json"]
    switch what {
    case "truncated": try run.scratch.file("run/fit.json", String(text.prefix(text.count / 2)))
    case "schema":
      try run.scratch.file("run/fit.json", text.replacingOccurrences(of: "\"schema\" : 1", with: "\"schema\" : 2"))
    case "model": try run.scratch.file("small.pkm", FitCommandTests.small + "\n")
    case "table": try run.scratch.file("study.csv", (try run.scratch.text("study.csv")) + "\n")
    case "gone": try FileManager.default.removeItem(at: run.scratch.url.appendingPathComponent("study.csv"))
    case "other": try run.scratch.file("run/fit.json", "{\"a\": 1}")
    case "empty": try run.scratch.file("run/fit.json", "")
    case "stratum": arguments = ["vpc", "run", "--stratify", "SXE"]
    case "binning": arguments = ["vpc", "run", "--bins", "kmean:3"]
    default: arguments[4] = "gof.jpg"
    }
    let plot = try CommandRun(arguments: arguments, in: run.scratch.url)
    #expect(plot.status == (what == "ending" || what == "binning" ? 64 : 65), "\(plot.errors)")
    #expect(plot.errors.contains(message) && plot.errors.contains(help), "\(plot.errors)")
    #expect(!plot.errors.contains("inside Bateman") && !plot.errors.contains("Fatal"), "\(plot.errors)")
  }

  /// A stratum whose subjects were dosed and never measured has nothing to be compared with.
  @Test func noObservationsInAStratum() throws {
    let run = try FittedRun()
    let lines = try run.scratch.text("study.csv").split(separator: "\n").map { line -> String in
      var cells = line.split(separator: ",").map(String.init)
      if cells.last == "female", cells[4] == "0" { (cells[3], cells[4]) = (".", "2") }
      return cells.joined(separator: ",")
    }
    try run.scratch.file("empty.csv", lines.joined(separator: "\n") + "\n")
    let check = try run.bateman(
      "vpc", "small.pkm", "--data", "empty.csv", "--stratify", "SEX", "--replicates", "20", "-o", "v.json")
    #expect(check.status == 65, "\(check.output) \(check.errors)")
    #expect(check.errors.contains("no subject with SEX female has a measurement"), "\(check.errors)")
    #expect(try !run.scratch.names.contains("v.json"))
  }

  /// Where no nominal times are told, samples at about the same time make one mean.
  @Test func meansOfActualTimes() throws {
    let run = try FittedRun()
    var lines = ["ID,TIME,CONC"]
    for id in 1...5 {
      for (index, time) in [0, 0.5, 1, 2, 4, 8, 12].enumerated() {
        let actual = time * (1 + Double((id * 3 + index) % 5 - 2) / 60)
        lines.append("\(id),\(actual),\(10 / (1 + time) * (1 + Double(id) / 20))")
      }
    }
    try run.scratch.file("samples.csv", lines.joined(separator: "\n") + "\n")
    let nca = try run.bateman(
      "nca", "samples.csv", "--dose", "100 mg", "--units", "time=h,conc=mg/L", "--plot", "p.json", "--quiet")
    #expect(nca.status == 0, "\(nca.errors)")
    let spec = try run.json("p-1.json")
    #expect(try run.scratch.text("p-1.json").contains("7 bins by k-means"))
    let body = try #require((spec["vconcat"] as? [[String: Any]])?.first?["concat"] as? [[String: Any]])
    let means = try #require((body[2]["data"] as? [String: Any])?["values"] as? [[String: Any]])
    #expect(means.compactMap { $0["n"] as? Double } == Array(repeating: 5, count: 7))
  }

  /// One subject is drawn where one is enough, and is told apart where it is not.
  @Test func oneSubject() throws {
    let run = try FittedRun()
    try run.scratch.file("one.csv", FitCommandTests.table(subjects: 1))
    let check = try run.bateman("vpc", "small.pkm", "--data", "one.csv", "--replicates", "20")
    #expect(check.status == 0 && check.output.contains("1 subject"))
    let fit = try run.bateman(
      "fit", "small.pkm", "--data", "one.csv", "--evaluate", "--out", "one", "--quiet", "--covariance", "none")
    #expect(fit.status == 0, "\(fit.errors)")
    let eta = try run.bateman("plot", "eta-covariates", "one", "-o", "e.json")
    #expect(eta.status == 65 && eta.errors.contains("no covariate that differs between three subjects"))
  }
}
