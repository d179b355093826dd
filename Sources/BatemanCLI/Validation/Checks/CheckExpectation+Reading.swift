import Bateman
import Yams

extension CheckExpectation {
  private static let targets = ["json", "csv", "table", "text", "absent", "same", "measure"]
  private static let keys =
    targets + ["in", "where", "column", "value", "reference", "keys", "columns", "factor"]
    + ["tolerance", "absolute", "standard error", "because"]

  /// The expectations of a list.
  static func list(_ node: Node?, at place: Node, _ fields: inout CheckFields) -> [CheckExpectation] {
    guard let list = node?.sequence, !list.isEmpty else {
      fields.report("PK4914", "'expect' takes a list", at: node ?? place)
      return []
    }
    return list.compactMap { one($0, &fields) }
  }

  private static func one(_ node: Node, _ fields: inout CheckFields) -> CheckExpectation? {
    guard let mapping = node.mapping else {
      fields.report("PK4914", "an expectation is a mapping such as {json: objective, value: 116.8, …}", at: node)
      return nil
    }
    fields.checkKeys(of: mapping, known: keys, what: "an expectation")
    let given = targets.filter { mapping[$0] != nil }
    guard given.count == 1 else {
      fields.report("PK4920", "an expectation has one of \(targets.joined(separator: ", "))", at: node)
      return nil
    }
    guard let target = target(given[0], mapping, at: node, &fields),
      let tolerance = tolerance(mapping, at: node, &fields)
    else { return nil }
    let reason = mapping["because"]?.scalar?.string ?? ""
    if case .exact = tolerance {} else if reason.isEmpty {
      fields.report("PK4913", "'because' is missing: why the tolerance is what it is", at: node)
    }
    return CheckExpectation(target: target, tolerance: tolerance, reason: reason, range: fields.range(of: node))
  }

  private static func target(
    _ name: String, _ mapping: Node.Mapping, at node: Node, _ fields: inout CheckFields
  ) -> Target? {
    if name == "same" { return .same(fields.texts("same", of: mapping, at: node)) }
    guard let text = fields.text(name, of: mapping, at: node) else { return nil }
    let file = mapping["in"]?.scalar?.string
    switch name {
    case "text", "absent": return .text(file: file ?? "output", words: text, isThere: name == "text")
    case "table": return comparison(mapping, at: node, &fields).map { .table(file: text, $0) }
    default: break
    }
    guard let value = value(mapping, at: node, &fields) else { return nil }
    switch name {
    case "csv":
      let row = texts("where", mapping, &fields)
      return fields.text("column", of: mapping, at: node).map { .cell(file: text, row: row, column: $0, value: value) }
    case "measure": return .measure(text, value: value)
    default:
      if let path = JSONPath(text) { return .json(file: file, path: path, value: value) }
      fields.report("PK4914", "'\(text)' is no path", at: mapping["json"])
      return nil
    }
  }

  private static func value(_ mapping: Node.Mapping, at node: Node, _ fields: inout CheckFields) -> Value? {
    guard let scalar = mapping["value"]?.scalar else {
      fields.report("PK4913", "'value' is missing", at: node)
      return nil
    }
    let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
    if !isQuoted, let number = Double(scalar.string), number.isFinite { return .number(number) }
    return .text(scalar.string)
  }

  private static func comparison(
    _ mapping: Node.Mapping, at node: Node, _ fields: inout CheckFields
  ) -> TableComparison? {
    guard let reference = fields.text("reference", of: mapping, at: node) else { return nil }
    let (keys, columns) = (pairs("keys", mapping, &fields), pairs("columns", mapping, &fields))
    guard !keys.isEmpty, !columns.isEmpty else {
      fields.report("PK4913", "'keys' and 'columns' say what is compared", at: node)
      return nil
    }
    let factor = mapping["factor"].map { $0.scalar.flatMap { Double($0.string) } ?? .nan } ?? 1
    if !factor.isFinite { fields.report("PK4914", "'factor' takes a number", at: mapping["factor"]) }
    return TableComparison(
      reference: reference, keys: keys, columns: columns, filter: texts("where", mapping, &fields), factor: factor)
  }

  /// Names with the same name in the reference, or a mapping to other names.
  private static func pairs(
    _ key: String, _ mapping: Node.Mapping, _ fields: inout CheckFields
  ) -> [(String, String)] {
    if let names = mapping[key]?.sequence { return names.compactMap(\.scalar?.string).map { ($0, $0) } }
    return texts(key, mapping, &fields).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func texts(_ key: String, _ mapping: Node.Mapping, _ fields: inout CheckFields) -> [String: String] {
    guard let node = mapping[key] else { return [:] }
    guard let inner = node.mapping else {
      fields.report("PK4914", "'\(key)' takes a mapping of names", at: node)
      return [:]
    }
    return Dictionary(
      inner.compactMap { pair in pair.key.scalar.map { ($0.string, pair.value.scalar?.string ?? "") } },
      uniquingKeysWith: { $1 })
  }

  private static func tolerance(_ mapping: Node.Mapping, at node: Node, _ fields: inout CheckFields) -> Tolerance? {
    func number(_ key: String, _ fields: inout CheckFields) -> Double? {
      guard let node = mapping[key] else { return nil }
      guard let value = node.scalar.flatMap({ Double($0.string) }), value >= 0, value.isFinite else {
        fields.report("PK4914", "'\(key)' takes a number from 0 on", at: node)
        return nil
      }
      return value
    }
    if mapping["tolerance"]?.scalar?.string == "last digit" { return .lastDigit }
    if mapping["standard error"] != nil { return number("standard error", &fields).map(Tolerance.standardError) }
    guard mapping["tolerance"] != nil || mapping["absolute"] != nil else { return .exact }
    return .within(relative: number("tolerance", &fields) ?? 0, absolute: number("absolute", &fields) ?? 0)
  }
}
