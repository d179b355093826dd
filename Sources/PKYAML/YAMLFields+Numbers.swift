/// A number and the unit behind it, as a file writes them.
public struct YAMLMeasure: Hashable, Sendable {
  /// The number; finite.
  public let value: Double
  /// The words behind the number; empty when there are none.
  public let unit: String
  /// Where it stands.
  public let node: YAMLNode
}

extension YAMLFields {
  /// A whole number.
  public func whole(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    required(key).flatMap { whole(of: $0, key, range) }
  }

  /// A whole number, or nil when the key is missing.
  public func optionalWhole(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    node[key].flatMap { whole(of: $0, key, range) }
  }

  /// The whole number of a node.
  public func whole(of node: YAMLNode, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    let digits = node.text ?? ""
    if digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int(digits), range.contains(value) { return value }
    faults.report(
      faults.codes.value, "'\(key)' is a whole number from \(range.lowerBound) to \(range.upperBound)", at: node)
    return nil
  }

  /// A number without unit.
  public func number(_ key: String, _ range: ClosedRange<Double>) -> Double? {
    required(key).flatMap { number(of: $0, key, range) }
  }

  /// A number without unit, or nil when the key is missing.
  public func optionalNumber(_ key: String, _ range: ClosedRange<Double>) -> Double? {
    node[key].flatMap { number(of: $0, key, range) }
  }

  /// The number of a node.
  public func number(of node: YAMLNode, _ key: String, _ range: ClosedRange<Double>) -> Double? {
    if let value = Self.decimal(node.text ?? ""), range.contains(value) { return value }
    faults.report(
      faults.codes.value, "'\(key)' is a number\(Self.words(for: range))", at: node, help: Self.commaHelp(node.text))
    return nil
  }

  /// A share of 1, written `5 %`, `5%` or `0.05`.
  public func fraction(_ key: String, _ range: ClosedRange<Double> = 0...1) -> Double? {
    required(key).flatMap { fraction(of: $0, key, range) }
  }

  /// A share of 1, or nil when the key is missing.
  public func optionalFraction(_ key: String, _ range: ClosedRange<Double> = 0...1) -> Double? {
    node[key].flatMap { fraction(of: $0, key, range) }
  }

  /// The share of a node.
  public func fraction(of node: YAMLNode, _ key: String, _ range: ClosedRange<Double> = 0...1) -> Double? {
    let text = node.text ?? ""
    let isPercent = text.hasSuffix("%")
    var digits = isPercent ? text.dropLast() : text[...]
    while digits.last == " " { digits = digits.dropLast() }
    // Ten per cent is 10/100, whose quotient is the nearest number to 0.1.
    if let value = Self.decimal(String(digits)).map({ isPercent ? $0 / 100 : $0 }), range.contains(value) {
      return value
    }
    let bounds = "from \(range.lowerBound * 100) to \(range.upperBound * 100) %"
    faults.report(
      faults.codes.value, "'\(key)' is a share \(bounds), such as '5 %' or 0.05", at: node,
      help: Self.commaHelp(node.text))
    return nil
  }

  /// A number and its unit, such as `5 %` or `735 ug*day/mL`.
  public func measure(_ key: String, such example: String = "5 %") -> YAMLMeasure? {
    required(key).flatMap { measure(of: $0, key, such: example) }
  }

  /// A number and its unit, or nil when the key is missing.
  public func optionalMeasure(_ key: String, such example: String = "5 %") -> YAMLMeasure? {
    node[key].flatMap { measure(of: $0, key, such: example) }
  }

  /// The number and unit of a node.
  public func measure(of node: YAMLNode, _ key: String, such example: String = "5 %") -> YAMLMeasure? {
    let words = (node.text ?? "").split(separator: " ", omittingEmptySubsequences: true)
    if let value = words.first.flatMap({ Self.decimal(String($0)) }) {
      return YAMLMeasure(value: value, unit: words.dropFirst().joined(separator: " "), node: node)
    }
    let message = "'\(key)' takes a number and its unit, such as '\(example)'"
    faults.report(faults.codes.value, message, at: node, help: Self.commaHelp(node.text))
    return nil
  }

  /// A finite decimal number; no hexadecimal, infinity or NaN, which `Double` would read.
  static func decimal(_ text: String) -> Double? {
    let isPlain = text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || [43, 45, 46, 69, 101].contains($0) }
    guard isPlain, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  private static func words(for range: ClosedRange<Double>) -> String {
    switch (range.lowerBound.magnitude < .greatestFiniteMagnitude, range.upperBound < .greatestFiniteMagnitude) {
    case (true, true): " from \(range.lowerBound) to \(range.upperBound)"
    case (true, false): " from \(range.lowerBound) on"
    case (false, true): " up to \(range.upperBound)"
    case (false, false): ""
    }
  }

  private static func commaHelp(_ text: String?) -> [String] {
    guard let text, text.contains(","), !text.contains(".") else { return [] }
    return ["write decimals with a point: '\(shown(text.replacing(",", with: ".")))'"]
  }
}
