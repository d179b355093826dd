import Bateman

/// Reads from YAML how a table is to be read.
///
/// ```yaml
/// columns: {DV: CONC, WT: WGT}
/// units: {TIME: h, AMT: mg, DV: mg/L}
/// ignore: ["@", "SD == 0"]
/// accept: ["STUDY == 1"]
/// drop: [COMMENT]
/// missing: ["-99"]
/// ```
///
/// Unknown keys are errors.
struct TableRulesFile {
  private static let keys = ["columns", "units", "ignore", "accept", "drop", "missing"]

  private static let codes = YAMLCodes(from: 4901)

  private let faults: YAMLFaults
  private var rules = TableRules()

  /// The rules of a file.
  ///
  /// - Throws: what is wrong with the file, with line and column.
  static func rules(in source: SourceText) throws(DiagnosticList) -> TableRules {
    var file = TableRulesFile(faults: try YAMLFaults(source, codes: codes))
    file.read(file.faults.root)
    try file.faults.check()
    return file.rules
  }

  private init(faults: YAMLFaults) { self.faults = faults }

  private mutating func read(_ root: YAMLNode) {
    guard root.pairs != nil else {
      return faults.report(
        "PK4903", "the file has no rules", at: root, help: ["write for instance 'columns: {DV: CONC}'"])
    }
    faults.checkKeys(of: root, known: Self.keys, in: "a file of rules")
    for (name, value) in pairs(root["columns"], "columns", example: "{DV: CONC}") {
      rules.columns[name] = value.text ?? ""
    }
    readUnits(root["units"])
    readFilters(root["ignore"], "ignore", .ignore)
    readFilters(root["accept"], "accept", .accept)
    rules.dropped = texts(root["drop"], "drop").map { $0.text ?? "" }
    rules.missing = texts(root["missing"], "missing").map { $0.text ?? "" }
  }

  private mutating func readUnits(_ node: YAMLNode?) {
    for (name, node) in pairs(node, "units", example: "{TIME: h, AMT: mg}") {
      do throws(UnitError) {
        rules.units[name] = try Unit(node.text ?? "")
      } catch {
        report("PK4904", "'\(node.text ?? "")' is no unit: \(error.description)", at: node)
      }
    }
  }

  private mutating func readFilters(_ node: YAMLNode?, _ key: String, _ effect: RowFilter.Effect) {
    for node in texts(node, key) {
      do throws(DiagnosticList) {
        rules.filters.append(try RowFilter(parsing: SourceText(name: key, node.text ?? ""), as: effect))
      } catch {
        faults.add(error, in: node)
      }
    }
  }

  /// Names and texts below a key.
  private func pairs(_ node: YAMLNode?, _ key: String, example: String) -> [(name: String, node: YAMLNode)] {
    guard let node else { return [] }
    guard let pairs = node.pairs, pairs.allSatisfy({ $0.value.text != nil }) else {
      report("PK4904", "'\(key)' takes names and values, such as \(example)", at: node)
      return []
    }
    return pairs.map { ($0.key.text ?? "", $0.value) }
  }

  /// A text, or a list of texts.
  private func texts(_ node: YAMLNode?, _ key: String) -> [YAMLNode] {
    guard let node else { return [] }
    if node.text != nil { return [node] }
    guard let list = node.list, list.allSatisfy({ $0.text != nil }) else {
      report("PK4904", "'\(key)' takes a text or a list of texts", at: node)
      return []
    }
    return list
  }

  private func report(_ code: String, _ message: String, at node: YAMLNode) { faults.report(code, message, at: node) }
}
