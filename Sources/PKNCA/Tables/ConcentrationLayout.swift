import PKData
import PKUnits

/// Which columns of a header mean what.
struct ConcentrationLayout {
  typealias Column = TableColumns.Column

  private(set) var subject: Column?
  private(set) var time: Column?
  private(set) var nominalTime: Column?
  private(set) var concentrations: [Column] = []
  /// The times of the concentration columns of a table with one row for each profile.
  private(set) var columnTimes: [Double]?
  private(set) var unit: Column?
  /// Whether the column of units was found by its name alone: what is in it may be something else.
  let unitIsGuessed: Bool
  private(set) var analyte: Column?
  private(set) var groups: [Column] = []
  private(set) var dose: Column?
  private(set) var duration: Column?
  private(set) var excluded: Column?
  private(set) var attributes: [Column] = []
  private(set) var header: TableColumns

  init(_ header: TableColumns, _ wanted: ConcentrationColumns) {
    self.header = header
    unitIsGuessed = wanted.unit == nil
    subject = column(wanted.subject, or: ConcentrationColumns.subjectNames)
    nominalTime = column(wanted.nominalTime)
    unit = column(wanted.unit, or: wanted.takesAllOthers ? [] : ConcentrationColumns.unitNames)
    analyte = column(wanted.analyte)
    groups = wanted.groups.compactMap { self.header.require($0) }
    dose = column(wanted.dose)
    duration = column(wanted.duration)
    excluded = column(wanted.excluded)
    attributes = wanted.attributes.compactMap { self.header.require($0) }
    time = wanted.time.flatMap { self.header.require($0) } ?? self.header.find("time")
    if time == nil, wanted.time == nil { takeColumnTimes() }
    if time == nil, columnTimes == nil, wanted.time == nil { _ = self.header.require("time") }
    if columnTimes == nil { takeConcentrations(wanted) }
    checkUnits()
  }

  private mutating func column(_ name: String?, or defaults: [String] = []) -> Column? {
    if let name { return header.require(name) }
    return defaults.lazy.compactMap { [header] in header.find($0) }.first
  }

  /// Names that are times: `0.5`, `0.5h` is not one, its unit belongs in brackets.
  private mutating func takeColumnTimes() {
    let found = header.columns.compactMap { column -> (Column, Double)? in
      let bytes = Array(column.name.utf8)
      return DecimalNumber.parse(bytes, 0, bytes.count).map { (column, $0) }
    }
    guard found.count > 1 else { return }
    concentrations = found.map(\.0)
    columnTimes = found.map(\.1)
  }

  private mutating func takeConcentrations(_ wanted: ConcentrationColumns) {
    if !wanted.concentrations.isEmpty {
      concentrations = wanted.concentrations.compactMap { header.require($0) }
    } else if wanted.takesAllOthers {
      let taken = [subject, time, nominalTime, unit, analyte, dose, duration, excluded].compactMap { $0?.index }
      let others = Set(taken + (groups + attributes).map(\.index))
      concentrations = header.columns.filter { !others.contains($0.index) }
      if concentrations.isEmpty { _ = header.require("conc") }
    } else if let found = ConcentrationColumns.concentrationNames.lazy.compactMap({ [header] in header.find($0) }).first
    {
      concentrations = [found]
    } else {
      _ = header.require("conc")
    }
  }

  private mutating func checkUnits() {
    for case let column? in [time, nominalTime, duration] {
      if let unit = column.unit, unit.dimension != .time {
        header.report(.wrongUnit("\(unit)", wanted: "time"), column)
      }
    }
    if let time = time?.unit, let nominal = nominalTime, let own = nominal.unit, own.factor(to: time) != 1 {
      header.report(.mixedUnits("\(own)", first: "\(time)", firstRow: header.row), nominal)
    }
  }
}
