import PKText

/// The filters of a table, bound to its columns: decides which rows are read.
struct RowSieve {
  private indirect enum Test {
    case begins(UInt8)
    case cell(Int, RowCondition.Comparison, RowCondition.Operand)
    case cells(Int, RowCondition.Comparison, Int)
    case and(Test, Test)
    case or(Test, Test)
    case not(Test)
  }

  /// How many rows each filter has left out; of the accepting ones, which act together, the first counts.
  private(set) var counts: [Int]
  private var ignoring: [(filter: Int, test: Test)] = []
  private var accepting: [(filter: Int, test: Test)] = []

  /// Binds filters.
  ///
  /// - Parameters:
  ///   - filters: the filters as written.
  ///   - header: the columns.
  ///   - errors: receives an error for each column that is not there.
  init(_ filters: [RowFilter], header: TableHeader, errors: inout [DatasetError]) {
    counts = [Int](repeating: 0, count: filters.count)
    for (index, filter) in filters.enumerated() {
      guard let test = Self.bind(filter.condition, header, &errors) else { continue }
      if filter.effect == .ignore { ignoring.append((index, test)) } else { accepting.append((index, test)) }
    }
  }

  /// Whether a row is left out, which is counted.
  mutating func leavesOut(_ fields: [DelimitedText.Field], of text: DelimitedText) -> Bool {
    if let (filter, _) = ignoring.first(where: { Self.holds($0.test, fields, text) }) {
      counts[filter] += 1
      return true
    }
    guard let first = accepting.first, !accepting.contains(where: { Self.holds($0.test, fields, text) }) else {
      return false
    }
    counts[first.filter] += 1
    return true
  }

  // MARK: - Binding

  private static func bind(_ condition: RowCondition, _ header: TableHeader, _ errors: inout [DatasetError]) -> Test? {
    switch condition {
    case .begins(let character): return .begins(character)
    case .not(let condition): return bind(condition, header, &errors).map(Test.not)
    case .and(let first, let second):
      guard let first = bind(first, header, &errors), let second = bind(second, header, &errors) else { return nil }
      return .and(first, second)
    case .or(let first, let second):
      guard let first = bind(first, header, &errors), let second = bind(second, header, &errors) else { return nil }
      return .or(first, second)
    case .cell(let name, let comparison, let operand):
      guard let column = header.index(of: name) else {
        let near = nearestName(to: name, among: header.columns.map(\.name))
        errors.append(DatasetError(.noColumn(name, purpose: .filter, near: near), row: header.row))
        return nil
      }
      guard case .name(let other) = operand else { return .cell(column, comparison, operand) }
      return header.index(of: other).map { .cells(column, comparison, $0) } ?? .cell(column, comparison, .text(other))
    }
  }

  // MARK: - Tests

  private static func holds(_ test: Test, _ fields: [DelimitedText.Field], _ text: DelimitedText) -> Bool {
    switch test {
    case .begins(let character): return begins(fields, text, with: character)
    case .and(let first, let second): return holds(first, fields, text) && holds(second, fields, text)
    case .or(let first, let second): return holds(first, fields, text) || holds(second, fields, text)
    case .not(let test): return !holds(test, fields, text)
    case .cell(let column, let comparison, let operand):
      guard column < fields.count else { return false }
      return holds(fields[column], comparison, operand, text)
    case .cells(let column, let comparison, let other):
      guard column < fields.count, other < fields.count else { return false }
      return holds(fields[column], comparison, value(of: fields[other], text), text)
    }
  }

  private static func begins(
    _ fields: [DelimitedText.Field], _ text: DelimitedText, with character: UInt8
  ) -> Bool {
    guard let field = fields.first, field.start < field.end else { return false }
    let first = text.bytes[field.start]
    guard character == UInt8(ascii: "@") else { return first == character }
    let lower = first | 0x20
    return first == character || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
  }

  private static func value(of field: DelimitedText.Field, _ text: DelimitedText) -> RowCondition.Operand {
    if text.isMissing(field) { return .missing }
    return DecimalNumber.parse(text.bytes, field.start, field.end).map(RowCondition.Operand.number)
      ?? .text(text.text(field))
  }

  private static func holds(
    _ field: DelimitedText.Field, _ comparison: RowCondition.Comparison, _ operand: RowCondition.Operand,
    _ text: DelimitedText
  ) -> Bool {
    let own = value(of: field, text)
    switch (own, operand) {
    case (.number(let own), .number(let other)): return compares(own, comparison, other)
    case (.text(let own), .text(let other)): return compares(own, comparison, other)
    // A quoted number is a text that happens to look like one.
    case (.number, .text(let other)): return compares(text.text(field), comparison, other)
    case (.missing, .missing):
      return comparison == .equal || comparison == .lessOrEqual || comparison == .greaterOrEqual
    default: return comparison == .unequal
    }
  }

  private static func compares<Value: Comparable>(
    _ own: Value, _ comparison: RowCondition.Comparison, _ other: Value
  ) -> Bool {
    switch comparison {
    case .equal: own == other
    case .unequal: own != other
    case .less: own < other
    case .lessOrEqual: own <= other
    case .greater: own > other
    case .greaterOrEqual: own >= other
    }
  }
}
