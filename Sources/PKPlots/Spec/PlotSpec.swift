import FoundationEssentials

/// A figure as a value: a typed part of Vega-Lite 5, written as JSON and drawn by whatever reads that.
public struct PlotSpec: Hashable, Sendable {
  /// The kind of figure, a stable name.
  public var kind: String
  /// What stands above.
  public var title: String
  /// What a reader who sees no image is told.
  public var summary: String
  /// What stands below: model, method, numbers, seed; a line each.
  public var caption: [String]
  /// The data of panels that have none of their own.
  public var data: PlotTable?
  /// The panels, by rows.
  public var panels: [PlotPanel]
  /// How many panels stand beside one another.
  public var columns: Int
  /// The numbers behind the figure, for a table under it; nil for the data themselves.
  public var table: PlotTable?

  /// A figure.
  public init(
    kind: String, title: String, summary: String, caption: [String], data: PlotTable? = nil, panels: [PlotPanel],
    columns: Int = 2, table: PlotTable? = nil
  ) {
    self.kind = kind
    self.title = title
    self.summary = summary
    self.caption = caption
    self.data = data
    self.panels = panels
    self.columns = columns
    self.table = table
  }

  /// The figure as JSON with sorted keys, so that equal figures are equal bytes.
  public var json: [UInt8] { encoded([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) }

  /// The same in one line, for documents of many figures.
  public var compactJSON: [UInt8] { encoded([.sortedKeys, .withoutEscapingSlashes]) }

  private func encoded(_ form: JSONEncoder.OutputFormatting) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = form
    // Every number that JSON has no form for is written as null.
    guard let data = try? encoder.encode(self) else { return [] }
    return Array(data) + [UInt8(ascii: "\n")]
  }
}

extension PlotSpec: Encodable {
  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case description, title, vconcat, config, background
  }

  /// Writes the whole specification: the caption is the title of the outermost view, below it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("https://vega.github.io/schema/vega-lite/v5.json", forKey: .schema)
    try container.encode(summary, forKey: .description)
    try container.encode("white", forKey: .background)
    try container.encode(Caption(text: caption), forKey: .title)
    try container.encode([Body(title: title, columns: columns, data: data, concat: panels)], forKey: .vconcat)
    try container.encode(PlotTheme.standard, forKey: .config)
  }

  private struct Caption: Encodable {
    var text: [String]
    var orient = "bottom"
    var anchor = "start"
    var fontSize = 10
    var fontWeight = "normal"
    var color = "#444444"
    var offset = 12
  }

  private struct Body: Encodable {
    struct Title: Encodable {
      var text: String
      var anchor = "start"
      var fontSize = 14
      var offset = 10
    }
    struct Resolve: Encodable {
      var legend = ["color": "shared", "shape": "shared", "strokeDash": "shared"]
      var scale = ["color": "shared", "shape": "shared", "strokeDash": "shared"]
    }

    var title: Title
    var columns: Int
    var data: PlotTable?
    var concat: [PlotPanel]
    var resolve = Resolve()

    init(title: String, columns: Int, data: PlotTable?, concat: [PlotPanel]) {
      self.title = Title(text: title)
      self.columns = columns
      self.data = data
      self.concat = concat
    }
  }
}
