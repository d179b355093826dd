/// A number and its unit, such as 2.5 mg/kg.
public struct Quantity: Hashable, Sendable, CustomStringConvertible {
  /// The number.
  public var value: Double
  /// The unit that the number counts.
  public var unit: Unit

  /// Creates a quantity.
  public init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// The number in another unit; nil when that measures something else.
  public func value(in other: Unit) -> Double? { unit.convert(value, to: other) }

  /// The shortest number that reads back as the same, and the unit with a space between them.
  public var description: String {
    let number = "\(value)"
    let short = number.hasSuffix(".0") ? String(number.dropLast(2)) : number
    return unit.isPureNumber ? short : "\(short) \(unit)"
  }
}
