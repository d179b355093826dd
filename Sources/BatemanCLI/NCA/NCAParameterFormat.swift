import Bateman

/// Results as rows in the shape of ADaM's ADPP: one for each parameter of each profile and interval.
struct NCAParameterFormat {
  private let run: NCARun

  init(_ run: NCARun) { self.run = run }

  /// The whole table.
  var bytes: [UInt8] {
    var text = CSVText()
    let names =
      ["USUBJID"] + run.groupNames + [
        "PARCAT1", "PARAMCD", "PARAM", "AVAL", "AVALU", "PPSTINT", "PPENINT", "DOSEA", "DOSEU", "ROUTE", "PPANMET",
        "PPSTAT", "PPREASND", "DOUBT", "NOTES", "PPSPEC",
      ]
    names.forEach { text.field($0) }
    text.endLine()
    for row in run.rows {
      let shared = Shared(row)
      for (parameter, value) in row.result.entries {
        let told = row.value(parameter, value)
        add(code: parameter.name, parameter.label, told.value, told.unit.map { "\($0)" } ?? "", shared, to: &text)
      }
      for item in row.ratios {
        let unit = item.unit.map { "\($0)" } ?? ""
        add(code: item.ratio.code, item.ratio.label, item.value, unit, shared, to: &text)
      }
    }
    for finding in run.findings { add(finding, to: &text) }
    return text.bytes
  }

  /// A finding; what it has not (a dose, a method) is empty, and urine is told by its specimen.
  private func add(_ finding: NCAFinding, to text: inout CSVText) {
    let place = finding.place
    ([place.subject] + place.groups + [place.analyte, finding.code, finding.label]).forEach { text.field($0) }
    finding.value.number.map { text.field($0) } ?? text.field("")
    text.field(finding.unit.map { "\($0)" } ?? "")
    place.start.map { text.field($0) } ?? text.field("")
    place.end.map { text.field($0) } ?? text.field("")
    ["", "", "", place.kind == .sparse ? AreaMethod.linear.rawValue : ""].forEach { text.field($0) }
    addReasons(finding.value, to: &text)
    text.field(finding.notes.joined(separator: "; "))
    text.field(place.kind == .urine ? "URINE" : "")
    text.endLine()
  }

  private func addReasons(_ value: NCAValue, to text: inout CSVText) {
    let isAbsent = value.number == nil
    text.field(isAbsent ? "NOT DONE" : "")
    text.field(isAbsent ? value.reason.map { "\($0)" } ?? "" : "")
    text.field(isAbsent ? "" : value.reason.map { "\($0)" } ?? "")
  }

  /// What the rows of one result share.
  private struct Shared {
    let row: NCARun.Row
    let method: String
    let notes: String

    init(_ row: NCARun.Row) {
      self.row = row
      method = row.result.rules.method.rawValue
      notes = row.result.notes.map(\.description).joined(separator: "; ")
    }
  }

  private func add(
    code: String, _ label: String, _ value: NCAValue, _ unit: String, _ shared: Shared, to text: inout CSVText
  ) {
    let (entry, result) = (shared.row.entry, shared.row.result)
    ([entry.subject] + entry.groups + [entry.analyte, code, label]).forEach { text.field($0) }
    value.number.map { text.field($0) } ?? text.field("")
    text.field(unit)
    text.field(result.interval.start)
    result.interval.end.map { text.field($0) } ?? text.field("")
    result.dose?.amount.map { text.field($0) } ?? text.field("")
    text.field(shared.row.units.dose.map { "\($0)" } ?? "")
    text.field(result.dose?.route.name ?? "")
    text.field(shared.method)
    addReasons(value, to: &text)
    text.field(shared.notes)
    text.field("")
    text.endLine()
  }
}

extension NCARoute {
  /// The route as the command line names it.
  var name: String {
    switch self {
    case .bolus: NCARouteName.bolus.rawValue
    case .infusion: NCARouteName.infusion.rawValue
    case .extravascular: NCARouteName.extravascular.rawValue
    }
  }
}
