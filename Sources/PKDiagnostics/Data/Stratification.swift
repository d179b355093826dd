public import PKData

/// How subjects are told apart in a figure.
public enum Stratification: Hashable, Sendable {
  /// By a covariate's value at the subject's first record that has one; numbers of many values are cut at terciles.
  case covariate(String)
  /// By the amount of the subject's first dose.
  case dose

  /// The most strata that a figure shows.
  static let limit = 12

  /// What the subjects are told apart by.
  public var name: String {
    switch self {
    case .covariate(let name): name
    case .dose: "dose"
    }
  }

  /// The strata in the order of a figure, and that of each subject; nil for a subject without a value.
  ///
  /// - Throws: `DiagnosticsError.unknownStratifier`, `.tooManyStrata`.
  public func strata(of dataset: Dataset) throws(DiagnosticsError) -> (names: [String], subjects: [Int?]) {
    switch self {
    case .dose:
      let amounts = dataset.subjects.map { subject in
        subject.records.lazy.compactMap { record -> Double? in
          switch record.action {
          case .dose(let dose), .resetAndDose(let dose): dose.amount
          case .observation, .other, .switchOff, .switchOn, .reset: nil
          }
        }.first ?? .nan
      }
      let unit = dataset.amountUnit.map { " \($0)" } ?? ""
      return try Self.byValue(amounts, by: name) { "dose \(Self.text($0))\(unit)" }
    case .covariate(let name):
      let known = dataset.covariates.map(\.name)
      guard let index = dataset.covariates.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw .unknownStratifier(name, known: known + ["dose"])
      }
      let column = dataset.covariates[index]
      let values = dataset.subjects.map { subject in
        subject.records.lazy.map { $0.covariates[index] }.first { !$0.isNaN } ?? .nan
      }
      if let words = column.categories {
        return try Self.byValue(values, by: name) { value in
          let word = Int(exactly: value).flatMap { words.indices.contains($0) ? words[$0] : nil }
          return "\(column.name) \(word ?? Self.text(value))"
        }
      }
      if Set(values.filter { !$0.isNaN }).count > 5 { return Self.byTerciles(values, column) }
      return try Self.byValue(values, by: name) { "\(column.name) \(Self.text($0))" }
    }
  }

  private static func byValue(
    _ values: [Double], by name: String, _ title: (Double) -> String
  ) throws(DiagnosticsError) -> (names: [String], subjects: [Int?]) {
    let distinct = Set(values.filter { !$0.isNaN }).sorted()
    guard distinct.count <= limit else { throw .tooManyStrata(distinct.count, by: name, limit: limit) }
    return (distinct.map(title), values.map { distinct.firstIndex(of: $0) })
  }

  private static func byTerciles(_ values: [Double], _ column: Dataset.Column) -> (names: [String], subjects: [Int?]) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    let (low, high) = (Quantile.value(ofSorted: sorted, 1.0 / 3), Quantile.value(ofSorted: sorted, 2.0 / 3))
    let unit = column.unit.map { " \($0)" } ?? ""
    let names = [
      "\(column.name) ≤ \(text(low))\(unit)", "\(column.name) > \(text(low)) to \(text(high))\(unit)",
      "\(column.name) > \(text(high))\(unit)",
    ]
    let subjects = values.map { value -> Int? in value.isNaN ? nil : value <= low ? 0 : value <= high ? 1 : 2 }
    let used = Set(subjects.compactMap(\.self)).sorted()
    return (used.map { names[$0] }, subjects.map { stratum in stratum.flatMap { used.firstIndex(of: $0) } })
  }

  static func text(_ value: Double) -> String { DecimalText(significantDigits: 4).string(value) }
}
