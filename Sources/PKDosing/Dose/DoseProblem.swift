/// The arithmetic of one dose, stripped of everything else: decimals as texts, which each of the two
/// implementations reads in its own way.
struct DoseProblem: Hashable, Sendable {
  /// Milligrams for each kilogram or square metre, or in all.
  var amount: String
  var metric: SizeRule.Metric
  var formula: SizeRule.Formula?
  var factor: String?
  var decimals: Int?
  var sizeCap: String?
  var weight: String?
  var height: String?
  var sex: Sex?
  var doseCap: String?
  var increment: String?
  var mode: RoundingMode = .halfUp
  /// Fractions, not percentages.
  var maximumDeviation: String
  var blocksUp = false
  var toVials: String?
  /// The strengths that a dose is rounded to; empty where none are known.
  var vials: [String] = []
  /// What no rounding to vials may pass.
  var hardDose: String?
  var hardPerSize: String?
}

extension Rational {
  /// A plain decimal of any length, as this module writes them; nil for anything else.
  init?(plain text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, !text.isEmpty,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } })
    else { return nil }
    let decimals = parts.count == 2 ? parts[1].utf8.count : 0
    guard text.utf8.count <= 60, let whole = Rational.digits(parts.joined()) else { return nil }
    self = (whole).over(powerOfTen: decimals)
  }
}
