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

  /// The number and the unit with a space between them.
  public var description: String { unit.isPureNumber ? "\(value)" : "\(value) \(unit)" }
}
