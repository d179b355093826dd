import Bateman

/// The main parameters of each profile, and below them why others are absent or doubtful.
struct NCAProfileText {
  private let run: NCARun
  private static let main: [NCAParameter] = [
    .cmax, .tmax, .c0, .lamzhl, .r2adj, .auclst, .aucifo, .aucpeo, .auctau, .clo, .clfo, .vzo, .vzfo, .vsso, .cltau,
    .clftau,
    .ctrough,
  ]

  init(_ run: NCARun) { self.run = run }

  /// The lines, without line ends.
  var lines: [String] {
    let isChosen = run.analysis.parameters.count <= 12
    let parameters = (isChosen ? run.analysis.parameters : Self.main).filter { parameter in
      // Of those that nobody asked for by name, ones that need a dosing interval would say so in every line.
      run.rows.contains { row in
        row.result[parameter].map { value in
          isChosen || (value.reason?.root != .openInterval && value.reason?.root != .notSteadyState)
        } ?? false
      }
    }
    // Analytes in different units have tables of their own, so that every number has its unit above it.
    let byUnits = Dictionary(grouping: run.rows, by: \.units)
    let tables = NCAFindingText.distinct(run.rows.map(\.units)).map { table(byUnits[$0] ?? [], parameters) }
    let findings = NCAFindingText(run.findings, groupNames: run.groupNames).lines
    let profiles = run.rows.isEmpty ? [] : tables.joined(separator: [""]) + reasons(parameters) + notes
    return profiles + findings + [""] + rules
  }

  /// Rows of equal units.
  private func table(_ rows: [NCARun.Row], _ parameters: [NCAParameter]) -> [String] {
    let head = ["subject"] + run.groupNames + ["analyte", "interval"]
    let ratios = NCAFindingText.distinct(rows.flatMap { $0.ratios.map(\.heading) })
    var table = TextTable(
      head.map { ($0, .left) } + parameters.map { (label($0, rows), .right) } + ratios.map { ($0, .right) })
    for row in rows {
      let cells = [row.entry.subject] + row.entry.groups + [row.entry.analyte, interval(row.result.interval)]
      table.append(cells + parameters.map { cell($0, row) } + ratios.map { cell($0, row) })
    }
    return table.linesWithHeader
  }

  private func label(_ parameter: NCAParameter, _ rows: [NCARun.Row]) -> String {
    guard let unit = rows.first?.units.unit(of: parameter.quantity).unit, !unit.isPureNumber else {
      return parameter.name
    }
    return "\(parameter.name)[\(unit)]"
  }

  private func interval(_ interval: NCAInterval) -> String {
    "\(interval.start.plainText)–\(interval.end.map(\.plainText) ?? "")" + (interval.isSteadyState ? " ss" : "")
  }

  private func cell(_ parameter: NCAParameter, _ row: NCARun.Row) -> String {
    guard let value = row.result[parameter].map({ row.value(parameter, $0).value }), let number = value.number else {
      return "–"
    }
    return number.shortText + (value.reason == nil ? "" : "*")
  }

  private func cell(_ ratio: String, _ row: NCARun.Row) -> String {
    guard let value = row.ratios.first(where: { $0.heading == ratio })?.value else { return "" }
    guard let number = value.number else { return "–" }
    return number.shortText + (value.reason == nil ? "" : "*")
  }

  /// Each reason once, with the profiles it is for.
  private func reasons(_ shown: [NCAParameter]) -> [String] {
    collected { row in
      shown.compactMap { parameter in
        guard let value = row.result[parameter], let reason = value.reason else { return nil }
        return "\(value.number == nil ? "–" : "*") \(parameter.name): \(reason)"
      }
        + row.ratios.compactMap { item in
          item.value.reason.map { "\(item.value.number == nil ? "–" : "*") \(item.ratio.code): \($0)" }
        }
    }
  }

  /// What the rules did to the samples, each once.
  private var notes: [String] { collected { row in row.result.notes.map { "rule: \($0)" } } }

  /// Each text once, in order of appearance, with the profiles it is for; an empty line before them.
  private func collected(_ texts: (NCARun.Row) -> [String]) -> [String] {
    var lines = NCAReasonLines()
    for row in run.rows {
      for text in texts(row) { lines.add(text, of: row.name) }
    }
    return lines.lines
  }

  private var rules: [String] { [NCARulesText.line(run.analysis.rules)] }
}

/// The rules in a line: those that differ from the defaults by name, and the method always.
enum NCARulesText {
  static func line(_ rules: NCARules) -> String {
    let usual = NCARules().choices
    let other = zip(rules.choices, usual).filter { $0.0.choice != $0.1.choice && $0.0.rule != "area method" }
    let text = other.map { "\($0.0.rule) \($0.0.choice)" }
    return "Rules: " + (["areas \(rules.method.rawValue)"] + text + ["otherwise the defaults"]).joined(separator: "; ")
  }
}
