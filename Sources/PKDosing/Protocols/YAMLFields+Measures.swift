import PKYAML

extension YAMLFields {
  /// A measure with its unit.
  func measure<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type) -> Measure<Kind>? {
    required(key).flatMap { measure(of: $0, key) }
  }

  func optionalMeasure<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type) -> Measure<Kind>? {
    node[key].flatMap { measure(of: $0, key) }
  }

  func measure<Kind: MeasureKind>(of node: YAMLNode, _ key: String) -> Measure<Kind>? {
    guard let text = text(of: node, key) else { return nil }
    do {
      return try Measure(parsing: text, field: key)
    } catch {
      faults.report(faults.codes.value, error.message, at: node, help: [error.action])
      return nil
    }
  }

  /// A measure, or a parameter behind `$`.
  func given<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type) -> Given<Measure<Kind>>? {
    required(key).flatMap { given(of: $0, key) }
  }

  func given<Kind: MeasureKind>(of node: YAMLNode, _ key: String) -> Given<Measure<Kind>>? {
    guard let text = node.text, text.hasPrefix("$") else { return measure(of: node, key).map { .value($0) } }
    // A parameter has its unit behind it in the file: $followOnDose mg/kg.
    let words = text.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
    if words.count == 2, Kind.units.contains(where: { $0.spelling == words[1] }) { return .parameter(words[0]) }
    faults.report(
      faults.codes.value, "'\(key)' is a parameter without its unit, such as '$name \(Kind.unit)'", at: node)
    return nil
  }

  /// A fraction from a percentage, exact.
  func percentage(_ key: String) -> Rational? { measure(key, Percentage.self)?.value.over(100) }

  func date(_ key: String) -> CivilDate? {
    guard let text = text(key) else { return nil }
    do {
      return try CivilDate(parsing: text, field: key)
    } catch {
      reportValue(error.message, at: key, help: [error.action])
      return nil
    }
  }

  /// A number of days or months, whole.
  func wholeMeasure<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type, _ range: ClosedRange<Int>) -> Int? {
    guard let value = measure(key, kind)?.value else { return nil }
    if value.isWhole, let whole = Int(value.description), range.contains(whole) { return whole }
    reportValue(
      "'\(key)' is a whole number of \(Kind.unit) from \(range.lowerBound) to \(range.upperBound)", at: key)
    return nil
  }

  /// Whether a value is left to a site.
  func isPlaceholder(_ key: String) -> Bool { node[key]?.text == "placeholder" }

  /// The texts of a list, or of a single value.
  func words(_ key: String) -> [String] { texts(key).compactMap(\.text) }
}
