import PKData
import PKText

/// A table of patients: one row, one request; a bad row is refused without stopping the others.
///
/// The header names inputs as on the command line, with the unit in brackets where the cells are bare
/// numbers: `subject,arm,cycle,date,weight[kg]`. Columns of parameters are `set:NAME[unit]`. The
/// separator is a comma, and numbers have points.
public struct PatientTable: Sendable {
  /// A row and what it asks for.
  public struct Row: Sendable {
    /// The row as a spreadsheet counts it; the header is row 1.
    public let number: Int
    /// The request, as far as it could be put together.
    public let request: DoseRequest
    /// Why the row cannot be read, or nil.
    public let refusal: Refusal?
  }

  private enum Column {
    case input(DoseRequest.Field, unit: String?)
    case parameter(String, unit: String?)
  }

  /// The most rows that a table may have.
  public static let mostRows = 100_000

  /// The rows in their order.
  public let rows: [Row]

  /// Reads a table; inputs of `common` hold for every row.
  ///
  /// - Throws: a refusal of the whole table when its header cannot be read.
  public init(_ bytes: [UInt8], common: DoseRequest) throws(Refusal) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Refusal(.numberForm, field: "table", rule: "it is not plain text in UTF-8", action: "save it as UTF-8")
    }
    var reader = DelimitedText(bytes)
    var fields: [DelimitedText.Field] = []
    guard case .record = reader.next(into: &fields) else {
      throw Refusal(.missingInput, field: "header", rule: "the table has no header", action: "name the columns")
    }
    let columns = try Self.columns(fields.map { reader.text($0) }, common)
    var rows: [Row] = []
    reading: while true {
      let outcome = reader.next(into: &fields)
      switch outcome {
      case .end: break reading
      case .tooLong, .openQuote:
        rows.append(Self.broken(reader.row, common, "a quotation mark is not closed, or the row is too long"))
        break reading
      case .record:
        if fields.count == 1, reader.isMissing(fields[0]) { continue }
        guard rows.count < Self.mostRows else {
          throw Refusal(
            .unusedInput, field: "table", rule: "it has more than \(Self.mostRows) rows", action: "divide it")
        }
        rows.append(Self.row(reader.row, fields.map { reader.text($0) }, columns, common))
      }
    }
    self.rows = rows
  }

  private static func columns(_ names: [String], _ common: DoseRequest) throws(Refusal) -> [Column] {
    let known = DoseRequest.Field.allCases.map(\.rawValue)
    var columns: [Column] = []
    var seen: Set<String> = []
    for name in names {
      let (title, unit) = split(name)
      guard seen.insert(title).inserted else {
        throw Refusal(
          .unknownName, field: "column", value: name, rule: "the column is there twice", action: "remove one")
      }
      if title.hasPrefix("set:") {
        columns.append(.parameter(String(title.dropFirst(4)), unit: unit))
      } else if let field = DoseRequest.Field(rawValue: title) {
        guard common[field] == nil else {
          throw Refusal(
            .unusedInput, field: "column", value: name, rule: "it is given on the command line too",
            action: "give it in one of both places")
        }
        columns.append(.input(field, unit: unit))
      } else {
        throw Refusal(
          .unknownName, field: "column", value: name, rule: "there is no such input",
          action: didYouMean(title, among: known) ?? "the columns are named \(known.joined(separator: ", "))")
      }
    }
    return columns
  }

  /// `weight[kg]` as name and unit.
  private static func split(_ name: String) -> (title: String, unit: String?) {
    guard name.hasSuffix("]"), let bracket = name.firstIndex(of: "[") else { return (name, nil) }
    return (String(name[..<bracket]), String(name[name.index(after: bracket)...].dropLast()))
  }

  private static func row(_ number: Int, _ cells: [String], _ columns: [Column], _ common: DoseRequest) -> Row {
    guard cells.count == columns.count else {
      return broken(
        number, common,
        "it has \(cells.count) cells, and the header has \(columns.count); a comma in a number would explain it")
    }
    var request = common
    for (cell, column) in zip(cells, columns) where !cell.isEmpty {
      switch column {
      case .input(let field, let unit): request[field] = unit.map { "\(cell) \($0)" } ?? cell
      case .parameter(let name, let unit): request.parameters[name] = unit.map { "\(cell) \($0)" } ?? cell
      }
    }
    return Row(number: number, request: request, refusal: nil)
  }

  private static func broken(_ number: Int, _ common: DoseRequest, _ rule: String) -> Row {
    let refusal = Refusal(
      .numberForm, field: "row", value: "\(number)", rule: rule, action: "correct the row; the others are not affected")
    return Row(number: number, request: common, refusal: refusal)
  }
}
