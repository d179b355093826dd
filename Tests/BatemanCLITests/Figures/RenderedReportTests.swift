import Foundation
import Testing

/// Drawn figures and reports, where the renderer is installed; in a browser without a network, where there is one.
@Suite(.enabled(if: Drawing.isInstalled, "no renderer is installed: 'make setup-plots'"))
struct RenderedReportTests {
  @Test(arguments: ["svg", "png", "pdf", "html"])
  func figuresInEveryForm(_ form: String) throws {
    let run = try FittedRun()
    let plot = try run.bateman("plot", "gof", "run", "-o", "gof.\(form)", renderer: true)
    #expect(plot.status == 0 && plot.errors.isEmpty, "\(plot.errors)")
    let data = try Data(contentsOf: run.scratch.url.appendingPathComponent("gof.\(form)"))
    let starts = ["svg": "<svg", "png": "\u{89}PNG", "pdf": "%PDF", "html": "<!DOCTYPE"]
    let start = String(decoding: data.prefix(9), as: Unicode.ASCII.self)
    #expect(data.count > 5000)
    #expect(form == "png" ? data.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]) : start.hasPrefix(starts[form] ?? "?"))
  }

  @Test(.enabled(if: Drawing.browser != nil, "no Chromium is installed"))
  func reportOpensOfflineWithoutErrors() throws {
    let run = try FittedRun()
    let report = try run.bateman("report", "run", "-o", "report.html", "--replicates", "40", renderer: true)
    #expect(report.status == 0 && report.errors.isEmpty, "\(report.errors)")
    let page = try Drawing.opened(run.scratch.url.appendingPathComponent("report.html"), scratch: run.scratch.url)
    // The page's own policy forbids every request: one would be an error on the console.
    #expect(!page.log.contains("CONSOLE"), "\(page.log)")
    #expect(page.dom.contains("class=\"live\"") && page.dom.contains("data:image/svg+xml;base64,"))
    #expect(page.dom.contains("Parameter estimates"))
  }

  @Test(.enabled(if: Drawing.textExtractor != nil, "no pdftotext is installed"))
  func pdfHasTextThatCanBeSelected() throws {
    let run = try FittedRun()
    let report = try run.bateman("report", "run", "-o", "report.pdf", "--replicates", "40", renderer: true)
    #expect(report.status == 0 && report.errors.isEmpty, "\(report.errors)")
    let text = try Drawing.text(of: run.scratch.url.appendingPathComponent("report.pdf"))
    for part in ["Data inventory", "tvCL", "SHA-256", "Goodness of fit"] { #expect(text.contains(part), "\(part)") }
  }

  @Test(.enabled(if: Drawing.textExtractor != nil && Drawing.hasChineseFont, "no pdftotext or no Chinese font"))
  func worksheetIsOnePageInChinese() throws {
    let run = try FittedRun()
    let file = projectRoot.appendingPathComponent("Protocols/hlx43_escc.yaml").path
    let dose = try run.bateman(
      "dose", file, "--arm", "2.5", "--cycle", "1", "--weight", "62.4 kg", "--training", "--json")
    try run.scratch.file("dose.json", dose.output)
    let report = try run.bateman("report", "dose.json", "-o", "dose.pdf", "--language", "zh", renderer: true)
    #expect(report.status == 0 && report.errors.isEmpty, "\(report.errors)")
    let text = try Drawing.text(of: run.scratch.url.appendingPathComponent("dose.pdf"))
    for part in ["剂量计算单", "独立核对人", "仅供培训"] { #expect(text.contains(part), "\(part)") }
    // Pages end with a form feed.
    #expect(text.count { $0 == "\u{0C}" } == 1)
  }
}

/// The programs that draw, open and read; found, never installed.
enum Drawing {
  private static let environment = ProcessInfo.processInfo.environment

  static let isInstalled: Bool = {
    let given = environment["BATEMAN_PLOTS"].flatMap { $0.isEmpty ? nil : $0 }
    let data = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 + "/bateman/plots" }
    let folder = given ?? data ?? (environment["HOME"] ?? "") + "/.local/share/bateman/plots"
    return FileManager.default.isExecutableFile(atPath: folder + "/bin/python")
  }()

  static let browser = program("chromium") ?? program("chromium-browser") ?? program("google-chrome")
  static let textExtractor = program("pdftotext")

  static let hasChineseFont: Bool = {
    guard let lister = program("fc-list") else { return false }
    return (try? !output(of: lister, [":lang=zh", "family"]).isEmpty) ?? false
  }()

  private static func program(_ name: String) -> String? {
    (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func output(of program: String, _ arguments: [String], log: URL? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    if let log {
      _ = FileManager.default.createFile(atPath: log.path, contents: nil)
      process.standardError = try FileHandle(forWritingTo: log)
    } else {
      process.standardError = FileHandle.nullDevice
    }
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// The page after its scripts have run, and what the browser said, with every name resolved to nothing.
  static func opened(_ file: URL, scratch: URL) throws -> (dom: String, log: String) {
    let log = scratch.appendingPathComponent("browser.log")
    let dom = try output(
      of: browser ?? "",
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(scratch.path)/profile",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--virtual-time-budget=15000", "--dump-dom",
        file.absoluteString,
      ], log: log)
    return (dom, try String(contentsOf: log, encoding: .utf8))
  }

  static func text(of pdf: URL) throws -> String { try output(of: textExtractor ?? "", [pdf.path, "-"]) }
}
