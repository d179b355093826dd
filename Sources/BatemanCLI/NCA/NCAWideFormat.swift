import Bateman

/// Results as one row for each profile and interval, one column for each parameter, and one for all reasons.
struct NCAWideFormat {
  private let run: NCARun
  private let columns: [Column]
  private let ratios: [String]

  /// A parameter in one unit: analytes in different units have columns of their own.
  private struct Column: Hashable {
    var parameter: NCAParameter
    var unit: Unit?

    var heading: String { parameter.name + (unit.map { $0.isPureNumber ? "" : "[\($0)]" } ?? "") }
  }

  init(_ run: NCARun) {
    self.run = run
    var seen: Set<Column> = []
    var parameters: Set<NCAParameter> = []
    let units = NCAFindingText.distinct(run.rows.map(\.units))
    let all = run.rows.flatMap { $0.result.parameters }.filter { parameters.insert($0).inserted }
    columns = all.flatMap { parameter in
      units.map { Column(parameter: parameter, unit: $0.unit(of: parameter.quantity).unit) }
    }.filter { seen.insert($0).inserted }
    ratios = NCAFindingText.distinct(run.rows.flatMap { $0.ratios.map(\.heading) })
  }

  /// The whole table.
  var bytes: [UInt8] {
    var text = CSVText()
    (["subject"] + run.groupNames + ["analyte", "start", "end"]).forEach { text.field($0) }
    columns.forEach { text.field($0.heading) }
    ratios.forEach { text.field($0) }
    text.field("method")
    text.field("doubts")
    text.field("absent")
    text.endLine()
    for row in run.rows { add(row, to: &text) }
    return text.bytes
  }

  private func add(_ row: NCARun.Row, to text: inout CSVText) {
    ([row.entry.subject] + row.entry.groups + [row.entry.analyte]).forEach { text.field($0) }
    text.field(row.result.interval.start)
    row.result.interval.end.map { text.field($0) } ?? text.field("")
    for column in columns {
      let number = row.result[column.parameter].flatMap { value in
        let told = row.value(column.parameter, value)
        return told.unit == column.unit ? told.value.number : nil
      }
      number.map { text.field($0) } ?? text.field("")
    }
    for ratio in ratios {
      let value = row.ratios.first { $0.heading == ratio }?.value
      (value?.number).map { text.field($0) } ?? text.field("")
    }
    text.field(row.result.rules.method.rawValue)
    text.field(reasons(row) { $0.number != nil })
    text.field(reasons(row) { $0.number == nil })
    text.endLine()
  }

  private func reasons(_ row: NCARun.Row, where isWanted: (NCAValue) -> Bool) -> String {
    let named = row.result.entries.map { ($0.parameter.name, $0.value) } + row.ratios.map { ($0.ratio.code, $0.value) }
    return named.filter { isWanted($0.1) }.compactMap { name, value in value.reason.map { "\(name): \($0)" } }
      .joined(separator: "; ")
  }
}
