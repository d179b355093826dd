import BigInt

extension DecimalInterval {
  /// Whether an exact number lies within, to the last place: where the two arithmetics meet.
  package func contains(_ value: Rational) -> Bool {
    let units = value.numerator * BigInt(10).power(Self.places)
    return BigInt(low) * value.denominator <= units && units <= BigInt(high) * value.denominator
  }
}
