/// What a row's cells must be like: the tree that a filter's text becomes.
public indirect enum RowCondition: Hashable, Sendable {
  /// How a cell is compared.
  public enum Comparison: String, Hashable, Sendable {
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  /// What a cell is compared with.
  public enum Operand: Hashable, Sendable {
    /// A number; a cell that is none is unequal to it.
    case number(Double)
    /// A text, with regard to case.
    case text(String)
    /// No value: an empty cell, `.` or `NA`.
    case missing
    /// The cell of another column, or a text when the table has no such column.
    case name(String)
  }

  /// The row begins with a character, blanks aside; `@` stands for any letter too.
  case begins(with: UInt8)
  /// A column's cell compares so.
  case cell(column: String, Comparison, Operand)
  /// Both hold.
  case and(RowCondition, RowCondition)
  /// At least one holds.
  case or(RowCondition, RowCondition)
  /// It does not hold.
  case not(RowCondition)

  /// The columns that must be there, in the order of the text.
  public var columns: [String] {
    switch self {
    case .begins: []
    case .cell(let column, _, _): [column]
    case .and(let first, let second), .or(let first, let second): first.columns + second.columns
    case .not(let condition): condition.columns
    }
  }
}

/// Which rows of a table are left out, or alone are read: NONMEM's IGNORE and ACCEPT.
///
/// Two ways to write one: NONMEM's (`@`, `(DOSE.EQ.0,SEX.EQ.1)`, with or without `IGNORE=` before it), where a comma
/// is an *or*, and a plain one (`SD == 0 and TIME > 24`, `SEX != "male"`, `DV == NA`). A number is compared by its
/// value, so `0.0` equals `0`; a missing cell is neither less nor greater than anything.
public struct RowFilter: Hashable, Sendable {
  /// What becomes of rows for which the condition holds.
  public enum Effect: String, Hashable, Sendable {
    /// They are left out.
    case ignore
    /// They are read, and every other one is left out.
    case accept
  }

  /// What becomes of the rows.
  public var effect: Effect
  /// Which rows are meant.
  public var condition: RowCondition
  /// The filter as it was written.
  public var text: String

  /// Creates a filter.
  public init(_ effect: Effect, _ condition: RowCondition, text: String) {
    self.effect = effect
    self.condition = condition
    self.text = text
  }
}
