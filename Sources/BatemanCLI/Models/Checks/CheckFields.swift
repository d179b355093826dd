import Bateman
import Yams

/// Reads the fields of YAML mappings and gathers what is wrong with them, each with its place.
struct CheckFields {
  let yaml: YAMLText
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceText) { yaml = YAMLText(source) }

  mutating func report(_ code: String, _ message: String, at node: Node?, help: [String] = []) {
    diagnostics.append(Diagnostic(code, message, at: range(of: node), help: help))
  }

  mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  func range(of node: Node?) -> Range<Int> { node.map { yaml.range(of: $0) } ?? 0..<1 }

  /// Every key has to be one that is known.
  mutating func checkKeys(of mapping: Node.Mapping, known: [String], what: String) {
    for key in mapping.keys where !known.contains(key.scalar?.string ?? "") {
      let name = key.scalar?.string ?? ""
      let help = [didYouMean(name, among: known) ?? "\(what) has \(known.map { "'\($0)'" }.joined(separator: ", "))"]
      report("PK4912", "unknown key '\(name)'", at: key, help: help)
    }
  }

  /// The text of a field that has to be there.
  mutating func text(_ key: String, of mapping: Node.Mapping, at node: Node) -> String? {
    guard let value = mapping[key] else {
      report("PK4913", "'\(key)' is missing", at: node)
      return nil
    }
    guard let text = value.scalar?.string, !text.isEmpty else {
      report("PK4914", "'\(key)' takes a text", at: value)
      return nil
    }
    return text
  }

  /// A number and a unit, as `5 %` or `735 ug*day/mL`; the unit is empty when there is none.
  mutating func quantity(_ key: String, of mapping: Node.Mapping, at node: Node) -> (value: Double, unit: String)? {
    guard let text = text(key, of: mapping, at: node) else { return nil }
    let words = text.split(separator: " ", maxSplits: 1)
    guard let value = words.first.flatMap({ Double($0) }), value.isFinite else {
      report("PK4914", "'\(key)' takes a number and its unit, and not '\(text)'", at: mapping[key])
      return nil
    }
    return (value, words.count > 1 ? words[1].split(separator: " ").joined(separator: " ") : "")
  }

  /// A time in a unit.
  mutating func time(_ key: String, of mapping: Node.Mapping, at node: Node, in timeUnit: Unit) -> Double? {
    guard let (value, text) = quantity(key, of: mapping, at: node) else { return nil }
    guard value >= 0, let factor = (try? Unit(text))?.factor(to: timeUnit) else {
      report("PK4914", "'\(key)' takes a time such as '21 day'", at: mapping[key])
      return nil
    }
    return value * factor
  }

  /// A whole number from 1 on.
  mutating func count(_ key: String, of mapping: Node.Mapping, most: Int) -> Int? {
    guard let node = mapping[key] else { return nil }
    guard let count = node.scalar.flatMap({ Int($0.string) }), (1...most).contains(count) else {
      report("PK4914", "'\(key)' takes a whole number from 1 to \(most)", at: node)
      return nil
    }
    return count
  }
}
