public import PKData
public import PKUnits

/// Profiles read from a table.
public struct ConcentrationTable: Sendable {
  /// One subject's samples of one analyte in one group.
  public struct Entry: Sendable {
    /// The subject, as the table writes it; empty in a table of one subject.
    public var subject: String
    /// The values of the group columns, in their order.
    public var groups: [String]
    /// The analyte: the column's name, or the cell of the analyte column.
    public var analyte: String
    /// The values of the attribute columns, in their order.
    public var attributes: [String]
    /// The samples, each with its row.
    public var samples: [ConcentrationSample] = []
    /// The dose that the table gives.
    public var dose: Double?
    /// The duration of the infusion that the table gives.
    public var duration: Double?
    /// The column of the concentrations, counted from 1, and its name: for errors.
    public var column: (index: Int, name: String)

    /// Creates a profile without samples.
    public init(
      subject: String, groups: [String] = [], analyte: String = "", attributes: [String] = [], dose: Double? = nil,
      duration: Double? = nil, column: (index: Int, name: String) = (0, "")
    ) {
      self.subject = subject
      self.groups = groups
      self.analyte = analyte
      self.attributes = attributes
      self.dose = dose
      self.duration = duration
      self.column = column
    }
  }

  /// What the table is called in errors.
  public let name: String
  /// The profiles in the order in which they appear.
  public internal(set) var entries: [Entry] = []
  /// The unit of times that the header gives.
  public internal(set) var timeUnit: Unit?
  /// The unit of each analyte's concentrations.
  public internal(set) var concentrationUnits: [String: Unit] = [:]
  /// The unit of doses that the header gives.
  public internal(set) var doseUnit: Unit?
  /// The unit of durations that the header gives.
  public internal(set) var durationUnit: Unit?
  /// Words in cells of concentrations and how often each stands there: what they were taken for is in the samples.
  public internal(set) var words: [String: Int] = [:]
  /// The column of times, counted from 1, and its name; nil where times are names of columns.
  public internal(set) var timeColumn: (index: Int, name: String)?

  /// The columns of a table with one row for each profile, by their times; empty for one row for each sample.
  var timeColumns: [Double: (index: Int, name: String)] = [:]

  init(name: String) { self.name = name }

  /// Reads a table: one row for each sample or, where no column is one of times and names of columns are
  /// numbers (`subject,0,0.5,1,2`), one row for each profile.
  ///
  /// Units stand in brackets behind names: `time[h]`, `conc[ng/mL]`, `dose[mg]`.
  ///
  /// - Parameters:
  ///   - bytes: The table in UTF-8, its columns separated by commas, semicolons or tabs.
  ///   - name: What messages call the table.
  ///   - columns: Which columns mean what.
  ///   - text: What words among the concentrations mean.
  /// - Throws: Up to 20 errors with their rows and columns.
  public init(
    _ bytes: [UInt8], name: String, columns: ConcentrationColumns = ConcentrationColumns(),
    text: ConcentrationText = ConcentrationText()
  ) throws(DatasetErrors) {
    self = try ConcentrationTableReader.read(bytes, name: name, columns: columns, words: text)
  }

  /// Where in a row of times as columns the cause of an error stands.
  private func timeColumn(of error: ProfileError, in entry: Entry) -> (index: Int, name: String)? {
    switch error.reason {
    case .duplicateTime(let time, _): timeColumns[time]
    case .negative(let value): entry.samples.first { $0.value == .measured(value) }.flatMap { timeColumns[$0.time] }
    case .unknownLimit: entry.samples.first { $0.value == .belowLimit(nil) }.flatMap { timeColumns[$0.time] }
    default: nil
    }
  }

  /// An error of a profile as one of this table.
  public func error(_ error: ProfileError, in entry: Entry) -> DatasetErrors {
    let reason: DatasetError.Reason
    var column: (index: Int, name: String)? = entry.column
    switch error.reason {
    case .duplicateTime(let time, let row): reason = .duplicateTime(plain(time), firstRow: row)
    case .negative(let value): reason = .negative(plain(value))
    case .unknownLimit: reason = .unknownLimit
    case .notSorted(let time): (reason, column) = (.timeDecreases(plain(time)), timeColumn)
    case .timeNotFinite: (reason, column) = (.notFinite("time"), timeColumn)
    case .concentrationNotFinite: reason = .notFinite("concentration")
    case .badDose: (reason, column) = (.negative("dose"), nil)
    case .mixedRoutes, .badInterval: (reason, column) = (.endBeforeStart, nil)
    }
    if column != nil, !timeColumns.isEmpty { column = timeColumn(of: error, in: entry) ?? column }
    let row = error.row > 0 ? error.row : nil
    return DatasetErrors([DatasetError(reason, row: row, column: column?.index, columnName: column?.name)], name: name)
  }
}
