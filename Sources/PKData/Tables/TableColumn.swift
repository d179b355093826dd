import PKUnits

/// What a column of a table is for.
///
/// The names are those of NONMEM, without regard to case; every other column is a covariate.
enum ColumnRole: Int, CaseIterable {
  case id, time, amount, rate, duration, event, missingDV, compartment, additional, interval, steadyState
  case value, output, route, comment, date, censored, limit

  /// The column's name in the header.
  var name: String { Self.names[rawValue] }

  /// The role of a column's name in any case.
  init?(name: String) {
    let name = name.uppercased()
    if Self.dates.contains(name) {
      self = .date
      return
    }
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: index)
  }

  /// Whether its cells are numbers; the others are texts, or numbers or names, or times.
  var isNumeric: Bool {
    switch self {
    case .id, .time, .date, .compartment, .output, .route, .comment: false
    default: true
    }
  }

  /// Columns that give the day of TIME.
  static let dates: Set = ["DATE", "DAT1", "DAT2", "DAT3"]

  /// In the order of the cases.
  ///
  /// A `C` in the cells of a first column `C` marks rows as comments.
  private static let names = [
    "ID", "TIME", "AMT", "RATE", "DUR", "EVID", "MDV", "CMT", "ADDL", "II", "SS", "DV", "DVID", "ROUTE", "C",
    "DATE", "CENS", "LIMIT",
  ]
}

/// A column of a table: its place, name, role and unit.
struct TableColumn {
  /// Its index from 0.
  var index: Int
  /// Its name: as the header writes it, or as a rule renames it.
  var name: String
  /// Its name as the header writes it.
  var writtenName: String
  /// What it is for; nil for a covariate.
  var role: ColumnRole?
  /// The unit in brackets behind its name, or by a rule.
  var unit: Unit?
  /// Whether it is passed over.
  var isDropped = false

  /// Whether a name means it: the one that it has now or that the header writes, in any case.
  func isCalled(_ other: String) -> Bool {
    name.uppercased() == other.uppercased() || writtenName.uppercased() == other.uppercased()
  }
}
