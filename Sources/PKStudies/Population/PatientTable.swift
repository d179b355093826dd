import PKData
import PKText
import PKUnits
import PKYAML

/// Patients of a table: a row each, numbers or words; rows that lack a value are left out.
struct PatientTable {
  private(set) var variables: [PopulationVariable] = []
  private(set) var rows: [[Double]] = []

  /// Reads a table; nil, reported, when it has no rows or names no columns.
  ///
  /// - Parameters:
  ///   - fields: `columns` maps our names to the table's, `units` says what columns are in.
  ///   - bytes: the table.
  init?(_ fields: YAMLFields, bytes: [UInt8]) {
    var text = DelimitedText(bytes)
    var cells: [DelimitedText.Field] = []
    guard case .record = text.next(into: &cells) else {
      fields.report("the table is empty", at: "file")
      return nil
    }
    let header = cells.map { text.text($0).split(separator: " ").joined(separator: " ") }
    guard let columns = Self.columns(fields, header), !columns.isEmpty else { return nil }
    var words: [[String]] = columns.map { _ in [] }
    var isNumber = columns.map { _ in true }
    var raw: [[String]] = []
    while case .record = text.next(into: &cells) {
      guard columns.allSatisfy({ $0.index < cells.count && !text.isMissing(cells[$0.index]) }) else { continue }
      raw.append(columns.map { text.text(cells[$0.index]) })
      for (index, word) in raw[raw.count - 1].enumerated() where Double(word) == nil { isNumber[index] = false }
    }
    for (index, column) in columns.enumerated() {
      if !isNumber[index] { words[index] = Set(raw.map { $0[index] }).sorted() }
      let categories = isNumber[index] ? nil : words[index]
      variables.append(
        PopulationVariable(name: column.name, unit: categories == nil ? column.unit : nil, categories: categories))
    }
    rows = raw.map { row in
      row.indices.map {
        Double(row[$0]).flatMap { $0.isFinite ? $0 : nil } ?? Double(words[$0].firstIndex(of: row[$0]) ?? 0)
      }
    }
    if rows.isEmpty {
      fields.report("the table has no row in which nothing is missing", at: "file")
      return nil
    }
  }

  private struct Column {
    var name: String
    var index: Int
    var unit: Unit
  }

  private static func columns(_ fields: YAMLFields, _ header: [String]) -> [Column]? {
    var units: [String: Unit] = [:]
    for pair in fields.value("units")?.pairs ?? [] {
      if let unit = try? Unit(pair.value.text ?? "") {
        units[pair.key.text ?? ""] = unit
      } else {
        fields.faults.report(fields.faults.codes.value, "'\(pair.value.text ?? "")' is no unit", at: pair.value)
      }
    }
    let renamed = fields.value("columns")?.pairs
    let names = renamed?.map { $0.key.text ?? "" } ?? header
    for pair in fields.value("units")?.pairs ?? [] {
      guard let name = pair.key.text, !names.contains(name) else { continue }
      fields.faults.report(
        fields.faults.codes.sense, "'\(name)' has a unit, but is not among the columns that are used", at: pair.key,
        help: [didYouMean(name, among: names) ?? "those are \(names.joined(separator: ", "))"])
    }
    guard let renamed else {
      return header.enumerated().map { Column(name: $1, index: $0, unit: units[$1] ?? .one) }
    }
    return renamed.compactMap { pair in
      let name = pair.key.text ?? ""
      guard let index = header.firstIndex(of: pair.value.text ?? "") else {
        fields.faults.report(
          fields.faults.codes.sense, "the table has no column '\(pair.value.text ?? "")'", at: pair.value,
          help: ["its columns are \(header.joined(separator: ", "))"])
        return nil
      }
      return Column(name: name, index: index, unit: units[name] ?? .one)
    }
  }
}
