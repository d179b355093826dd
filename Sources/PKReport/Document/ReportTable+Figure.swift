import PKPlots

extension ReportTable {
  /// The data of a figure as a table, its first rows when there are many.
  init(of spec: PlotSpec, limit: Int, language: ReportLanguage) {
    let data = spec.dataTable
    let rows = data.rows.prefix(limit).map { $0.map(\.shown) }
    let numeric = data.columns.indices.filter { column in
      data.rows.allSatisfy { row in
        switch row[column] {
        case .number, .missing: true
        case .text, .flag: false
        }
      }
    }
    let note = data.rows.count > limit ? ["\(limit) \(language(.rowsShown)) \(data.rows.count)"] : []
    self.init(columns: data.columns, numeric: Set(numeric), rows: rows, notes: note)
  }
}

extension PlotSpec {
  /// The numbers behind the figure: its table, its data, or those of its panels one below the other.
  var dataTable: PlotTable {
    if let own = table ?? data { return own }
    let parts = panels.map { panel in
      (
        title: panel.title ?? "",
        data: panel.data ?? panel.layers.compactMap(\.data).max { $0.rows.count < $1.rows.count }
      )
    }
    guard let columns = parts.compactMap(\.data).first?.columns else { return PlotTable([]) }
    var result = PlotTable(["panel"] + columns)
    for part in parts {
      guard let data = part.data, data.columns == columns else { continue }
      for row in data.rows { result.append([.text(part.title)] + row) }
    }
    return result
  }
}

extension PlotValue {
  /// As a cell of a table: numbers to five digits.
  var shown: String {
    switch self {
    case .number(let value): value.isFinite ? Self.text(value) : ""
    case .text(let text): text
    case .flag(let value): value ? "yes" : "no"
    case .missing: ""
    }
  }

  private static func text(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1e9 { return "\(Int(value))" }
    var scale = 1.0
    while (value * scale).magnitude < 10_000, scale < 1e12 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return "\(rounded)"
  }
}
