/// Creatinine clearance by Cockcroft and Gault, Nephron 1976;16:31: absolute, mL/min.
public enum CockcroftGault {
  /// (140 − age)·W/(72·SCr), times 0.85 in women; not rounded.
  ///
  /// The weight is whatever the caller's policy says (actual, ideal, adjusted); the formula takes its
  /// kilograms, and the result names it.
  ///
  /// - Throws: a refusal outside 18–100 years, 0.2–15 mg/dL or 20–350 kg.
  public static func clearance<Weight>(
    age: Measure<Age>, weight: Measure<Weight>, creatinine: Measure<SerumCreatinine>, sex: Sex
  ) throws(Refusal) -> Measure<AbsoluteGFR> {
    try Domain.require(age, 18...100, field: "age")
    try Domain.require(weight, 20...350, field: "weight")
    try Domain.requireCreatinine(creatinine)
    let top = (Rational(140) - age.value) * weight.value
    guard let clearance = top.divided(by: Rational(72) * creatinine.value) else {
      throw Domain.refusal("creatinine", creatinine.text, "creatinine is zero")
    }
    return Measure(sex == .male ? clearance : clearance * Rational(85, decimals: 2))
  }
}

extension Domain {
  static func requireCreatinine(_ creatinine: Measure<SerumCreatinine>) throws(Refusal) {
    guard creatinine.value >= Rational(2, decimals: 1), creatinine.value <= Rational(15) else {
      throw refusal(
        "creatinine", creatinine.text(decimals: 4), "it is outside 0.2 to 15 mg/dL, where it may be used")
    }
  }
}
