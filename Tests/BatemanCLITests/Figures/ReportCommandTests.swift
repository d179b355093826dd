import Foundation
import Testing

/// `bateman report`: documents that stand alone.
@Suite struct ReportCommandTests {
  @Test func htmlOfAFitWithoutRenderer() throws {
    let run = try FittedRun()
    let report = try run.bateman(
      "report", "run", "-o", "report.html", "--replicates", "40", "--purpose", "Dose <justification> & more")
    #expect(report.status == 0 && report.errors.contains("make setup-plots"), "\(report.errors)")
    let html = try run.scratch.text("report.html")
    for part in [
      "Data inventory", "Parameter estimates", "tvCL", "Dose &lt;justification&gt; &amp; more", "SHA-256", "<math",
      "Visual predictive check", "bateman fit small.pkm --data study.csv", "Data of the figure",
    ] { #expect(html.contains(part), "\(part)") }
    for address in ["http://", "https://"] {
      // The one address is the name of the figures' language, which nothing loads.
      let others = html.components(separatedBy: address).dropFirst().filter {
        !$0.hasPrefix("vega.github.io/schema") && !$0.hasPrefix("www.w3.org")
      }
      #expect(others.isEmpty, "\(others.first?.prefix(60) ?? "")")
    }
  }

  @Test func worksheetOfADoseInTwoLanguages() throws {
    let run = try FittedRun()
    let file = projectRoot.appendingPathComponent("Protocols/hlx43_escc.yaml").path
    let dose = try run.bateman(
      "dose", file, "--arm", "2.5", "--cycle", "1", "--weight", "62.4 kg", "--training", "--json")
    #expect(dose.status == 0, "\(dose.errors)")
    try run.scratch.file("dose.json", dose.output)
    for (language, words) in [("en", ["Dose worksheet", "Independently checked by"]), ("zh", ["剂量计算单", "独立核对人"])] {
      let name = "dose-\(language).html"
      let report = try run.bateman("report", "dose.json", "-o", name, "--language", language)
      #expect(report.status == 0, "\(report.errors)")
      let html = try run.scratch.text(name)
      for word in words { #expect(html.contains(word), "\(word)") }
    }
    // A dose that somebody has changed by hand is not printed.
    let changed = dose.output.replacingOccurrences(of: "\"dose\":\"", with: "\"dose\":\"1")
    #expect(changed != dose.output)
    try run.scratch.file("changed.json", changed)
    let refused = try run.bateman("report", "changed.json", "-o", "c.html")
    #expect(refused.status == 65 && refused.errors.contains("it has been changed"), "\(refused.errors)")
  }

  @Test func analysisWithoutAModel() throws {
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
      "nca", "samples.csv", "--dose", "100 mg", "--route", "iv-bolus", "--units", "time=h,conc=mg/L", "--json",
      "--quiet")
    #expect(nca.status == 0, "\(nca.errors)")
    try run.scratch.file("nca.json", nca.output)
    let report = try run.bateman("report", "nca.json", "-o", "nca.html")
    #expect(report.status == 0, "\(report.errors)")
    let html = try run.scratch.text("nca.html")
    #expect(html.contains("CMAX (mg/L)") && html.contains("samples.csv"))
  }

  @Test func formsThatAreNone() throws {
    let run = try FittedRun()
    let report = try run.bateman("report", "run", "-o", "report.docx")
    #expect(report.status == 64 && report.errors.contains("end it in .html or .pdf"))
  }
}
