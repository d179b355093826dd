/// Lean body weight by a named method.
public enum LeanWeightMethod: String, CaseIterable, Hashable, Sendable {
  /// Boer, Am J Physiol 1984;247:F632.
  case boer
  /// James, Research on obesity, HMSO 1976; falls again above a peak, beyond which it is refused.
  case james
  /// Hume, J Clin Pathol 1966;19:389.
  case hume
  /// Fat-free mass: Janmahasatian, Clin Pharmacokinet 2005;44:1051.
  case janmahasatian

  /// The weight, not rounded.
  ///
  /// - Throws: a refusal outside 20–350 kg, 100–250 cm and 10–100 kg/m², beyond James's peak, or when the formula
  ///   leaves the possible.
  public func weight(
    actual: Measure<ActualWeight>, height: Measure<Height>, sex: Sex
  ) throws(Refusal) -> Measure<LeanWeight> {
    try Domain.adult(weight: actual, height: height)
    if self == .james { try requireBelowPeak(actual, height, sex) }
    guard let lean = value(actual.value, height.value, sex), lean > .zero, lean <= actual.value else {
      throw Domain.refusal(
        "weight", actual.text, "\(title) gives no possible lean weight for this weight and height")
    }
    return Measure(lean)
  }

  private func value(_ W: Rational, _ H: Rational, _ sex: Sex) -> Rational? {
    let isMale = sex == .male
    func decimal(_ male: Int, _ female: Int, _ decimals: Int) -> Rational {
      Rational(isMale ? male : female, decimals: decimals)
    }
    switch self {
    case .boer:
      return decimal(407, 252, 3) * W + decimal(267, 473, 3) * H - decimal(192, 483, 1)
    case .james:
      guard let ratio = W.divided(by: H) else { return nil }
      return decimal(110, 107, 2) * W - decimal(128, 148, 0) * ratio * ratio
    case .hume:
      return decimal(32_810, 29_569, 5) * W + decimal(33_929, 41_813, 5) * H - decimal(295_336, 432_933, 4)
    case .janmahasatian:
      let index = BodyMassIndex.exact(W, H)
      return (Rational(9270) * W).divided(by: decimal(6680, 8780, 0) + decimal(216, 244, 0) * index)
    }
  }

  /// James falls with weight above 1.1·H²/256 in men and 1.07·H²/296 in women, where its slope is zero.
  private func requireBelowPeak(
    _ actual: Measure<ActualWeight>, _ height: Measure<Height>, _ sex: Sex
  ) throws(Refusal) {
    let square = height.value * height.value
    let peak =
      sex == .male ? (Rational(11, decimals: 1) * square).over(256) : (Rational(107, decimals: 2) * square).over(296)
    guard actual.value > peak else { return }
    throw Domain.refusal(
      "weight", actual.text,
      "the formula of James falls with weight above \(peak.text(decimals: 1)) kg at this height, and is wrong there")
  }

  /// The method as results name it.
  public var title: String {
    switch self {
    case .boer: "Boer 1984"
    case .james: "James 1976"
    case .hume: "Hume 1966"
    case .janmahasatian: "Janmahasatian 2005"
    }
  }
}
