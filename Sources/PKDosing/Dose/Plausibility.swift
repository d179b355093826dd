/// Whether inputs can be true of an adult, and true together.
enum Plausibility {
  /// Checks weight and height, alone and against each other, and the weight against an earlier one.
  ///
  /// - Throws: the first thing that cannot be; no override exists.
  static func check(_ inputs: DoseInputs) throws(Refusal) {
    if let weight = inputs.weight, let height = inputs.height { try checkSwapped(weight.measure, height.measure) }
    if let weight = inputs.weight {
      let earlier = inputs.previousWeight ?? inputs.referenceWeight
      if let earlier { try checkSlip(weight.measure, against: earlier.measure) }
      try checkRange(weight.measure, 20...350, "weight")
    }
    if let height = inputs.height { try checkRange(height.measure, 100...250, "height") }
    if let weight = inputs.weight, let height = inputs.height { try checkIndex(weight.measure, height.measure) }
  }

  private static func checkRange<Kind>(_ measure: Measure<Kind>, _ range: ClosedRange<Int>, _ field: String)
    throws(Refusal)
  {
    guard measure.value >= Rational(range.lowerBound), measure.value <= Rational(range.upperBound) else {
      throw Refusal(
        .implausible, field: field, value: measure.text,
        rule: "an adult's \(Kind.title) is between \(range.lowerBound) and \(range.upperBound) \(Kind.unit)",
        action: "check the value and its unit, and measure again")
    }
  }

  private static func checkSwapped(_ weight: Measure<ActualWeight>, _ height: Measure<Height>) throws(Refusal) {
    guard weight.value > .zero, height.value > .zero else { return }
    let index = BodyMassIndex.exact(weight.value, height.value)
    let swapped = BodyMassIndex.exact(height.value, weight.value)
    guard height.value <= weight.value, index > Rational(60), swapped < Rational(60) else { return }
    throw Refusal(
      .swapped, field: "height", value: height.text,
      rule: "with a weight of \(weight.text) the body mass index is \(index.text(decimals: 0)) kg/m²: "
        + "height and weight seem to be swapped",
      action: "enter weight and height again")
  }

  private static func checkIndex(_ weight: Measure<ActualWeight>, _ height: Measure<Height>) throws(Refusal) {
    let index = BodyMassIndex.exact(weight.value, height.value)
    guard Domain.isPossible(Measure(index)) else {
      throw Refusal(
        .implausible, field: "weight", value: weight.text,
        rule:
          "with a height of \(height.text) the body mass index is \(index.text(decimals: 1)) kg/m², outside 10 to 100",
        action: "check weight and height")
    }
  }

  /// A factor of ten or of pounds explains the earlier weight, and the entry itself does not.
  private static func checkSlip(
    _ weight: Measure<ActualWeight>, against earlier: Measure<ActualWeight>
  ) throws(Refusal) {
    func isNear(_ value: Rational) -> Bool {
      (value - earlier.value).magnitude <= Rational(15, decimals: 2) * earlier.value
    }
    guard !isNear(weight.value) else { return }
    let pound = Rational(22046, decimals: 4)
    let slips: [(Rational?, String)] = [
      (weight.value * Rational(10), "the point seems to be one digit too far left"),
      (weight.value.over(10), "the point seems to be missing or one digit too far right"),
      (weight.value.divided(by: pound), "pounds seem to be entered as kilograms"),
      (weight.value * pound, "kilograms seem to be converted from pounds twice"),
    ]
    for (value, words) in slips {
      guard let value, isNear(value) else { continue }
      throw Refusal(
        .decimalSlip, field: "weight", value: weight.text,
        rule: "the weight before was \(earlier.text): \(words) (\(value.text(decimals: 1)) kg would fit)",
        action: "weigh again and retype it")
    }
  }
}
