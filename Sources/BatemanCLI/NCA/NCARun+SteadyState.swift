import Bateman

extension NCARun {
  /// Since when each subject is at steady state, by the concentrations at the ends of the intervals.
  mutating func addSteadyState() {
    let members = Dictionary(grouping: rows, by: \.profile)
    for profile in NCAFindingText.distinct(rows.map(\.profile)) { addSteadyState(members[profile] ?? []) }
  }

  private mutating func addSteadyState(_ rows: [Row]) {
    guard let first = rows.first else { return }
    let start = rows.map(\.result.interval.start).min() ?? 0
    let troughs = rows.compactMap { row -> (time: Double, value: Double)? in
      let (curve, interval) = (row.result.curve, row.result.interval)
      guard let length = interval.length, curve.times.last == length, let value = curve.concentrations.last else {
        return nil
      }
      return (interval.start + length - start, value)
    }.sorted { $0.time < $1.time }
    let place = NCAFinding.Place(
      kind: .steadyState, subject: first.entry.subject, groups: first.entry.groups, analyte: first.entry.analyte,
      start: start, end: rows.compactMap(\.result.interval.end).max())
    let (times, values) = (troughs.map(\.time), troughs.map(\.value))
    func add(_ code: String, _ label: String, _ quantity: NCAQuantity, _ value: NCAValue) {
      findings.append(NCAFinding(code, label, quantity, value, at: place, in: first.units))
    }
    add("NTROUGH", "Number of Troughs", .count, .value(Double(troughs.count)))
    add(
      "TSSTREND", "Time of Steady State by Test of Trend", .time, SteadyState.stepwise(times: times, troughs: values))
    add(
      "TSSEXPON", "Time to 90% of Steady State by Exponential", .time,
      SteadyState.monoexponential(times: times, troughs: values))
  }
}
