import Bateman

/// Findings as tables that people read: a table for each kind, a row for each subject and interval.
struct NCAFindingText {
  private let groupNames: [String]
  private let findings: [NCAFinding]

  init(_ findings: [NCAFinding], groupNames: [String]) {
    self.findings = findings
    self.groupNames = groupNames
  }

  /// The lines, without line ends.
  var lines: [String] { NCAFinding.Kind.allCases.flatMap { lines(of: $0) } }

  private func lines(of kind: NCAFinding.Kind) -> [String] {
    let own = findings.filter { $0.place.kind == kind }
    guard !own.isEmpty else { return [] }
    let headings = Self.distinct(own.map(\.heading))
    let head = ["subject"] + groupNames + ["analyte", "interval"]
    var table = TextTable(head.map { ($0, .left) } + headings.map { ($0, .right) })
    var reasons = NCAReasonLines()
    let byPlace = Dictionary(grouping: own, by: \.place)
    for place in Self.distinct(own.map(\.place)) {
      let here = byPlace[place] ?? []
      let cells = headings.map { heading in here.first { $0.heading == heading }.map(Self.cell) ?? "" }
      table.append([place.subject] + place.groups + [place.analyte, place.interval] + cells)
      for finding in here {
        guard let reason = finding.value.reason else { continue }
        reasons.add("\(finding.value.number == nil ? "–" : "*") \(finding.code): \(reason)", of: place.name)
      }
      for note in Self.distinct(here.flatMap(\.notes)) { reasons.add("rule: \(note)", of: place.name) }
    }
    return ["", kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()] + table.linesWithHeader
      + reasons.lines
  }

  private static func cell(_ finding: NCAFinding) -> String {
    guard let number = finding.value.number else { return "–" }
    if finding.quantity == .count, number == number.rounded() { return number.plainText }
    return number.shortText + (finding.value.reason == nil ? "" : "*")
  }

  static func distinct<T: Hashable>(_ values: [T]) -> [T] {
    var seen: Set<T> = []
    return values.filter { seen.insert($0).inserted }
  }
}

/// Texts, each once and in order of appearance, with the profiles they are for.
struct NCAReasonLines {
  private var names: [String: [String]] = [:]
  private var order: [String] = []

  mutating func add(_ text: String, of name: String) {
    if names[text] == nil { order.append(text) }
    names[text, default: []].append(name)
  }

  /// An empty line and the texts, up to 40.
  var lines: [String] {
    guard !order.isEmpty else { return [] }
    return [""] + order.prefix(40).map { text in "\(text)  [\(list(names[text] ?? []))]" }
      + (order.count > 40 ? ["… and \(order.count - 40) more: --json and --output have all"] : [])
  }

  private func list(_ names: [String]) -> String {
    let shown = names.filter { !$0.isEmpty }.prefix(6).joined(separator: ", ")
    return names.count > 6 ? "\(shown), … \(names.count) in all" : shown.isEmpty ? "the only profile" : shown
  }
}
