import Bateman

/// Samples as rows: where each stands among the doses, what it is, and whether the terminal phase uses it.
struct NCASampleFormat {
  private let run: NCARun

  init(_ run: NCARun) { self.run = run }

  /// The whole table.
  var bytes: [UInt8] {
    var text = CSVText()
    let names = [
      "analyte", "row", "time", "nominal_time", "conc", "status", "dose_before", "time_after_dose", "dose_after",
      "time_before_dose", "time_after_first_dose", "lambda_z",
    ]
    (["subject"] + run.groupNames + names).forEach { text.field($0) }
    text.endLine()
    let rows = Dictionary(grouping: run.rows, by: \.profile)
    for source in run.sources {
      let used = Self.terminalTimes(of: rows[NCAProfileKey(source.entry)] ?? [])
      for sample in source.profile.samples { add(sample, of: source, used, to: &text) }
    }
    return text.bytes
  }

  /// The times of the points of the terminal phases of a profile's intervals, on its own clock.
  private static func terminalTimes(of rows: [NCARun.Row]) -> Set<Double> {
    Set(rows.flatMap { row in (row.result.terminal?.times ?? []).map { $0 + row.result.interval.start } })
  }

  private func add(
    _ sample: ConcentrationSample, of source: NCARun.Source, _ used: Set<Double>, to text: inout CSVText
  ) {
    let time = run.analysis.rules.time == .nominal ? sample.nominalTime ?? sample.time : sample.time
    let place = DoseRelativeTime(of: time, among: source.profile.doses.map(\.time))
    ([source.entry.subject] + source.entry.groups + [source.entry.analyte, "\(sample.row)"]).forEach { text.field($0) }
    text.field(sample.time)
    sample.nominalTime.map { text.field($0) } ?? text.field("")
    let (concentration, status) = Self.told(sample.value)
    concentration.map { text.field($0) } ?? text.field("")
    text.field(status)
    text.field(place.doseBefore.map { "\($0)" } ?? "")
    place.afterDose.map { text.field($0) } ?? text.field("")
    text.field(place.doseAfter.map { "\($0)" } ?? "")
    place.beforeDose.map { text.field($0) } ?? text.field("")
    place.afterFirst.map { text.field($0) } ?? text.field("")
    text.field(used.contains(time) ? "Y" : "")
    text.endLine()
  }

  private static func told(_ value: ConcentrationSample.Value) -> (Double?, String) {
    switch value {
    case .measured(let number): (number, number < 0 ? "negative" : number == 0 ? "below the limit" : "measured")
    case .belowLimit(let limit): (nil, limit.map { "below the limit of \($0.plainText)" } ?? "below the limit")
    case .missing: (nil, "no value")
    }
  }
}
