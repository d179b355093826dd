/// A cell of a figure's data.
public enum PlotValue: Hashable, Sendable {
  /// A number; one that is not finite is written as null, which no mark is drawn for.
  case number(Double)
  /// A text.
  case text(String)
  /// A truth value.
  case flag(Bool)
  /// Nothing.
  case missing
}

extension PlotValue: Encodable {
  /// Writes the value as JSON.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value) where value.isFinite: try container.encode(value)
    case .number, .missing: try container.encodeNil()
    case .text(let value): try container.encode(value)
    case .flag(let value): try container.encode(value)
    }
  }
}

extension PlotValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral
{
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}
