public import PKText
public import PKYAML

/// Reads regimens from YAML: what the regimen language says in a line, in fields.
///
/// ```yaml
/// regimens:
///   - name: loaded
///     phases:
///       - {dose: 3.0 mg/kg, route: iv, over: 60 min}
///       - {dose: 2.0 mg/kg, every: 21 days, count: 5}
///   - name: flat
///     dose: 300 mg
///     every: 3 wk
///     count: 6
///   - "low: 2.0 mg/kg iv over 60 min every 21 days x 6"
/// ```
///
/// Unknown keys are errors.
public struct RegimenReader {
  /// The fields of a phase, in the order of the phrase, and the word that comes before each.
  private static let fields: [(key: String, word: String?)] = [
    ("dose", nil), ("route", nil), ("over", "over"), ("every", "every"), ("count", "x"), ("for", "for"),
    ("until", "until"), ("max", "max"),
  ]

  /// The keys of a phase.
  public static var phaseKeys: [String] { fields.map(\.key) }

  private static let codes = YAMLCodes(
    syntax: "PK4901", unknownKey: "PK4902", missing: "PK4903", value: "PK4904", sense: "PK4905")

  private let faults: YAMLFaults
  private let routes: [String]?

  /// Creates a reader of regimens within a file.
  ///
  /// - Parameters:
  ///   - faults: where what is wrong is reported.
  ///   - routes: the model's routes, when they are known: others are then errors.
  public init(in faults: YAMLFaults, routes: [String]?) {
    self.faults = faults
    self.routes = routes
  }

  /// The regimens of a file in their order; at least one.
  ///
  /// - Throws: what is wrong with the file, with line and column.
  public static func regimens(in source: SourceText, routes: [String]? = nil) throws(DiagnosticList) -> [Regimen] {
    let faults = try YAMLFaults(source, codes: codes)
    let regimens = RegimenReader(in: faults, routes: routes).regimens()
    try faults.check()
    return regimens
  }

  private func regimens() -> [Regimen] {
    let root = faults.root
    guard root.pairs != nil else {
      report(missing: "the file has no 'regimens'", at: root, help: ["it begins with the line 'regimens:'"])
      return []
    }
    faults.checkKeys(of: root, known: ["regimens"], in: "a regimen file", code: "PK4902")
    guard let entries = root["regimens"]?.list, !entries.isEmpty else {
      report(missing: "'regimens' is a list of at least one regimen", at: root["regimens"] ?? root)
      return []
    }
    return entries.compactMap { entry($0) }
  }

  private func entry(_ node: YAMLNode) -> Regimen? {
    if let text = node.text {
      let name = text.split(separator: ":", maxSplits: 1).first.map { $0.split(separator: " ").joined(separator: " ") }
      return regimen(node, name: text.contains(":") ? name : nil)
    }
    let name = node["name"]?.text
    if let node = node["name"], name?.isEmpty ?? true { report(value: "a name is a text", at: node) }
    return regimen(node, name: name, otherKeys: ["name"])
  }

  /// The regimen of a node: a line of the regimen language, the fields of a phase, `phases`, or a list of phases.
  ///
  /// - Parameters:
  ///   - node: the node.
  ///   - name: what the regimen is called; by its text when nil.
  ///   - otherKeys: keys beside those of a phase, which the caller reads.
  /// - Returns: nil when it cannot be read, which has been reported.
  public func regimen(_ node: YAMLNode, name: String?, otherKeys: [String] = []) -> Regimen? {
    guard node.pairs != nil || node.text != nil || node.list != nil else { return nil }
    guard node.pairs != nil || node.text != nil else { return phases(node).flatMap { regimen($0, name: name) } }
    if node.text != nil {
      var phrase = RegimenPhrase()
      phrase.append(node)
      return regimen(phrase, name: name)
    }
    return phrase(of: node, otherKeys: otherKeys).flatMap { regimen($0, name: name) }
  }

  private func phrase(of node: YAMLNode, otherKeys: [String]) -> RegimenPhrase? {
    guard let phases = node["phases"] else {
      var phrase = RegimenPhrase()
      return append(node, to: &phrase, otherKeys: otherKeys + ["phases"]) ? phrase : nil
    }
    faults.checkKeys(of: node, known: otherKeys + ["phases"], in: "a regimen with phases", code: "PK4902")
    return self.phases(phases)
  }

  private func phases(_ node: YAMLNode) -> RegimenPhrase? {
    guard let list = node.list, !list.isEmpty else {
      report(value: "'phases' is a list of at least one phase", at: node)
      return nil
    }
    var phrase = RegimenPhrase()
    var isWhole = true
    for (index, phase) in list.enumerated() {
      if index > 0 { phrase.append(", then", for: phase) }
      if phase.pairs != nil {
        isWhole = append(phase, to: &phrase, otherKeys: []) && isWhole
      } else {
        report(value: "a phase has fields, such as '{dose: 2.5 mg/kg, every: 21 days, count: 6}'", at: phase)
        isWhole = false
      }
    }
    return isWhole ? phrase : nil
  }

  /// Adds the fields of a phase in the order of the language; false when one of them cannot be used.
  private func append(_ node: YAMLNode, to phrase: inout RegimenPhrase, otherKeys: [String]) -> Bool {
    let before = faults.diagnostics.count
    faults.checkKeys(of: node, known: Self.phaseKeys + otherKeys, in: "a phase", code: "PK4902")
    if node["dose"] == nil {
      report(missing: "the phase has no 'dose'", at: node, help: ["write for instance 'dose: 2.5 mg/kg'"])
    }
    for (key, word) in Self.fields {
      guard let value = node[key] else { continue }
      guard let text = value.text, Self.isOneValue(text, of: key) else {
        report(value: "'\(key)' takes \(Self.kind(of: key))", at: value)
        continue
      }
      if let word { phrase.append(word, for: value) }
      phrase.append(value)
    }
    if node["every"] == nil { phrase.append("once", for: node) }
    return faults.diagnostics.count == before
  }

  /// Whether a scalar is one word, or a number and a unit: no field may hold a whole regimen.
  private static func isOneValue(_ text: String, of key: String) -> Bool {
    let isWord = key == "route" || key == "count"
    let words = text.split(whereSeparator: \.isWhitespace)
    // A comma in a number is left to the regimen language, which knows what to say of it.
    return (1...(isWord ? 1 : 2)).contains(words.count)
      && !text.contains { isWord ? ",;:".contains($0) : ";:".contains($0) }
  }

  private static func kind(of key: String) -> String {
    switch key {
    case "route": "the name of one of the model's routes, such as 'iv'"
    case "count": "a number of doses, such as 6"
    default: "a number and a unit, such as \(key == "dose" ? "2.5 mg/kg" : key == "max" ? "250 mg" : "21 days")"
    }
  }

  private func regimen(_ phrase: RegimenPhrase, name: String?) -> Regimen? {
    do {
      return try phrase.regimen(name: name, routes: routes, in: faults.source)
    } catch {
      for diagnostic in error.diagnostics { faults.add(diagnostic) }
      return nil
    }
  }

  private func report(missing message: String, at node: YAMLNode, help: [String] = []) {
    faults.report("PK4903", message, at: node, help: help)
  }

  private func report(value message: String, at node: YAMLNode) { faults.report("PK4904", message, at: node) }
}
