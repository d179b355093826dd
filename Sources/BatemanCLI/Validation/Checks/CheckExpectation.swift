/// Something that has to hold after a step.
struct CheckExpectation {
  /// What is looked at.
  enum Target {
    /// A place in a JSON text.
    case json(file: String?, path: JSONPath, value: Value)
    /// A cell of a table: the column of the row in which other columns have these texts.
    case cell(file: String, row: [String: String], column: String, value: Value)
    /// Columns of a table against those of a reference, row by row where the key columns are equal.
    case table(file: String, TableComparison)
    /// Words that a text contains, or must not contain.
    case text(file: String, words: String, isThere: Bool)
    /// Files with the same bytes.
    case same([String])
    /// A property of the machine.
    case measure(String, value: Value)
  }

  /// What a place has to hold.
  enum Value {
    case number(Double)
    case text(String)
  }

  /// How far a number may be off.
  enum Tolerance {
    /// Not at all.
    case exact
    /// By `relative` times the reference, or by `absolute`, whichever is more.
    case within(relative: Double, absolute: Double)
    /// By half a unit in the last digit in which the reference is written.
    case lastDigit
    /// By as many standard errors as the check's rate of false alarms allows.
    case standardError(Double)
  }

  var target: Target
  var tolerance: Tolerance
  /// Why the tolerance is what it is.
  var reason: String
}

/// Which columns of two tables are compared.
struct TableComparison {
  /// The file of reference values.
  var reference: String
  /// Columns of the table, and those of the reference, that have to be equal in a pair of rows.
  var keys: [(String, String)]
  /// Columns of the table, and those of the reference, that are compared.
  var columns: [(String, String)]
  /// Rows of the reference are used only where these columns have these texts.
  var filter: [String: String]
  /// What the reference is multiplied by.
  var factor: Double
}
