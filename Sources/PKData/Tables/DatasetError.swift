/// One thing that is wrong with a table: what, where, and the way out.
///
/// Rows and columns are counted as a spreadsheet counts them: the header is row 1 when nothing
/// stands above it. Of the patients' values, only the cell at fault appears in the text.
public struct DatasetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The file has nothing in it.
    case empty
    /// The file has a header and nothing else.
    case noRows
    /// Filters leave out every row.
    case allFiltered(Int)
    /// The file is no text; the value says what it looks like.
    case notText(FileKind)
    /// A row is longer than any row of a table.
    case rowTooLong(limit: Int)
    /// A quotation mark is never closed.
    case openQuote
    /// A column that every table has is not there; a name that resembles it may be.
    case missingColumn(String, near: String?)
    /// Two columns have one name.
    case duplicateColumn(String, first: Int)
    /// A column has no name.
    case unnamedColumn
    /// The text in brackets is no unit.
    case badUnit(String, message: String)
    /// The unit measures something else than the column does.
    case wrongUnit(String, wanted: String)
    /// The unit needs another column to have one.
    case unitWithout(String, column: String)
    /// The column holds no quantity.
    case needlessUnit(String)
    /// Two columns give the date.
    case secondDate(first: String)
    /// A column that is to be kept is not there; a name that resembles it may be.
    case noColumnToKeep(String, near: String?)
    /// A column that a rule of reading names is not there; a name that resembles it may be.
    case noColumn(String, purpose: ColumnPurpose, near: String?)
    /// A column has one unit in the header and another by a rule of reading.
    case unitDiffers(String, header: String)
    /// An event code is one of rxode2's.
    case rxodeEvent(RxodeEvent)
    /// A row has more or fewer fields than the header.
    case fieldCount(Int, expected: Int)
    /// A cell that must not be empty is.
    case missingValue
    /// A cell that must be a number is none.
    case notANumber(String)
    /// A number is written with a decimal comma.
    case decimalComma(String)
    /// A number is NaN, infinite or too large.
    case notFinite(String)
    /// A time is written as a clock or a calendar does, and is no such time.
    case clockTime(String)
    /// A date is none, in the order that its column has.
    case badDate(String, order: String)
    /// Some times are numbers and others clock times.
    case mixedTimes(String, isNumber: Bool)
    /// The limit of a censored value lies on the wrong side of it.
    case limitBeyondValue(String)
    /// A column of numbers has a word, or a column of words a number.
    case mixedColumn(String, hasNumbers: Bool)
    /// A code is none of those that the column takes.
    case unknownCode(String, allowed: String)
    /// A steady state of doses has no interval.
    case steadyStateWithoutInterval
    /// A steady state has neither an amount nor a rate.
    case steadyStateWithoutDose
    /// The steady state of an infusion without end has an interval or additional doses.
    case steadyInfusionRepeats
    /// A number is negative that must not be.
    case negative(String)
    /// Time goes back within a subject.
    case timeDecreases(String)
    /// A subject's rows are not together.
    case idReturns(String, lastRow: Int)
    /// A dose record has no amount.
    case doseWithoutAmount
    /// A record that is no dose has something that only doses have.
    case notADose
    /// Additional doses have no interval.
    case additionalWithoutInterval
    /// A dose has both a rate and a duration.
    case rateAndDuration
    /// A cell of concentrations has a word that no rule knows; one that resembles it may be known.
    case unknownConcentration(String, near: String?)
    /// A number has a unit beside it in its cell.
    case unitInCell(String)
    /// A column has values in two units.
    case mixedUnits(String, first: String, firstRow: Int)
    /// A value that belongs to the subject differs between its rows.
    case changes(String, first: String, firstRow: Int)
    /// Two different values were measured at one time.
    case duplicateTime(String, firstRow: Int)
    /// A limit of quantification is needed and not given.
    case unknownLimit
    /// An interval ends before it starts.
    case endBeforeStart
  }

  /// What a rule of reading wants a column for.
  public enum ColumnPurpose: String, Hashable, Sendable {
    case filter = "a filter"
    case mapping = "a column's new name"
    case unit = "a unit"
    case drop = "the columns to drop"
  }

  /// What a file that is no text looks like.
  public enum FileKind: String, Hashable, Sendable {
    case binary = "binary data"
    case utf16 = "text in UTF-16"
    case gzip = "gzip-compressed"
    case spreadsheet = "a spreadsheet or zip archive"
  }

  /// What is wrong.
  public var reason: Reason
  /// The row, counted from 1; nil when the table as a whole is meant.
  public var row: Int?
  /// The column, counted from 1; nil when the row as a whole is meant.
  public var column: Int?
  /// The column's name in the header.
  public var columnName: String?

  /// Creates an error.
  public init(_ reason: Reason, row: Int? = nil, column: Int? = nil, columnName: String? = nil) {
    self.reason = reason
    self.row = row
    self.column = column
    self.columnName = columnName
  }

  /// Place, message and help in one line.
  public var description: String {
    let parts = [row.map { "row \($0)" }, column.map { "column \($0)" + (columnName.map { " (\($0))" } ?? "") }]
    let place = parts.compactMap(\.self).joined(separator: ", ")
    return (place.isEmpty ? "" : "\(place): ") + message + (help.map { "; \($0)" } ?? "")
  }
}

/// Everything that was found wrong with a table, up to a limit.
public struct DatasetErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// How many errors are collected before reading stops.
  public static let limit = 20

  /// What the messages call the table: its file's name.
  public let name: String
  /// The errors in the order of the table; at least one.
  public let errors: [DatasetError]

  /// Creates a list.
  public init(_ errors: [DatasetError], name: String) {
    self.errors = errors
    self.name = name
  }

  /// Whether reading stopped because there were too many.
  public var isCutShort: Bool { errors.count >= Self.limit }

  /// One line for each error.
  public var description: String {
    let lines = errors.map { "\(name): \($0)" }
    return (lines + (isCutShort ? ["\(name): there may be more; reading stopped here"] : [])).joined(separator: "\n")
  }
}
