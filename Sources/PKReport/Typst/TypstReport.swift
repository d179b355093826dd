public import FoundationEssentials
import PKPlots

/// A document for Typst: a template that decides the layout, and the content as JSON.
public struct TypstReport: Sendable {
  /// The name of the main file.
  public static let mainFile = "report.typ"

  /// The document.
  public var document: ReportDocument
  /// For each figure its drawing in SVG; empty when there is no renderer.
  public var drawings: [[UInt8]]

  /// A report.
  public init(_ document: ReportDocument, drawings: [[UInt8]] = []) {
    (self.document, self.drawings) = (document, drawings)
  }

  /// The files by name.
  public var files: [String: Data] {
    var files = ["report.typ": Data(PackageResources.report_typ)]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    files["report.json"] = (try? encoder.encode(content)) ?? Data()
    for (index, drawing) in drawings.enumerated() { files[Self.name(index + 1)] = Data(drawing) }
    return files
  }

  private static func name(_ figure: Int) -> String { "figure-\(figure).svg" }

  private struct Content: Encodable {
    var title: String
    var subtitle: String
    @Nullable var banner: String?
    var lang: String
    var worksheet: Bool
    var sections: [Section]
  }

  private struct Section: Encodable {
    var title: String
    var blocks: [Block]
  }

  private struct Block: Encodable {
    var kind: String
    var text: String?
    var rows: [Row]?
    var table: Table?
    var lines: [String]?
    var title: String?
    var number: String?
    var caption: String?
    var summary: String?
    var absent: String?
    @Nullable var image: String?
  }

  private struct Row: Encodable {
    var name: String
    var value: String
  }

  private struct Table: Encodable {
    @Nullable var title: String?
    var columns: [String]
    var numeric: [Int]
    var rows: [[String]]
    var notes: [String]
  }

  private var content: Content {
    var figure = 0
    let sections = document.sections.map { section in
      Section(
        title: section.title,
        blocks: section.blocks.map { block in
          if case .figure = block { figure += 1 }
          return self.block(block, figure: figure)
        })
    }
    return Content(
      title: document.title, subtitle: document.subtitle, banner: document.banner,
      lang: document.language.rawValue, worksheet: document.isWorksheet, sections: sections)
  }

  private func block(_ block: ReportBlock, figure: Int) -> Block {
    switch block {
    case .paragraph(let text): return Block(kind: "paragraph", text: text)
    case .warning(let text): return Block(kind: "warning", text: text)
    case .code(let text): return Block(kind: "code", text: text)
    case .facts(let facts): return Block(kind: "facts", rows: facts.map { Row(name: $0.name, value: $0.value) })
    case .equations(let lines): return Block(kind: "equations", lines: lines.map(\.typst))
    case .table(let table):
      let own = Table(
        title: table.title, columns: table.columns, numeric: table.numeric.sorted(), rows: table.rows,
        notes: table.notes)
      return Block(kind: "table", table: own)
    case .figure(let spec):
      return Block(
        kind: "figure", title: spec.title, number: "\(document.language(.figure)) \(figure)",
        caption: spec.caption.joined(separator: " "), summary: spec.summary, absent: document.language(.notDrawn),
        image: drawings.indices.contains(figure - 1) ? Self.name(figure) : nil)
    }
  }
}

/// A value whose absence is written as null.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
  var wrappedValue: Value?

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}
