/// Filtration rate from creatinine, indexed to 1.73 m², by a named equation.
public enum FiltrationRate: String, CaseIterable, Hashable, Sendable {
  /// CKD-EPI 2021, without race: Inker, N Engl J Med 2021;385:1737.
  case ckdEpi2021
  /// CKD-EPI 2009, its race term left out: Levey, Ann Intern Med 2009;150:604.
  case ckdEpi2009
  /// MDRD with four variables and IDMS creatinine, 175, its race term left out: Levey, Ann Intern Med 2006;145:247.
  case mdrd
  /// MDRD with creatinine before IDMS, 186, its race term left out; to reproduce old data: Levey,
  /// J Am Soc Nephrol 2000;11:155A.
  case mdrd186

  /// The rate, not rounded.
  ///
  /// - Throws: a refusal outside 18–120 years or 0.2–15 mg/dL.
  public func rate(
    creatinine: Measure<SerumCreatinine>, age: Measure<Age>, sex: Sex
  ) throws(Refusal) -> Measure<IndexedGFR> {
    try Domain.require(age, 18...120, field: "age")
    try Domain.requireCreatinine(creatinine)
    let (S, years) = (creatinine.value, age.value)
    let value =
      switch self {
      case .ckdEpi2021:
        Self.ckdEpi(S, years, sex, 142, male: 302, female: 241, above: 1200, 9938, 4, femaleFactor: 1012)
      case .ckdEpi2009:
        Self.ckdEpi(S, years, sex, 141, male: 411, female: 329, above: 1209, 993, 3, femaleFactor: 1018)
      case .mdrd: Self.mdrd(175, S, years, sex)
      case .mdrd186: Self.mdrd(186, S, years, sex)
      }
    guard let value else { throw Domain.refusal("creatinine", creatinine.text, "the equation has no value here") }
    return Measure(value)
  }

  /// factor·min(S/κ, 1)^−α·max(S/κ, 1)^−β·aging^age, times the women's factor; exponents in thousandths.
  private static func ckdEpi(
    _ S: Rational, _ age: Rational, _ sex: Sex, _ factor: Int, male: Int, female: Int, above: Int,
    _ aging: Int, _ agingDecimals: Int, femaleFactor: Int
  ) -> Rational? {
    let kappa = Rational(sex == .male ? 9 : 7, decimals: 1)
    guard let ratio = S.divided(by: kappa) else { return nil }
    let alpha = Rational(-(sex == .male ? male : female), decimals: 3)
    guard let low = min(ratio, .one).power(alpha),
      let high = max(ratio, .one).power(Rational(-above, decimals: 3)),
      let older = Rational(aging, decimals: agingDecimals).power(age)
    else { return nil }
    let rate = Rational(factor) * low * high * older
    return sex == .male ? rate : rate * Rational(femaleFactor, decimals: 3)
  }

  private static func mdrd(_ factor: Int, _ S: Rational, _ age: Rational, _ sex: Sex) -> Rational? {
    guard let creatininePart = S.power(Rational(-1154, decimals: 3)),
      let agePart = age.power(Rational(-203, decimals: 3))
    else { return nil }
    let rate = Rational(factor) * creatininePart * agePart
    return sex == .male ? rate : rate * Rational(742, decimals: 3)
  }

  /// The absolute rate of a patient with this body surface: indexed · BSA/1.73.
  public static func deindexed(
    _ indexed: Measure<IndexedGFR>, surface: Measure<SurfaceArea>
  ) -> Measure<AbsoluteGFR> {
    Measure((indexed.value * surface.value * Rational(100)).over(173))
  }

  /// The factor that the equations once had for Black patients: only to reproduce old data, never applied
  /// here; nil for the equation without one.
  public var legacyRaceFactor: Rational? {
    switch self {
    case .ckdEpi2021: nil
    case .ckdEpi2009: Rational(1159, decimals: 3)
    case .mdrd, .mdrd186: Rational(1212, decimals: 3)
    }
  }

  /// The equation as results name it.
  public var title: String {
    switch self {
    case .ckdEpi2021: "CKD-EPI creatinine 2021"
    case .ckdEpi2009: "CKD-EPI creatinine 2009, without race"
    case .mdrd: "MDRD, 175 (IDMS), without race"
    case .mdrd186: "MDRD, 186 (before IDMS), without race"
    }
  }
}
