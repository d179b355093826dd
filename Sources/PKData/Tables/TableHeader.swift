import PKText
import PKUnits

/// The columns of a table, and what turns its numbers into the data set's units.
struct TableHeader {
  private(set) var columns: [TableColumn] = []
  private(set) var errors: [DatasetError] = []
  let row: Int

  /// What turns rates, durations and intervals into the units of AMT and TIME.
  private(set) var rate = UnitConversion.identity
  private(set) var duration = UnitConversion.identity
  private(set) var interval = UnitConversion.identity
  /// What turns limits of quantification into the unit of DV.
  private(set) var limit = UnitConversion.identity

  private let rules: TableRules

  init(_ cells: [String], row: Int, rules: TableRules = TableRules()) {
    self.row = row
    self.rules = rules
    var firsts: [String: Int] = [:]
    for (index, cell) in cells.enumerated() where errors.count < DatasetErrors.limit {
      let column = column(cell, at: index)
      if column.isDropped {
        columns.append(column)
        continue
      }
      if column.role == .date, let other = self[.date] { report(.secondDate(first: other.name), column) }
      columns.append(column)
      if let first = firsts.updateValue(index + 1, forKey: column.name.uppercased()), !column.name.isEmpty {
        report(.duplicateColumn(column.name, first: first), column)
      }
    }
    // What was not read because of too many errors is not missing.
    guard columns.count == cells.count else { return }
    for role in [ColumnRole.id, .time] where self[role] == nil && errors.count < DatasetErrors.limit {
      let near = nearestName(to: role.name, among: covariates.map(\.name))
      errors.append(DatasetError(.missingColumn(role.name, near: near), row: row))
    }
    checkRules()
    checkUnits()
  }

  /// The index of the column that has a name, in any case, before or after renaming; nil when there is none.
  func index(of name: String) -> Int? {
    let name = name.uppercased()
    return columns.first { $0.name.uppercased() == name && !$0.isDropped }?.index
      ?? columns.first { $0.writtenName.uppercased() == name }?.index
  }

  /// The column of a role.
  subscript(role: ColumnRole) -> TableColumn? { columns.first { $0.role == role && !$0.isDropped } }

  /// The columns that are covariates.
  var covariates: [TableColumn] { columns.filter { $0.role == nil && !$0.isDropped } }

  private mutating func report(_ reason: DatasetError.Reason, _ column: TableColumn) {
    guard errors.count < DatasetErrors.limit else { return }
    errors.append(
      DatasetError(
        reason, row: row, column: column.index + 1, columnName: column.name.isEmpty ? nil : column.name))
  }

  /// A column from its cell in the header: `NAME` or `NAME[unit]`.
  private mutating func column(_ cell: String, at index: Int) -> TableColumn {
    var column = TableColumn(index: index, name: cell, writtenName: cell)
    var unitText: String?
    if cell.hasSuffix("]"), let open = cell.firstIndex(of: "[") {
      column.name = String(cell[..<open].reversed().drop { $0 == " " }.reversed())
      unitText = String(cell[cell.index(after: open)...].dropLast())
    }
    column.writtenName = column.name
    apply(rules, to: &column)
    let key = column.name.uppercased()
    if column.isDropped { return column }
    column.role = ColumnRole(name: key)
    if column.role == .comment, index > 0 { column.role = nil }
    if column.name.isEmpty { report(.unnamedColumn, column) }
    if let unitText {
      do {
        column.unit = try Unit(unitText)
      } catch {
        report(.badUnit(String(unitText.prefix(40)), message: error.description), column)
      }
    }
    if let unit = rules.units.first(where: { column.isCalled($0.key) })?.value {
      if let own = column.unit, own != unit { report(.unitDiffers("\(unit)", header: "\(own)"), column) }
      column.unit = unit
    }
    return column
  }

  /// Renames the column, or drops it, as the rules say.
  private func apply(_ rules: TableRules, to column: inout TableColumn) {
    let key = column.name.uppercased()
    if let (name, _) = rules.columns.first(where: { $0.value.uppercased() == key }) {
      column.name = name
    } else if rules.columns.contains(where: { $0.key.uppercased() == key }) {
      column.isDropped = true
    }
    let isNamed = rules.dropped.contains { column.isCalled($0) }
    if isNamed || Self.unreadNames.contains(key) { column.isDropped = true }
  }

  /// What NONMEM calls columns that it passes over.
  private static let unreadNames: Set = ["DROP", "SKIP"]

  /// Rules that speak of columns that are not there.
  private mutating func checkRules() {
    let named: [(DatasetError.ColumnPurpose, [String])] = [
      (.mapping, rules.columns.values.sorted()), (.unit, rules.units.keys.sorted()), (.drop, rules.dropped),
    ]
    for (purpose, names) in named {
      for name in names where !columns.contains(where: { $0.isCalled(name) }) {
        guard errors.count < DatasetErrors.limit else { return }
        let near = nearestName(to: name, among: columns.map(\.writtenName))
        errors.append(DatasetError(.noColumn(name, purpose: purpose, near: near), row: row))
      }
    }
  }

  private mutating func checkUnits() {
    let amounts: [Dimension] = [.mass, .substance, .arbitrary]
    for column in columns {
      guard let role = column.role, let unit = column.unit, !column.isDropped else { continue }
      switch role {
      case .time where unit.dimension != .time: report(.wrongUnit("\(unit)", wanted: "time"), column)
      case .amount where !amounts.contains(unit.dimension): report(.wrongUnit("\(unit)", wanted: "an amount"), column)
      case .duration: duration = conversion(of: column, to: self[.time]?.unit, wanted: "time", needs: "TIME")
      case .interval: interval = conversion(of: column, to: self[.time]?.unit, wanted: "time", needs: "TIME")
      case .rate: rate = rateConversion(of: column)
      case .time, .amount, .value: break
      case .limit: limit = limitConversion(of: column)
      default: report(.needlessUnit("\(unit)"), column)
      }
    }
  }

  private mutating func rateConversion(of column: TableColumn) -> UnitConversion {
    guard let amount = self[.amount]?.unit else {
      return conversion(of: column, to: nil, wanted: "a rate", needs: "AMT")
    }
    return conversion(of: column, to: self[.time]?.unit.map { amount / $0 }, wanted: "a rate of AMT", needs: "TIME")
  }

  private mutating func limitConversion(of column: TableColumn) -> UnitConversion {
    conversion(of: column, to: self[.value]?.unit, wanted: "DV", needs: "DV")
  }

  private mutating func conversion(
    of column: TableColumn, to unit: Unit?, wanted: String, needs: String
  ) -> UnitConversion {
    guard let own = column.unit else { return .identity }
    guard let unit else {
      report(.unitWithout("\(own)", column: needs), column)
      return .identity
    }
    if let conversion = UnitConversion(from: own, to: unit) { return conversion }
    report(.wrongUnit("\(own)", wanted: wanted), column)
    return .identity
  }
}
