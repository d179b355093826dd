import PKText
import Yams

/// What a file has wrong with it, collected while its sections are read.
final class ProtocolFaults {
  let document: ProtocolDocument
  private(set) var diagnostics: [Diagnostic] = []

  init(_ document: ProtocolDocument) { self.document = document }

  func report(_ code: String, _ message: String, at node: Node?, help: [String] = []) {
    guard diagnostics.count < 50 else { return }
    diagnostics.append(Diagnostic(code, message, at: document.range(of: node), help: help))
  }
}

/// The keys of one mapping: each is asked for by name, and what nobody asks for is an error.
///
/// A value that is missing or cannot be read is reported and gives nil; the file is refused as a whole.
struct ProtocolFields {
  let faults: ProtocolFaults
  let node: Node
  let name: String
  private let mapping: Node.Mapping

  /// The fields of a node, or nil, reported, when it is no mapping; other keys than those known are reported.
  init?(_ node: Node, _ name: String, keys: [String], in faults: ProtocolFaults) {
    guard let mapping = node.mapping else {
      faults.report("PK7003", "'\(name)' has fields, such as '\(keys.first ?? "")'", at: node)
      return nil
    }
    (self.faults, self.node, self.name, self.mapping) = (faults, node, name, mapping)
    for key in mapping.keys {
      let text = key.scalar?.string ?? ""
      guard !keys.contains(text) else { continue }
      let help = didYouMean(text, among: keys) ?? "'\(name)' has \(keys.map { "'\($0)'" }.joined(separator: ", "))"
      faults.report("PK7002", "unknown key '\(Refusal.shown(text))' in '\(name)'", at: key, help: [help])
    }
  }

  func has(_ key: String) -> Bool { mapping[key] != nil }

  func value(_ key: String) -> Node? { mapping[key] }

  /// The node of a key; reported when missing.
  func required(_ key: String) -> Node? {
    if let value = mapping[key] { return value }
    faults.report("PK7003", "'\(name)' has no '\(key)'", at: node)
    return nil
  }

  func text(_ key: String) -> String? { required(key).flatMap { text(of: $0, key) } }

  func optionalText(_ key: String) -> String? { mapping[key].flatMap { text(of: $0, key) } }

  private func text(of node: Node, _ key: String) -> String? {
    if let text = node.scalar?.string, !text.isEmpty { return text }
    faults.report("PK7004", "'\(key)' is a text", at: node)
    return nil
  }

  func texts(_ key: String) -> [String] {
    guard let node = mapping[key] else { return [] }
    return (node.sequence.map(Array.init) ?? [node]).compactMap { text(of: $0, key) }
  }

  /// A measure with its unit.
  func measure<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type) -> Measure<Kind>? {
    required(key).flatMap { measure(of: $0, key) }
  }

  func optionalMeasure<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type) -> Measure<Kind>? {
    mapping[key].flatMap { measure(of: $0, key) }
  }

  func measure<Kind: MeasureKind>(of node: Node, _ key: String) -> Measure<Kind>? {
    guard let text = text(of: node, key) else { return nil }
    do {
      return try Measure(parsing: text, field: key)
    } catch {
      faults.report("PK7004", error.message, at: node, help: [error.action])
      return nil
    }
  }

  /// A measure, or a parameter behind `$`.
  func given<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type) -> Given<Measure<Kind>>? {
    required(key).flatMap { given(of: $0, key) }
  }

  func given<Kind: MeasureKind>(of node: Node, _ key: String) -> Given<Measure<Kind>>? {
    guard let text = node.scalar?.string, text.hasPrefix("$") else { return measure(of: node, key).map { .value($0) } }
    // A parameter has its unit behind it in the file: $followOnDose mg/kg.
    let words = text.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
    if words.count == 2, Kind.units.contains(where: { $0.spelling == words[1] }) { return .parameter(words[0]) }
    faults.report("PK7004", "'\(key)' is a parameter without its unit, such as '$name \(Kind.unit)'", at: node)
    return nil
  }

  /// A fraction from a percentage.
  func fraction(_ key: String) -> Rational? { measure(key, Percentage.self)?.value.over(100) }

  func date(_ key: String) -> CivilDate? {
    guard let text = text(key), let node = mapping[key] else { return nil }
    do {
      return try CivilDate(parsing: text, field: key)
    } catch {
      faults.report("PK7004", error.message, at: node, help: [error.action])
      return nil
    }
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice? {
    guard let text = text(key), let node = mapping[key] else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let help = didYouMean(text, among: names) ?? "it is one of \(names.joined(separator: ", "))"
    faults.report("PK7004", "'\(key)' cannot be '\(Refusal.shown(text))'", at: node, help: [help])
    return nil
  }

  func flag(_ key: String) -> Bool? {
    switch text(key) {
    case nil: return nil
    case "yes": return true
    case "no": return false
    default:
      faults.report("PK7004", "'\(key)' is 'yes' or 'no'", at: mapping[key])
      return nil
    }
  }

  func whole(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let text = text(key) else { return nil }
    if text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let value = Int(text), range.contains(value) { return value }
    faults.report(
      "PK7004", "'\(key)' is a whole number from \(range.lowerBound) to \(range.upperBound)", at: mapping[key])
    return nil
  }

  /// A number of days or months, whole.
  func wholeMeasure<Kind: MeasureKind>(_ key: String, _ kind: Kind.Type, _ range: ClosedRange<Int>) -> Int? {
    guard let value = measure(key, kind)?.value else { return nil }
    if value.isWhole, let whole = Int(value.description), range.contains(whole) { return whole }
    faults.report(
      "PK7004", "'\(key)' is a whole number of \(Kind.unit) from \(range.lowerBound) to \(range.upperBound)",
      at: mapping[key])
    return nil
  }

  func fields(_ key: String, keys: [String]) -> ProtocolFields? {
    required(key).flatMap { ProtocolFields($0, key, keys: keys, in: faults) }
  }

  func optionalFields(_ key: String, keys: [String]) -> ProtocolFields? {
    mapping[key].flatMap { ProtocolFields($0, key, keys: keys, in: faults) }
  }

  func isPlaceholder(_ key: String) -> Bool { mapping[key]?.scalar?.string == "placeholder" }

  /// A list of mappings; reported when it is no list, or empty.
  func list(_ key: String, keys: [String]) -> [ProtocolFields] {
    guard let node = required(key) else { return [] }
    guard let sequence = node.sequence, !sequence.isEmpty else {
      faults.report("PK7004", "'\(key)' is a list of at least one entry", at: node)
      return []
    }
    return sequence.compactMap { ProtocolFields($0, key, keys: keys, in: faults) }
  }

  func report(_ message: String, at key: String? = nil, help: [String] = []) {
    faults.report("PK7005", message, at: key.flatMap { mapping[$0] } ?? node, help: help)
  }
}
