/// Conversions that are asked for by name and never made silently.
public enum Conversion {
  /// Kilograms of pounds: 0.45359237 exactly.
  public static func kilograms(_ pounds: Measure<PoundWeight>) -> Measure<ActualWeight> {
    Measure(pounds.value * Rational(45_359_237, decimals: 8))
  }

  /// Centimetres of inches: 2.54 exactly.
  public static func centimetres(_ inches: Measure<InchHeight>) -> Measure<Height> {
    Measure(inches.value * Rational(254, decimals: 2))
  }

  /// Completed years between two days.
  ///
  /// - Throws: a refusal when the birth is later, or more than 120 years earlier.
  public static func age(birth: CivilDate, on date: CivilDate) throws(Refusal) -> Measure<Age> {
    guard birth <= date else {
      throw Refusal(
        .dateOrder, field: "birth-date", value: birth.description, rule: "it is after the date of calculation, \(date)",
        action: "check both dates")
    }
    let years = date.completedYears(since: birth)
    guard years <= 120 else {
      throw Refusal(
        .implausible, field: "birth-date", value: birth.description, rule: "the patient would be \(years) years old",
        action: "check the year")
    }
    return Measure(Rational(years))
  }
}
