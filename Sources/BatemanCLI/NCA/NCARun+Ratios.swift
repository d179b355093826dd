import Bateman

extension NCARun {
  /// Ratios of later intervals to the profile's first.
  mutating func accumulate(from first: Int) {
    for index in rows.indices.dropFirst(first + 1) {
      let (result, reference) = (rows[index].result, rows[first].result)
      if let length = result.interval.length, length == reference.interval.length {
        rows[index].ratios += NCARatio.accumulation.filter { result[$0.numerator] != nil }.map {
          RowRatio(ratio: $0, value: $0.value(of: result, to: reference), unit: .one)
        }
      }
      if result.interval.isSteadyState, result[.auctau] != nil, reference[.aucifo] != nil {
        let value = NCARatio.linearity.value(of: result, to: reference)
        rows[index].ratios.append(RowRatio(ratio: .linearity, value: value, unit: .one))
      }
    }
  }

  /// Adds the ratios of one analyte to another of the same subject, group and interval: `payload/ADC`.
  mutating func addRatios(_ text: String) throws(CommandError) {
    let sides = try sides(of: text, "--ratio", "analytes, such as payload/ADC", among: rows.map(\.entry.analyte))
    let others = partners { $0.entry.analyte == sides.denominator }
    for index in rows.indices where rows[index].entry.analyte == sides.numerator {
      let row = rows[index]
      let other = others[row.entry.subject]?.first {
        $0.entry.groups == row.entry.groups && $0.entry.attributes == row.entry.attributes
          && $0.result.interval == row.result.interval
      }
      rows[index].ratios += NCARatio.analytes.filter { row.result[$0.numerator] != nil }.map { ratio in
        guard let other else {
          return RowRatio(ratio: ratio, value: .notCalculable(because: .noReference(sides.denominator)), unit: .one)
        }
        return Self.ratio(ratio, of: row, to: other)
      }
    }
  }

  /// A ratio of two analytes: a pure number where one unit converts to the other, else one unit over the other.
  private static func ratio(_ ratio: NCARatio, of row: Row, to other: Row) -> RowRatio {
    let value = ratio.value(of: row.result, to: other.result)
    let own = row.units.unit(of: ratio.numerator.quantity).unit
    guard let own, let unit = other.units.unit(of: ratio.denominator.quantity).unit else {
      return RowRatio(ratio: ratio, value: value, unit: nil)
    }
    guard let factor = own.factor(to: unit) else { return RowRatio(ratio: ratio, value: value, unit: own / unit) }
    return RowRatio(ratio: ratio, value: factor == 1 ? value : value.map { $0 * factor }, unit: .one)
  }

  /// Adds the bioavailability of one treatment against another in the same subject, analyte and interval: `oral/iv`.
  mutating func addBioavailability(_ text: String, dosing: NCADoseOptions) throws(CommandError) {
    guard let place = groupNames.firstIndex(of: dosing.treatmentColumn ?? groupNames.first ?? "") else {
      throw .usage("--bioavailability needs --treatment-column or --group, to say who got which treatment")
    }
    let sides = try sides(
      of: text, "--bioavailability", "treatments, such as oral/iv", among: rows.map { $0.entry.groups[place] })
    let others = partners { $0.entry.groups[place] == sides.denominator }
    for index in rows.indices where rows[index].entry.groups[place] == sides.numerator {
      let row = rows[index]
      let other = others[row.entry.subject]?.first {
        $0.entry.analyte == row.entry.analyte && $0.result.interval == row.result.interval
      }
      let ratio = other.map { NCARatio.bioavailability(of: row.result, to: $0.result) } ?? .bioavailability
      let value =
        other.map { ratio.value(of: row.result, to: $0.result) }
        ?? .notCalculable(because: .noReference("'\(sides.denominator)' of the same subject"))
      rows[index].ratios.append(RowRatio(ratio: ratio, value: value, unit: .one))
    }
  }

  /// Rows that others are compared with, by subject.
  private func partners(_ isOne: (Row) -> Bool) -> [String: [Row]] {
    Dictionary(grouping: rows.filter(isOne), by: \.entry.subject)
  }

  /// The two names of an option such as `a/b`, which must be there.
  private func sides(
    of text: String, _ option: String, _ what: String, among names: [String]
  ) throws(CommandError) -> (numerator: String, denominator: String) {
    let sides = text.split(separator: "/").map(\.trimmed)
    guard sides.count == 2 else { throw .usage("\(option) takes two \(what), and not '\(text)'") }
    let known = Set(names).sorted()
    for name in sides where !known.contains(name) {
      throw .mismatch(
        "\(option): there is no '\(name)'",
        help: [didYouMean(name, among: known) ?? "there are \(known.joined(separator: ", "))"])
    }
    return (sides[0], sides[1])
  }
}
