/// The arithmetic of one dose, stripped of everything else: decimals as texts, which each of the two
/// implementations reads in its own way.
package struct DoseProblem: Hashable, Sendable {
  /// Milligrams for each kilogram or square metre, or in all.
  package var amount: String
  package var metric: SizeRule.Metric
  package var formula: SizeRule.Formula?
  package var factor: String?
  package var decimals: Int?
  package var sizeCap: String?
  package var weight: String?
  package var height: String?
  package var sex: Sex?
  package var doseCap: String?
  package var increment: String?
  package var mode: RoundingMode
  /// Fractions, not percentages.
  package var maximumDeviation: String
  package var blocksUp: Bool
  package var toVials: String?
  /// The strengths that a dose is rounded to; empty where none are known.
  package var vials: [String]
  /// What no rounding to vials may pass.
  package var hardDose: String?
  package var hardPerSize: String?

  package init(
    amount: String, metric: SizeRule.Metric, formula: SizeRule.Formula? = nil, factor: String? = nil,
    decimals: Int? = nil, sizeCap: String? = nil, weight: String? = nil, height: String? = nil, sex: Sex? = nil,
    doseCap: String? = nil, increment: String? = nil, mode: RoundingMode = .halfUp, maximumDeviation: String,
    blocksUp: Bool = false, toVials: String? = nil, vials: [String] = [], hardDose: String? = nil,
    hardPerSize: String? = nil
  ) {
    (self.amount, self.metric, self.formula, self.factor) = (amount, metric, formula, factor)
    (self.decimals, self.sizeCap, self.weight, self.height) = (decimals, sizeCap, weight, height)
    (self.sex, self.doseCap, self.increment, self.mode) = (sex, doseCap, increment, mode)
    (self.maximumDeviation, self.blocksUp, self.toVials) = (maximumDeviation, blocksUp, toVials)
    (self.vials, self.hardDose, self.hardPerSize) = (vials, hardDose, hardPerSize)
  }
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
