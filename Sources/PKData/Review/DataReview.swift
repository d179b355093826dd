/// Everything that is wrong or suspicious in a NONMEM-style table, and what is in it.
public struct DataReview: Sendable {
  /// How many errors are collected before reading stops.
  public static let errorLimit = 10_000

  /// What the findings call the table.
  public let name: String
  /// What was found: errors first, then warnings, then notes.
  public private(set) var findings: [DataFinding]
  /// What is in the rows that can be read; nil when the header cannot.
  public let summary: DataSummary?
  /// The rows that can be read; nil when the header cannot.
  public let dataset: Dataset?

  /// Whether the table cannot be used as it is.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// Reviews a table.
  ///
  /// - Parameters:
  ///   - bytes: the table in UTF-8.
  ///   - name: what the findings call the table.
  ///   - rules: how it is read.
  public init(table bytes: [UInt8], name: String, rules: TableRules = TableRules()) {
    self.name = name
    do throws(DatasetErrors) {
      let reading = try TableReader.reading(bytes, name: name, rules: rules, errorLimit: Self.errorLimit)
      var summary = DataSummary(of: reading.dataset)
      summary.rows = reading.rowCount
      summary.filteredRows = reading.filterCounts.reduce(0, +)
      summary.droppedColumns = reading.header.columns.filter(\.isDropped).map(\.writtenName)
      summary.outputColumn = (reading.header[.output] ?? reading.header[.compartment])?.writtenName
      var reviewer = DataReviewer(reading, summary: summary, rules: rules)
      reviewer.review()
      findings = DataFinding.grouped(reading.errors) + reviewer.findings
      self.summary = reading.header.errors.isEmpty ? summary : nil
      dataset = reading.header.errors.isEmpty ? reading.dataset : nil
    } catch {
      findings = DataFinding.grouped(error.errors)
      summary = nil
      dataset = nil
    }
    rank()
  }

  /// Adds findings that need more than the table, such as a model.
  public mutating func add(_ more: [DataFinding]) {
    findings += more
    rank()
  }

  /// Errors, warnings, notes; within each in the order in which they were found.
  private mutating func rank() {
    findings = DataFinding.Severity.allCases.flatMap { severity in findings.filter { $0.severity == severity } }
  }
}

/// Looks through the records of a table.
struct DataReviewer {
  let reading: TableReading
  let summary: DataSummary
  let rules: TableRules
  var findings: [DataFinding] = []

  init(_ reading: TableReading, summary: DataSummary, rules: TableRules) {
    self.reading = reading
    self.summary = summary
    self.rules = rules
  }

  var dataset: Dataset { reading.dataset }
  var header: TableHeader { reading.header }
  /// The outputs that are looked at one by one; a table with more has something else in that column.
  var outputs: ArraySlice<DataSummary.Output> { summary.outputs.prefix(50) }

  /// Runs every check; those of whole subjects only when every row could be read, since a row that was not may be
  /// what the subject seems to lack.
  mutating func review() {
    guard !dataset.subjects.isEmpty else { return }
    if reading.errors.isEmpty {
      reviewRemarks()
      reviewSubjects()
      reviewFilters()
    }
    reviewRepeats()
    reviewValues()
    reviewNeighbours()
    reviewExtremes()
    reviewCensoring()
    reviewScales()
    reviewCovariates()
    reviewUnits()
  }

  /// Adds a finding when there is a place for it.
  mutating func add(
    _ severity: DataFinding.Severity, _ kind: String, column: String? = nil, _ message: String, help: String? = nil,
    at places: [DataFinding.Place]
  ) {
    guard !places.isEmpty else { return }
    findings.append(DataFinding(severity, kind, column: column, message, help: help, places: places))
  }

  /// A number as findings show it.
  static func text(_ value: Double) -> String { DecimalText(significantDigits: 4).string(value) }

  /// The name of a role's column as the header writes it.
  func columnName(_ role: ColumnRole) -> String? { header[role]?.writtenName }
}
