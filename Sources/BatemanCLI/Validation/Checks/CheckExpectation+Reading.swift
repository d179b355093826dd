import Bateman

extension CheckExpectation {
  private static let targets = ["json", "csv", "table", "text", "absent", "same", "measure"]
  private static let keys =
    targets + ["in", "where", "column", "value", "reference", "keys", "columns", "factor"]
    + ["tolerance", "absolute", "standard error", "because"]

  /// The expectations below `expect`.
  static func list(_ fields: YAMLFields) -> [CheckExpectation] {
    fields.nodes("expect").compactMap { node in
      YAMLFields(node, title: "an expectation", keys: keys, in: fields.faults).flatMap(one)
    }
  }

  private static func one(_ fields: YAMLFields) -> CheckExpectation? {
    let given = targets.filter(fields.has)
    guard given.count == 1 else {
      fields.report("an expectation has one of \(targets.map { "'\($0)'" }.joined(separator: ", "))")
      return nil
    }
    let tolerance = tolerance(fields)
    let reason = fields.optionalText("because") ?? ""
    if case .exact = tolerance {
    } else if reason.isEmpty {
      fields.report("'because' says why the tolerance is what it is")
    }
    return target(given[0], fields).map {
      CheckExpectation(target: $0, tolerance: tolerance, reason: reason)
    }
  }

  private static func target(_ name: String, _ fields: YAMLFields) -> Target? {
    if name == "same" { return .same(fields.texts("same").compactMap(\.text)) }
    guard let text = fields.text(name) else { return nil }
    let file = fields.optionalText("in")
    switch name {
    case "text", "absent": return .text(file: file ?? "output", words: text, isThere: name == "text")
    case "table": return comparison(fields).map { .table(file: text, $0) }
    default: break
    }
    guard let value = fields.text("value").map(value) else { return nil }
    switch name {
    case "csv":
      return fields.text("column").map { .cell(file: text, row: texts("where", fields), column: $0, value: value) }
    case "measure": return .measure(text, value: value)
    default:
      if let path = JSONPath(text) { return .json(file: file, path: path, value: value) }
      fields.reportValue("'\(text)' is no path in a JSON text", at: "json")
      return nil
    }
  }

  private static func value(_ text: String) -> Value {
    Double(text).flatMap { $0.isFinite ? Value.number($0) : nil } ?? .text(text)
  }

  private static func comparison(_ fields: YAMLFields) -> TableComparison? {
    guard let reference = fields.text("reference") else { return nil }
    let (keys, columns) = (pairs("keys", fields), pairs("columns", fields))
    if keys.isEmpty || columns.isEmpty { fields.report("'keys' and 'columns' say what is compared") }
    return TableComparison(
      reference: reference, keys: keys, columns: columns, filter: texts("where", fields),
      factor: fields.optionalNumber("factor", -1e300...1e300) ?? 1)
  }

  /// Names with the same name in the reference, or a mapping to other names.
  private static func pairs(_ key: String, _ fields: YAMLFields) -> [(String, String)] {
    if let names = fields.value(key)?.list { return names.compactMap(\.text).map { ($0, $0) } }
    return texts(key, fields).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func texts(_ key: String, _ fields: YAMLFields) -> [String: String] {
    let pairs = fields.value(key)?.pairs ?? []
    if fields.has(key), pairs.isEmpty { fields.reportValue("'\(key)' takes names and texts", at: key) }
    return Dictionary(pairs.map { ($0.key.text ?? "", $0.value.text ?? "") }, uniquingKeysWith: { $1 })
  }

  private static func tolerance(_ fields: YAMLFields) -> Tolerance {
    if fields.value("tolerance")?.text == "last digit" { return .lastDigit }
    if let error = fields.optionalNumber("standard error", 0...1e300) { return .standardError(error) }
    let relative = fields.optionalNumber("tolerance", 0...1), absolute = fields.optionalNumber("absolute", 0...1e300)
    return relative == nil && absolute == nil ? .exact : .within(relative: relative ?? 0, absolute: absolute ?? 0)
  }
}
