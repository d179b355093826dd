import BigInt

/// The first computation of a dose: exact fractions, formulas as they are printed.
struct FractionSolution: Hashable, Sendable {
  /// The patient's size before its cap.
  let size: Rational
  /// The size that the dose follows.
  let countedSize: Rational
  /// Amount times size.
  let raw: Rational
  /// The raw dose or its cap.
  let capped: Rational
  /// The dose after the one rounding.
  let rounded: Rational
  /// What the rounding did.
  let rounding: Rounding

  /// What the one rounding did.
  enum Rounding: Hashable, Sendable {
    case none
    case toIncrement
    case toIncrementBelow
    case toVials
    case keptForDeviation
  }

  /// Solves a problem; nil where a value is missing or a formula has none.
  init?(_ problem: DoseProblem) {
    guard let amount = Rational(plain: problem.amount), let size = Self.size(problem) else { return nil }
    var counted = size
    if let decimals = problem.decimals { counted = counted.rounded(decimals: decimals) }
    let sized = counted
    if let text = problem.sizeCap {
      guard let cap = Rational(plain: text) else { return nil }
      counted = min(counted, cap)
    }
    self.size = sized
    countedSize = counted
    raw = amount * counted
    var capped = raw
    if let text = problem.doseCap {
      guard let cap = Rational(plain: text) else { return nil }
      capped = min(capped, cap)
    }
    self.capped = capped
    guard let (rounded, rounding) = Self.rounded(capped, problem, size: sized) else { return nil }
    (self.rounded, self.rounding) = (rounded, rounding)
  }

  private static func size(_ problem: DoseProblem) -> Rational? {
    if problem.metric == .flat { return .one }
    guard let weight = problem.weight.flatMap({ Rational(plain: $0) }) else { return nil }
    if problem.metric == .actual { return weight }
    guard let height = problem.height.flatMap({ Rational(plain: $0) }), let formula = problem.formula else {
      return nil
    }
    let (actual, tall) = (Measure<ActualWeight>(weight), Measure<Height>(height))
    switch formula {
    case .surface(let method): return try? method.area(weight: actual, height: tall).value
    case .lean(let method):
      return problem.sex.flatMap { try? method.weight(actual: actual, height: tall, sex: $0).value }
    case .ideal, .line:
      guard let ideal = ideal(formula, tall, problem.sex) else { return nil }
      guard problem.metric == .adjusted else { return ideal }
      guard let factor = problem.factor.flatMap({ Rational(plain: $0) }) else { return nil }
      return IdealWeightMethod.adjusted(ideal: Measure(ideal), actual: actual, factor: factor).value
    }
  }

  private static func ideal(_ formula: SizeRule.Formula, _ height: Measure<Height>, _ sex: Sex?) -> Rational? {
    guard let sex else { return nil }
    switch formula {
    case .ideal(let method): return try? method.weight(height: height, sex: sex).value
    case .line(let male, let female):
      let line = sex == .male ? male : female
      return line.perCentimetre * height.value - line.minus
    case .surface, .lean: return nil
    }
  }

  private static func rounded(_ dose: Rational, _ problem: DoseProblem, size: Rational) -> (Rational, Rounding)? {
    guard let allowed = Rational(plain: problem.maximumDeviation) else { return nil }
    if let total = wholeVials(dose, problem, size: size) { return (total, .toVials) }
    guard let text = problem.increment else { return (dose, .none) }
    guard let increment = Rational(plain: text) else { return nil }
    var result = dose.rounded(to: increment, problem.mode)
    var rounding = Rounding.toIncrement
    if problem.blocksUp, result > dose {
      result = dose.rounded(to: increment, .down)
      rounding = .toIncrementBelow
    }
    return (result - dose).magnitude <= allowed * dose && result > .zero
      ? (result, rounding) : (dose, .keptForDeviation)
  }

  /// The number of whole vials nearest to the dose, the lower of two as near, within the tolerance and
  /// below every limit; nil where there is none.
  private static func wholeVials(_ dose: Rational, _ problem: DoseProblem, size: Rational) -> Rational? {
    guard let tolerance = problem.toVials.flatMap({ Rational(plain: $0) }), !problem.vials.isEmpty else { return nil }
    let strengths = problem.vials.compactMap { Rational(plain: $0) }
    let choice = VialChoice(strengths: strengths)
    let candidates = [choice.largestTotal(atMost: dose), choice.smallest(atLeast: dose)?.total].compactMap(\.self)
    let hardDose = problem.hardDose.flatMap { Rational(plain: $0) }
    let hardSize = problem.hardPerSize.flatMap { Rational(plain: $0) }.map { $0 * size }
    return candidates.filter { total in
      total > .zero && (total - dose).magnitude <= tolerance * dose && !(problem.blocksUp && total > dose)
        && !(total > dose && [hardDose, hardSize].contains { limit in limit.map { total > $0 } ?? false })
    }.min { ($0 - dose).magnitude < ($1 - dose).magnitude }
  }
}
