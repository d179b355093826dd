import Bateman
import Yams

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

  private let yaml: YAMLText
  private var rules = TableRules()
  private var diagnostics: [Diagnostic] = []

  /// The rules of a file.
  ///
  /// - Throws: what is wrong with the file, with line and column.
  static func rules(in source: SourceText) throws(DiagnosticList) -> TableRules {
    var file = TableRulesFile(yaml: YAMLText(source))
    file.read(try file.yaml.root())
    if !file.diagnostics.isEmpty { throw DiagnosticList(file.diagnostics, in: source) }
    return file.rules
  }

  private init(yaml: YAMLText) { self.yaml = yaml }

  private mutating func read(_ root: Node?) {
    guard let mapping = root?.mapping else {
      return report("PK4903", "the file has no rules", at: root, help: ["write for instance 'columns: {DV: CONC}'"])
    }
    for key in mapping.keys where !Self.keys.contains(key.scalar?.string ?? "") {
      let name = key.scalar?.string ?? ""
      let known = Self.keys.map { "'\($0)'" }.joined(separator: ", ")
      report(
        "PK4902", "unknown key '\(name)'", at: key, help: [didYouMean(name, among: Self.keys) ?? "there are \(known)"])
    }
    for (name, node) in pairs(mapping["columns"], "columns", example: "{DV: CONC}") {
      rules.columns[name] = node.scalar?.string ?? ""
    }
    readUnits(mapping["units"])
    readFilters(mapping["ignore"], "ignore", .ignore)
    readFilters(mapping["accept"], "accept", .accept)
    rules.dropped = texts(mapping["drop"], "drop").map { $0.scalar?.string ?? "" }
    rules.missing = texts(mapping["missing"], "missing").map { $0.scalar?.string ?? "" }
  }

  private mutating func readUnits(_ node: Node?) {
    for (name, node) in pairs(node, "units", example: "{TIME: h, AMT: mg}") {
      do throws(UnitError) {
        rules.units[name] = try Unit(node.scalar?.string ?? "")
      } catch {
        report("PK4904", "'\(node.scalar?.string ?? "")' is no unit: \(error.description)", at: node)
      }
    }
  }

  private mutating func readFilters(_ node: Node?, _ key: String, _ effect: RowFilter.Effect) {
    for node in texts(node, key) {
      guard let scalar = node.scalar else { continue }
      do throws(DiagnosticList) {
        rules.filters.append(try RowFilter(parsing: SourceText(name: key, scalar.string), as: effect))
      } catch {
        let start = yaml.verbatimStart(of: scalar)
        diagnostics += error.diagnostics.map { diagnostic in
          var diagnostic = diagnostic
          diagnostic.range =
            start.map { diagnostic.range.lowerBound + $0..<diagnostic.range.upperBound + $0 } ?? yaml.range(of: node)
          return diagnostic
        }
      }
    }
  }

  /// Names and texts below a key.
  private mutating func pairs(_ node: Node?, _ key: String, example: String) -> [(name: String, node: Node)] {
    guard let node else { return [] }
    guard let mapping = node.mapping, mapping.values.allSatisfy({ $0.scalar != nil }) else {
      report("PK4904", "'\(key)' takes names and values, such as \(example)", at: node)
      return []
    }
    return mapping.map { ($0.key.scalar?.string ?? "", $0.value) }
  }

  /// A text, or a list of texts.
  private mutating func texts(_ node: Node?, _ key: String) -> [Node] {
    guard let node else { return [] }
    if node.scalar != nil { return [node] }
    guard let sequence = node.sequence, sequence.allSatisfy({ $0.scalar != nil }) else {
      report("PK4904", "'\(key)' takes a text or a list of texts", at: node)
      return []
    }
    return Array(sequence)
  }

  private mutating func report(_ code: String, _ message: String, at node: Node?, help: [String] = []) {
    diagnostics.append(Diagnostic(code, message, at: node.map { yaml.range(of: $0) } ?? 0..<1, help: help))
  }
}
