import Bateman

/// Results as one row for each profile and interval, one column for each parameter, and one for all reasons.
struct NCAWideFormat {
  private let run: NCARun
  private let parameters: [NCAParameter]
  private let ratios: [NCARatio]

  init(_ run: NCARun) {
    self.run = run
    var seen: Set<NCAParameter> = []
    parameters = run.rows.flatMap { $0.result.parameters }.filter { seen.insert($0).inserted }
    var codes: Set<String> = []
    ratios = run.rows.flatMap { $0.ratios.map(\.ratio) }.filter { codes.insert($0.code).inserted }
  }

  /// The whole table; a header names a unit where all rows have the same.
  var bytes: [UInt8] {
    var text = CSVText()
    (["subject"] + run.groupNames + ["analyte", "start", "end"]).forEach { text.field($0) }
    for parameter in parameters { text.field(parameter.name + unit(of: parameter)) }
    ratios.forEach { text.field($0.code) }
    text.field("method")
    text.field("doubts")
    text.field("absent")
    text.endLine()
    for row in run.rows { add(row, to: &text) }
    return text.bytes
  }

  private func unit(of parameter: NCAParameter) -> String {
    let units = Set(run.rows.map { $0.units.unit(of: parameter.quantity).unit })
    guard units.count == 1, let unit = units.first ?? nil, !unit.isPureNumber else { return "" }
    return "[\(unit)]"
  }

  private func add(_ row: NCARun.Row, to text: inout CSVText) {
    ([row.entry.subject] + row.entry.groups + [row.entry.analyte]).forEach { text.field($0) }
    text.field(row.result.interval.start)
    row.result.interval.end.map { text.field($0) } ?? text.field("")
    for parameter in parameters {
      let number = row.result[parameter].flatMap { row.value(parameter, $0).value.number }
      number.map { text.field($0) } ?? text.field("")
    }
    for ratio in ratios {
      let value = row.ratios.first { $0.ratio == ratio }?.value
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
