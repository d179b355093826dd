/// The data of a figure: named columns of values.
public struct PlotTable: Hashable, Sendable {
  /// The names of the columns.
  public var columns: [String]
  /// The rows, each with a value for each column.
  public private(set) var rows: [[PlotValue]] = []

  /// An empty table.
  public init(_ columns: [String]) { self.columns = columns }

  /// A table with rows; what a row lacks is missing.
  public init(_ columns: [String], _ rows: some Sequence<[PlotValue]>) {
    self.columns = columns
    for row in rows { append(row) }
  }

  /// Adds a row; what it lacks is missing.
  public mutating func append(_ row: [PlotValue]) {
    let lacking = max(0, columns.count - row.count)
    rows.append(Array(row.prefix(columns.count)) + Array(repeating: .missing, count: lacking))
  }
}

extension PlotTable: Encodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private enum CodingKeys: CodingKey { case values }

  /// Writes `{"values": [{column: value, …}, …]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    var list = container.nestedUnkeyedContainer(forKey: .values)
    for row in rows {
      var object = list.nestedContainer(keyedBy: Key.self)
      for (name, value) in zip(columns, row) { try object.encode(value, forKey: Key(name)) }
    }
  }
}
