import Mustache
import PKPlots

/// A document as one HTML file that needs nothing else: texts and tables without scripts, figures that answer with them.
public struct HTMLReport: Sendable {
  /// Why a document could not be written: a template of ours is wrong.
  public struct TemplateFault: Error, Sendable {
    /// Which.
    public let name: String
  }

  /// The most rows of a figure's data that are shown.
  static let rowLimit = 300

  /// The document.
  public var document: ReportDocument
  /// For each figure its drawing in SVG; empty when there is no renderer.
  public var drawings: [[UInt8]]
  /// The script that makes figures interactive; nil for none.
  public var scripts: String?

  /// A report.
  public init(_ document: ReportDocument, drawings: [[UInt8]] = [], scripts: String? = nil) {
    (self.document, self.drawings, self.scripts) = (document, drawings, scripts)
  }

  /// The file's text.
  ///
  /// - Throws: `TemplateFault`.
  public func text() throws(TemplateFault) -> String {
    let page = try Self.template("report.mustache", PackageResources.report_mustache)
    let block = try Self.template("block.mustache", PackageResources.block_mustache)
    var figure = 0
    let sections = document.sections.enumerated().map { index, section -> [String: Any] in
      let body = section.blocks.map { own -> String in
        if case .figure = own { figure += 1 }
        return block.render(content(of: own, figure: figure, block))
      }
      return ["id": "section-\(index + 1)", "title": section.title, "body": body.joined()]
    }
    var values: [String: Any] = [
      "lang": document.language.code, "title": document.title, "subtitle": document.subtitle,
      "contentsTitle": document.language(.contents), "sections": sections,
    ]
    if let banner = document.banner { values["banner"] = banner }
    // A script may not contain the mark that would end it, nor the one that would make it a comment.
    if let scripts {
      values["scripts"] = scripts.replacing("</script", with: "<\\/script").replacing("<!--", with: "<\\!--")
    }
    return page.render(values)
  }

  private static func template(_ name: String, _ bytes: [UInt8]) throws(TemplateFault) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw TemplateFault(name: name)
    }
  }

  // MARK: - Blocks

  private func content(of block: ReportBlock, figure number: Int, _ template: MustacheTemplate) -> [String: Any] {
    switch block {
    case .paragraph(let text): return ["paragraph": text]
    case .warning(let text): return ["warning": text]
    case .code(let text): return ["code": text]
    case .equations(let lines): return ["math": lines.map(\.mathML)]
    case .facts(let facts): return ["facts": ["rows": facts.map { ["name": $0.name, "value": $0.value] }]]
    case .table(let table): return ["table": Self.content(of: table)]
    case .figure(let spec): return ["figure": content(of: spec, number: number, template)]
    }
  }

  private static func content(of table: ReportTable) -> [String: Any] {
    func cells(_ texts: [String]) -> [[String: Any]] {
      texts.enumerated().map { ["text": $0.element, "isNumber": table.numeric.contains($0.offset)] }
    }
    var content: [String: Any] = [
      "columns": cells(table.columns), "rows": table.rows.map { ["cells": cells($0)] }, "notes": table.notes,
    ]
    if let title = table.title { content["title"] = title }
    return content
  }

  private func content(of spec: PlotSpec, number: Int, _ template: MustacheTemplate) -> [String: Any] {
    let table = ReportTable(of: spec, limit: Self.rowLimit, language: document.language)
    var content: [String: Any] = [
      "kind": spec.kind, "title": spec.title, "summary": spec.summary, "caption": [spec.caption.joined(separator: " ")],
      "number": "\(document.language(.figure)) \(number)", "dataTitle": document.language(.data),
      "dataTable": template.render(["table": Self.content(of: table)]),
      "spec": String(decoding: spec.compactJSON, as: UTF8.self).replacing("</", with: "<\\/")
        .replacing("<!--", with: "<\\u0021--"),
    ]
    if drawings.indices.contains(number - 1) {
      content["image"] = "data:image/svg+xml;base64," + Base64.text(drawings[number - 1])
    } else {
      content["absent"] = document.language(.notDrawn)
    }
    return content
  }
}
