import PKData
import PKText
import PKUnits

/// The header of a table of concentrations: names, units and places.
struct TableColumns {
  struct Column {
    var index: Int
    var name: String
    var unit: Unit?
  }

  let columns: [Column]
  private(set) var errors: [DatasetError] = []
  let row: Int

  init(_ cells: [String], row: Int) {
    self.row = row
    var errors: [DatasetError] = []
    var firsts: [String: Int] = [:]
    columns = cells.enumerated().map { index, cell in
      var column = Column(index: index, name: cell)
      if cell.hasSuffix("]"), let open = cell.firstIndex(of: "[") {
        column.name = String(cell[..<open].reversed().drop { $0 == " " }.reversed())
        let text = String(cell[cell.index(after: open)...].dropLast())
        do throws(UnitError) {
          column.unit = try Unit(text)
        } catch {
          errors.append(Self.error(.badUnit(TableReader.excerpt(text), message: error.description), column, row))
        }
      }
      if column.name.isEmpty { errors.append(Self.error(.unnamedColumn, column, row)) }
      if let first = firsts.updateValue(index + 1, forKey: column.name.lowercased()), !column.name.isEmpty {
        errors.append(Self.error(.duplicateColumn(column.name, first: first), column, row))
      }
      return column
    }
    self.errors = errors
  }

  /// The column of a name, without regard to case.
  func find(_ name: String) -> Column? {
    let wanted = name.lowercased()
    return columns.first { $0.name.lowercased() == wanted }
  }

  /// The column of a name that must be there; an error that names the nearest when it is not.
  mutating func require(_ name: String) -> Column? {
    if let column = find(name) { return column }
    errors.append(DatasetError(.missingColumn(name, near: nearestName(to: name, among: columns.map(\.name))), row: row))
    return nil
  }

  mutating func report(_ reason: DatasetError.Reason, _ column: Column) {
    errors.append(Self.error(reason, column, row))
  }

  static func error(_ reason: DatasetError.Reason, _ column: Column, _ row: Int) -> DatasetError {
    DatasetError(reason, row: row, column: column.index + 1, columnName: column.name)
  }
}
