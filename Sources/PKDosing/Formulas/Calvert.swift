/// The dose of carboplatin by Calvert, J Clin Oncol 1989;7:1748.
public enum Calvert {
  /// The largest rate that may enter when it is an estimate, mL/min (FDA 2010, NCCN).
  public static let estimatedRateCap = Measure<AbsoluteGFR>(Rational(125))

  /// AUC·(GFR + 25) in mg, not rounded.
  ///
  /// The rate is absolute: an indexed one is another type. Unless it was measured it is capped at 125 mL/min.
  ///
  /// - Throws: a refusal outside AUC 2–8 or 10–250 mL/min.
  public static func dose(
    auc: Measure<TargetAUC>, rate: Measure<AbsoluteGFR>, isMeasured: Bool
  ) throws(Refusal) -> Measure<DoseMass> {
    try Domain.require(auc, 2...8, field: "auc")
    try Domain.require(rate, 10...250, field: "gfr")
    let used = isMeasured ? rate : min(rate, estimatedRateCap)
    return Measure(auc.value * (used.value + Rational(25)))
  }
}
