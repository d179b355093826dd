/// One thing that is wrong or suspicious in a table, with every place where it is.
public struct DataFinding: Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// The table cannot be used as it is.
    case error
    /// It can, but most likely something else was meant.
    case warning
    /// It can; the user should know what was understood.
    case note
  }

  /// A place in the table.
  public struct Place: Hashable, Sendable {
    /// The row as a spreadsheet counts it, the header being 1; nil when the whole subject is meant.
    public var row: Int?
    /// The subject, where it is known.
    public var subject: String?
    /// What is special here, such as the value.
    public var detail: String?

    /// Creates a place.
    public init(row: Int? = nil, subject: String? = nil, detail: String? = nil) {
      self.row = row
      self.subject = subject
      self.detail = detail
    }
  }

  /// How much it matters.
  public var severity: Severity
  /// A stable word for the kind of finding, such as `outlier`.
  public var kind: String
  /// The column that it is in, where it is in one.
  public var column: String?
  /// What was found, in one line without a full stop.
  public var message: String
  /// The way out.
  public var help: String?
  /// Where; empty when the table as a whole is meant.
  public var places: [Place]

  /// Creates a finding.
  public init(
    _ severity: Severity, _ kind: String, column: String? = nil, _ message: String, help: String? = nil,
    places: [Place] = []
  ) {
    self.severity = severity
    self.kind = kind
    self.column = column
    self.message = message
    self.help = help
    self.places = places
  }
}

extension DataFinding {
  /// Findings of the same kind of error in different rows, as one; each place says what its row has.
  static func grouped(_ errors: [DatasetError]) -> [DataFinding] {
    struct Key: Hashable {
      let column: Int?
      let help: String?
      let shape: [String]
    }
    var findings: [DataFinding] = []
    var indices: [Key: Int] = [:]
    for error in errors {
      // Texts between quotation marks differ from row to row: every second part of the message.
      let parts = error.message.split(separator: "'", omittingEmptySubsequences: false)
      let quoted = parts.enumerated().filter { $0.offset % 2 == 1 }.map { "'\($0.element)'" }.joined(separator: ", ")
      let shape = parts.enumerated().filter { $0.offset % 2 == 0 }.map { $0.element.filter { !$0.isNumber } }
      let place = error.row.map { Place(row: $0, detail: quoted.isEmpty ? nil : quoted) }
      let key = Key(column: error.column, help: error.help, shape: shape)
      if let index = indices[key] {
        findings[index].places += place.map { [$0] } ?? []
      } else {
        indices[key] = findings.count
        findings.append(
          DataFinding(
            .error, "unreadable", column: error.columnName ?? error.column.map { "column \($0)" }, error.message,
            help: error.help, places: place.map { [$0] } ?? []))
      }
    }
    for index in findings.indices where Set(findings[index].places.map(\.detail)).count == 1 {
      for place in findings[index].places.indices { findings[index].places[place].detail = nil }
    }
    return findings
  }
}
