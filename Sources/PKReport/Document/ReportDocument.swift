public import PKPlots

/// A report as a value: sections of blocks, in one language, of no particular form.
public struct ReportDocument: Sendable {
  /// What stands at the top, and below it in a line.
  public var title: String, subtitle: String
  /// What every reader must see first, such as that a model is a surrogate; nil for nothing.
  public var banner: String?
  /// The language of its fixed texts.
  public var language: ReportLanguage
  /// The sections in order.
  public var sections: [ReportSection]
  /// Whether it is one dense page, such as a worksheet.
  public var isWorksheet: Bool

  /// A document.
  public init(
    title: String, subtitle: String = "", banner: String? = nil, language: ReportLanguage = .english,
    sections: [ReportSection] = [], isWorksheet: Bool = false
  ) {
    (self.title, self.subtitle, self.banner) = (title, subtitle, banner)
    (self.language, self.sections, self.isWorksheet) = (language, sections, isWorksheet)
  }

  /// The figures in order.
  public var figures: [PlotSpec] {
    sections.flatMap(\.blocks).compactMap { if case .figure(let spec) = $0 { spec } else { nil } }
  }
}

/// A section with its title.
public struct ReportSection: Sendable {
  /// The title.
  public var title: String
  /// What it says, in order.
  public var blocks: [ReportBlock]

  /// A section.
  public init(_ title: String, _ blocks: [ReportBlock]) { (self.title, self.blocks) = (title, blocks) }
}

/// A part of a section.
public enum ReportBlock: Sendable {
  /// A paragraph of text.
  case paragraph(String)
  /// Names with values.
  case facts([ReportFact])
  /// A table.
  case table(ReportTable)
  /// Equations, one a line.
  case equations([ReportEquation])
  /// A figure with its data.
  case figure(PlotSpec)
  /// Commands or a file's text, as they are.
  case code(String)
  /// What must be minded.
  case warning(String)
}

/// A name with a value.
public struct ReportFact: Sendable, Hashable {
  /// The name and the value.
  public var name: String, value: String

  /// A fact.
  public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// A table of texts.
public struct ReportTable: Sendable, Hashable {
  /// What stands above it; nil for nothing.
  public var title: String?
  /// The heads of the columns.
  public var columns: [String]
  /// The columns that hold numbers, and are flush right.
  public var numeric: Set<Int>
  /// The rows.
  public var rows: [[String]]
  /// What stands below it, a line each.
  public var notes: [String]

  /// A table.
  public init(
    title: String? = nil, columns: [String], numeric: Set<Int> = [], rows: [[String]], notes: [String] = []
  ) {
    (self.title, self.columns, self.numeric, self.rows, self.notes) = (title, columns, numeric, rows, notes)
  }
}
