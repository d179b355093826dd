public import PKUnits

/// How a table is to be read: which column is what, in which unit, and which of its rows count.
///
/// One place for `bateman data check`, `simulate --data` and fits, so that all of them see the same records.
public struct TableRules: Hashable, Sendable {
  /// For a name (`DV`, `WT`): the column of the table that it is read from (`CONC`), both in any case.
  ///
  /// A column that had the name itself is then left out.
  public var columns: [String: String] = [:]
  /// Units by column, in any case, for headers that have none: `TIME`, `AMT`, `DV`, covariates.
  public var units: [String: Unit] = [:]
  /// Columns that are not read, in any case.
  ///
  /// Columns called `DROP` or `SKIP` never are, as in NONMEM.
  public var dropped: [String] = []
  /// Texts that mean that there is no value, besides an empty cell, `.` and `NA`: `-99`.
  public var missing: [String] = []
  /// Which rows are left out.
  public var filters: [RowFilter] = []

  /// Whether an ID that returns after rows of other subjects is a new subject, as it is to NONMEM; an error otherwise,
  /// since a table that is not sorted by ID looks the same.
  public var returningIDsAreNew = false

  /// Creates rules that change nothing.
  public init() {}

  /// Whether they change nothing.
  public var isEmpty: Bool { self == TableRules() }
}
