/// Weight over the square of height, kg/m².
public enum BodyMassIndex {
  /// The index, not rounded.
  ///
  /// - Throws: a refusal outside 20–350 kg, 100–250 cm and 10–100 kg/m².
  public static func index(
    weight: Measure<ActualWeight>, height: Measure<Height>
  ) throws(Refusal) -> Measure<MassIndex> {
    try Domain.adult(weight: weight, height: height)
    return Measure(exact(weight.value, height.value))
  }

  /// W/(H/100)², for a height that is not zero.
  static func exact(_ weight: Rational, _ height: Rational) -> Rational {
    (weight * Rational(10_000)).divided(by: height * height) ?? .zero
  }
}
