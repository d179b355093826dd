/// Body surface area by a named method.
///
/// Domain: 20–350 kg, 100–250 cm and 10–100 kg/m²; refused outside. Methods differ by 10 %, in obesity by far more, so
/// the method is part of every result.
public enum BodySurface: String, CaseIterable, Hashable, Sendable {
  /// √(H·W/3600): Mosteller, N Engl J Med 1987;317:1098.
  case mosteller
  /// 0.007184·W^0.425·H^0.725: Du Bois and Du Bois, Arch Intern Med 1916;17:863.
  case duBois
  /// 0.024265·W^0.5378·H^0.3964: Haycock, J Pediatr 1978;93:62.
  case haycock
  /// 0.0235·W^0.51456·H^0.42246: Gehan and George, Cancer Chemother Rep 1970;54:225.
  case gehanGeorge
  /// 0.0003207·H^0.3·g^(0.7285 − 0.0188·log₁₀ g), g the weight in grams: Boyd, The growth of the
  /// surface area of the human body, University of Minnesota Press 1935.
  case boyd
  /// 0.008883·W^0.444·H^0.663: Fujimoto, Nippon Eiseigaku Zasshi 1968;23:443.
  case fujimoto
  /// 0.007241·W^0.425·H^0.725: Takahira, Metabolism of the Japanese, 1925, as it is used in clinical data standards; a
  /// factor of 0.007246 circulates too, which is 0.07 % more.
  case takahira

  /// The area, not rounded.
  ///
  /// - Throws: a refusal outside the domain.
  public func area(weight: Measure<ActualWeight>, height: Measure<Height>) throws(Refusal) -> Measure<SurfaceArea> {
    try Domain.adult(weight: weight, height: height)
    let result =
      switch self {
      case .mosteller: (height.value * weight.value).over(3600).squareRoot
      case .boyd: Self.boydArea(weight.value, height.value)
      default: allometric(weight.value, height.value)
      }
    guard let result else { throw Domain.refusal("weight", weight.text, "the formula has no value here") }
    return Measure(result)
  }

  /// Factor in millionths, and the exponents of weight and height in hundred-thousandths.
  var coefficients: (factor: Int, weight: Int, height: Int)? {
    switch self {
    case .mosteller, .boyd: nil
    case .duBois: (7_184, 42_500, 72_500)
    case .haycock: (24_265, 53_780, 39_640)
    case .gehanGeorge: (23_500, 51_456, 42_246)
    case .fujimoto: (8_883, 44_400, 66_300)
    case .takahira: (7_241, 42_500, 72_500)
    }
  }

  private func allometric(_ weight: Rational, _ height: Rational) -> Rational? {
    guard let coefficients,
      let weightPart = weight.power(Rational(coefficients.weight, decimals: 5)),
      let heightPart = height.power(Rational(coefficients.height, decimals: 5))
    else { return nil }
    return Rational(coefficients.factor, decimals: 6) * weightPart * heightPart
  }

  private static func boydArea(_ weight: Rational, _ height: Rational) -> Rational? {
    let grams = weight * Rational(1000)
    guard let logarithm = grams.decimalLogarithm,
      let weightPart = grams.power(Rational(7285, decimals: 4) - Rational(188, decimals: 4) * logarithm),
      let heightPart = height.power(Rational(3, decimals: 1))
    else { return nil }
    return Rational(3207, decimals: 7) * heightPart * weightPart
  }

  /// The method as results name it.
  public var title: String {
    switch self {
    case .mosteller: "Mosteller 1987"
    case .duBois: "Du Bois 1916"
    case .haycock: "Haycock 1978"
    case .gehanGeorge: "Gehan-George 1970"
    case .boyd: "Boyd 1935"
    case .fujimoto: "Fujimoto 1968"
    case .takahira: "Takahira 1925"
    }
  }
}

/// The ranges in which formulas may be used at all.
enum Domain {
  static func refusal(_ field: String, _ value: String, _ rule: String) -> Refusal {
    Refusal(.outsideDomain, field: field, value: value, rule: rule, action: "check the value and its unit")
  }

  static func require<Kind>(
    _ measure: Measure<Kind>, _ range: ClosedRange<Int>, field: String
  ) throws(Refusal) {
    guard measure.value >= Rational(range.lowerBound), measure.value <= Rational(range.upperBound) else {
      throw refusal(
        field, measure.text,
        "it is outside \(range.lowerBound) to \(range.upperBound) \(Kind.unit), where it may be used")
    }
  }

  /// Whether an adult can have a body mass index: 10 to 100 kg/m².
  static func isPossible(_ index: Measure<MassIndex>) -> Bool {
    index.value >= Rational(10) && index.value <= Rational(100)
  }

  static func adult(weight: Measure<ActualWeight>, height: Measure<Height>) throws(Refusal) {
    try require(weight, 20...350, field: "weight")
    try require(height, 100...250, field: "height")
    let index = Measure<MassIndex>(BodyMassIndex.exact(weight.value, height.value))
    guard isPossible(index) else {
      throw refusal(
        "weight", weight.text,
        "with a height of \(height.text) the body mass index is \(index.text(decimals: 1)), outside 10 to 100")
    }
  }
}
