/// Ideal body weight from height and sex by a named method.
///
/// All are base + slope·(inches above 60), with the inch of exactly 2.54 cm; below 152.4 cm the straight
/// line goes on. (Tools that use 0.91 kg for each centimetre differ in the second decimal.)
public enum IdealWeightMethod: String, CaseIterable, Hashable, Sendable {
  /// 50 or 45.5 kg + 2.3 kg an inch: Devine, Drug Intell Clin Pharm 1974;8:650.
  case devine
  /// 52 or 49 kg + 1.9 or 1.7 kg an inch: Robinson, Am J Hosp Pharm 1983;40:1016.
  case robinson
  /// 56.2 or 53.1 kg + 1.41 or 1.36 kg an inch: Miller, Am J Hosp Pharm 1983;40:1622.
  case miller
  /// 48 or 45.5 kg + 2.7 or 2.2 kg an inch: the metric form of Hamwi's 106 or 100 lb + 6 or 5 lb an inch, in Danowski,
  /// Diabetes mellitus: diagnosis and treatment, 1964;1:73.
  case hamwi

  /// Five feet in centimetres, where the lines begin.
  public static let fiveFeet = Measure<Height>(Rational(1524, decimals: 1))

  /// The weight, not rounded.
  ///
  /// - Throws: a refusal outside 100–250 cm, or where the line is not above zero.
  public func weight(height: Measure<Height>, sex: Sex) throws(Refusal) -> Measure<IdealWeight> {
    try Domain.require(height, 100...250, field: "height")
    let (base, slope) = hundredths(sex)
    let inches = (height.value * Rational(100)).over(254) - Rational(60)
    let weight = Rational(base, decimals: 2) + Rational(slope, decimals: 2) * inches
    guard weight > .zero else {
      throw Domain.refusal("height", height.text, "the line of \(title) gives no weight above zero at this height")
    }
    return Measure(weight)
  }

  /// Base and slope in hundredths of a kilogram.
  func hundredths(_ sex: Sex) -> (base: Int, slope: Int) {
    switch (self, sex) {
    case (.devine, .male): (5000, 230)
    case (.devine, .female): (4550, 230)
    case (.robinson, .male): (5200, 190)
    case (.robinson, .female): (4900, 170)
    case (.miller, .male): (5620, 141)
    case (.miller, .female): (5310, 136)
    case (.hamwi, .male): (4800, 270)
    case (.hamwi, .female): (4550, 220)
    }
  }

  /// The method as results name it.
  public var title: String {
    switch self {
    case .devine: "Devine 1974"
    case .robinson: "Robinson 1983"
    case .miller: "Miller 1983"
    case .hamwi: "Hamwi 1964"
    }
  }

  /// IBW + f·(ABW − IBW): the adjusted weight, f usually 0.4.
  public static func adjusted(
    ideal: Measure<IdealWeight>, actual: Measure<ActualWeight>, factor: Rational
  ) -> Measure<AdjustedWeight> {
    Measure(ideal.value + factor * (actual.value - ideal.value))
  }
}
