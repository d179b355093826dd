import Bateman
import Yams

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
struct RegimenFile {
  /// The fields of a phase, in the order of the phrase, and the word that comes before each.
  private static let fields: [(key: String, word: String?)] = [
    ("dose", nil), ("route", nil), ("over", "over"), ("every", "every"), ("count", "x"), ("for", "for"),
    ("until", "until"), ("max", "max"),
  ]

  private let yaml: YAMLText
  private let routes: [String]?
  private var diagnostics: [Diagnostic] = []

  private init(_ source: SourceText, routes: [String]?) {
    yaml = YAMLText(source)
    self.routes = routes
  }

  /// The regimens of a file in their order; at least one.
  ///
  /// - Throws: what is wrong with the file, with line and column.
  static func regimens(in source: SourceText, routes: [String]? = nil) throws(DiagnosticList) -> [Regimen] {
    var file = RegimenFile(source, routes: routes)
    let regimens = file.read(try file.yaml.root())
    if !file.diagnostics.isEmpty { throw DiagnosticList(file.diagnostics, in: source) }
    return regimens
  }

  private mutating func read(_ root: Node?) -> [Regimen] {
    guard let root, let mapping = root.mapping else {
      report("PK4903", "the file has no 'regimens'", at: root, help: ["it begins with the line 'regimens:'"])
      return []
    }
    checkKeys(of: mapping, known: ["regimens"], what: "a regimen file")
    guard let list = mapping["regimens"], let entries = list.sequence, !entries.isEmpty else {
      report("PK4903", "'regimens' is a list of at least one regimen", at: mapping["regimens"] ?? root)
      return []
    }
    return entries.compactMap { entry($0) }
  }

  private mutating func entry(_ node: Node) -> Regimen? {
    if let scalar = node.scalar {
      var phrase = RegimenPhrase()
      phrase.append(scalar, of: node, in: yaml)
      let name = scalar.string.split(separator: ":", maxSplits: 1).first.map {
        $0.split(separator: " ").joined(separator: " ")
      }
      return regimen(phrase, name: scalar.string.contains(":") ? name : nil)
    }
    guard let mapping = node.mapping else {
      report("PK4904", "a regimen is a line of the regimen language, or fields such as 'dose'", at: node)
      return nil
    }
    let name = mapping["name"]?.scalar?.string
    if let node = mapping["name"], name?.isEmpty ?? true { report("PK4904", "a name is a text", at: node) }
    guard let phrase = phrase(of: mapping, at: node) else { return nil }
    return regimen(phrase, name: name)
  }

  private mutating func phrase(of mapping: Node.Mapping, at node: Node) -> RegimenPhrase? {
    var phrase = RegimenPhrase()
    guard let phases = mapping["phases"] else {
      let isWhole = append(mapping, at: node, to: &phrase, otherKeys: ["name", "phases"])
      return isWhole ? phrase : nil
    }
    checkKeys(of: mapping, known: ["name", "phases"], what: "a regimen with phases")
    guard let sequence = phases.sequence, !sequence.isEmpty else {
      report("PK4904", "'phases' is a list of at least one phase", at: phases)
      return nil
    }
    var isWhole = true
    for (index, phase) in sequence.enumerated() {
      if index > 0 { phrase.append(", then", for: yaml.range(of: phase)) }
      if let fields = phase.mapping {
        isWhole = append(fields, at: phase, to: &phrase, otherKeys: []) && isWhole
      } else {
        report("PK4904", "a phase has fields, such as '{dose: 2.5 mg/kg, every: 21 days, count: 6}'", at: phase)
        isWhole = false
      }
    }
    return isWhole ? phrase : nil
  }

  /// Adds the fields of a phase in the order of the language; false when one of them cannot be used.
  private mutating func append(
    _ mapping: Node.Mapping, at node: Node, to phrase: inout RegimenPhrase, otherKeys: [String]
  ) -> Bool {
    let before = diagnostics.count
    checkKeys(of: mapping, known: Self.fields.map(\.key) + otherKeys, what: "a phase")
    if mapping["dose"] == nil {
      report("PK4903", "the phase has no 'dose'", at: node, help: ["write for instance 'dose: 2.5 mg/kg'"])
    }
    for (key, word) in Self.fields {
      guard let value = mapping[key] else { continue }
      guard let scalar = value.scalar, Self.isOneValue(scalar.string, of: key) else {
        report("PK4904", "'\(key)' takes \(Self.kind(of: key))", at: value)
        continue
      }
      if let word { phrase.append(word, for: yaml.range(of: value)) }
      phrase.append(scalar, of: value, in: yaml)
    }
    if mapping["every"] == nil { phrase.append("once", for: yaml.range(of: node)) }
    return diagnostics.count == before
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

  private mutating func regimen(_ phrase: RegimenPhrase, name: String?) -> Regimen? {
    do {
      return try phrase.regimen(name: name, routes: routes, in: yaml)
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
  }

  private mutating func checkKeys(of mapping: Node.Mapping, known: [String], what: String) {
    for key in mapping.keys where !known.contains(key.scalar?.string ?? "") {
      let name = key.scalar?.string ?? ""
      let help = [didYouMean(name, among: known) ?? "\(what) has \(known.map { "'\($0)'" }.joined(separator: ", "))"]
      report("PK4902", "unknown key '\(name)'", at: key, help: help)
    }
  }

  private mutating func report(_ code: String, _ message: String, at node: Node?, help: [String] = []) {
    let range = node.map { yaml.range(of: $0) } ?? 0..<1
    diagnostics.append(Diagnostic(code, message, at: range, help: help))
  }
}
