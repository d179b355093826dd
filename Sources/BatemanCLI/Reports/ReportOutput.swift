import Bateman
import Foundation
import PKReport

/// Where a report goes: HTML or PDF.
struct ReportOutput {
  /// The forms of a report.
  enum Form: String { case html, pdf }

  let path: String
  let form: Form
  let overwriting: Bool

  init(path: String, overwriting: Bool) throws(CommandError) {
    let ending = path.lastIndex(of: ".").map { path[path.index(after: $0)...].lowercased() } ?? ""
    guard let form = Form(rawValue: ending) else {
      throw .usage("'\(path)' is no form of a report", help: ["end it in .html or .pdf"])
    }
    (self.path, self.form, self.overwriting) = (path, form, overwriting)
  }

  /// Draws the figures and writes the document; without a renderer HTML has tables in place of drawings, and a PDF
  /// becomes HTML.
  func write(_ document: ReportDocument) throws {
    let renderer = FigureRenderer()
    var drawings: [Data] = []
    var scripts: String?
    do {
      let figures = document.figures.map { FigureRenderer.Job.figure($0, .svg) }
      if form == .html, !figures.isEmpty {
        let drawn = try renderer.draw(figures + [.scripts])
        drawings = Array(drawn.dropLast())
        scripts = drawn.last.map { String(decoding: $0, as: UTF8.self) }
      } else {
        drawings = try renderer.draw(figures)
      }
      if form == .pdf {
        let report = TypstReport(document, drawings: drawings.map(Array.init))
        let pdf = try renderer.draw([.document(files: report.files, main: TypstReport.mainFile)])
        return try save(pdf[0], to: path)
      }
    } catch let failure as FigureRenderer.Failure {
      warn(failure)
    }
    try saveHTML(document, drawings, scripts)
  }

  private func saveHTML(_ document: ReportDocument, _ drawings: [Data], _ scripts: String?) throws {
    let text: String
    do {
      text = try HTMLReport(document, drawings: drawings.map(Array.init), scripts: scripts).text()
    } catch {
      throw CommandError.mismatch("the template '\(error.name)' of this program is broken")
    }
    try save(Data(text.utf8), to: htmlPath)
  }

  private var htmlPath: String {
    form == .html ? path : String(path.dropLast(Form.pdf.rawValue.count)) + Form.html.rawValue
  }

  private func warn(_ failure: FigureRenderer.Failure) {
    let reason =
      switch failure {
      case .missing(let place): "no renderer at \(place)"
      case .refused(let text): "the renderer failed (\(text))"
      }
    let result = form == .html ? "figures are left out of" : "in place of the PDF, HTML without figures was written to"
    Terminal.note(
      Terminal.current.colored("warning: \(reason): \(result) '\(htmlPath)'") + "\n  = help: \(FigureRenderer.advice)")
  }

  private func save(_ data: Data, to path: String) throws {
    do throws(FileError) {
      let file = try OutputFile(path: path, overwriting: overwriting)
      try file.write(data)
      try file.commit()
    } catch {
      throw CommandError.file(error)
    }
  }
}
