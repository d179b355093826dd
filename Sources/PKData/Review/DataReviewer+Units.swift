import PKUnits

extension DataReviewer {
  /// Units that are missing, and units that cannot be right.
  mutating func reviewUnits() {
    let named: [(ColumnRole, Bool)] = [(.time, true), (.amount, summary.doses.records > 0), (.value, true)]
    let bare = named.filter { $0.1 }.compactMap { role, _ in header[role] }.filter { $0.unit == nil }.map(\.writtenName)
    if !bare.isEmpty {
      findings.append(
        DataFinding(
          .note, "no-unit", "\(bare.joined(separator: ", ")) \(bare.count == 1 ? "has" : "have") no unit",
          help: "write TIME[h] in the header, or --units TIME=h; without one, the model's units are assumed"))
    }
    reviewVolume()
    reviewNegativeTimes()
  }

  /// The largest dose over the largest concentration is an apparent volume, which cannot be anything.
  private mutating func reviewVolume() {
    guard let amountUnit = dataset.amountUnit, let valueUnit = dataset.valueUnit,
      let liter = try? Unit("L"), let factor = (amountUnit / valueUnit).factor(to: liter),
      let largest = summary.doses.amounts?.upperBound, summary.outputs.count == 1,
      let peak = summary.outputs.first?.values?.upperBound, largest > 0, peak > 0
    else { return }
    let volume = largest / peak * factor
    guard volume < 0.01 || volume > 1e6 else { return }
    findings.append(
      DataFinding(
        .warning, "volume", column: columnName(.value),
        "the largest dose over the largest value is \(Self.text(volume)) L, which is no volume of a patient",
        help: "check the units of AMT (\(amountUnit)) and DV (\(valueUnit))"))
  }

  private mutating func reviewNegativeTimes() {
    let places = dataset.subjects.flatMap { subject in
      subject.records.filter { $0.time < 0 }.map { DataFinding.Place(row: $0.row, subject: subject.id) }
    }
    add(.note, "negative-time", column: columnName(.time), "times are negative", at: places)
  }
}
