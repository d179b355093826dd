public import PKData
public import PKUnits

/// Collections of urine read from a table, one row for each.
///
/// Columns are the subject (`id`, `subject`, `subjid` or `usubjid`), `start`, `end`, and `volume` and `conc`, or
/// `amount` in their place; groups and the analyte where they are named. Units stand in brackets behind names.
public struct UrineTable: Sendable {
  /// One subject's collections of one analyte.
  public struct Entry: Sendable {
    /// The subject.
    public var subject: String
    /// The values of the group columns; nil for a column that the table has not.
    public var groups: [String?]
    /// The cell of the analyte column; empty without one.
    public var analyte: String
    /// The collections.
    public var collections: [UrineCollection] = []
  }

  /// The collections in the order in which subjects appear.
  public private(set) var entries: [Entry] = []
  /// The unit of amounts, concentration × volume; nil when the header does not say.
  public private(set) var amountUnit: Unit?
  /// The unit of volumes.
  public private(set) var volumeUnit: Unit?
  /// The unit of times.
  public private(set) var timeUnit: Unit?
  /// Words among the concentrations and how often each stands there.
  public private(set) var words: [String: Int] = [:]

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: The table in UTF-8.
  ///   - name: What messages call it.
  ///   - groups: Columns that tell profiles of one subject apart, where the table has them.
  ///   - subject: The column of subjects; nil for the usual names.
  ///   - analyte: The column of analytes; nil for none.
  ///   - text: What words among the concentrations mean: below the limit counts as 0, no value stays unknown.
  /// - Throws: Up to 20 errors with rows and columns.
  public init(
    _ bytes: [UInt8], name: String, groups: [String] = [], subject: String? = nil, analyte: String? = nil,
    text: ConcentrationText = ConcentrationText()
  ) throws(DatasetErrors) {
    var reader = try UrineTableReader(bytes, name: name)
    reader.layOut(groups: groups, subject: subject, analyte: analyte)
    var places: [[String?]: Int] = [:]
    while let row = try reader.next(text) {
      let key = [row.subject, row.analyte] + row.groups
      if places[key] == nil {
        places[key] = entries.count
        entries.append(Entry(subject: row.subject, groups: row.groups, analyte: row.analyte))
      }
      if let place = places[key] { entries[place].collections.append(row.collection) }
    }
    (amountUnit, volumeUnit, timeUnit) = (reader.amountUnit, reader.volumeUnit, reader.timeUnit)
    words = reader.words
  }
}
