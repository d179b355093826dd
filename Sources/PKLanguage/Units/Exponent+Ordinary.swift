import PKUnits

extension Exponent {
  /// The largest power of a unit that an expression may have.
  static let largest = 100

  /// Whether units with such powers stay exact however they are multiplied.
  ///
  /// Powers are small fractions of whole numbers: with denominators of at most 12, or that divide 1,000, sums
  /// of any number of them have denominators below 10⁶, which `Exponent` holds without rounding.
  var isOrdinary: Bool {
    abs(value) <= Double(Self.largest) && (denominator <= 12 || 1_000 % denominator == 0)
  }
}

extension Dimension {
  /// Whether every power is ordinary.
  var isOrdinary: Bool { [mass, substance, length, time, arbitrary].allSatisfy(\.isOrdinary) }

  /// Whether every power is at most as large as an expression may have it.
  var isBounded: Bool {
    [mass, substance, length, time, arbitrary].allSatisfy { abs($0.value) <= Double(Exponent.largest) }
  }
}
