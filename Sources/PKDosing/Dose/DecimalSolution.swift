/// The second computation of a dose: decimals of 16 places in machine integers, bounded from both
/// sides.
///
/// It has its own way to every formula (surface by repeated roots, ideal weight over one denominator,
/// vials by filling up) and shares no arithmetic with ``FractionSolution``.
struct DecimalSolution: Hashable, Sendable {
  let raw: DecimalInterval
  let capped: DecimalInterval
  /// Where both ends of the dose round to, or the dose itself; every one of them when they differ.
  let rounded: [DecimalInterval]

  init?(_ problem: DoseProblem) {
    guard let amount = DecimalInterval(text: problem.amount), var size = Self.size(problem) else { return nil }
    if let decimals = problem.decimals {
      guard let step = Self.step(decimals), let coarse = size.rounded(to: step, .halfUp) else { return nil }
      size = coarse
    }
    let uncapped = size
    if let text = problem.sizeCap {
      guard let cap = DecimalInterval(text: text) else { return nil }
      size = size.minimum(cap)
    }
    guard let raw = amount.times(size) else { return nil }
    var capped = raw
    if let text = problem.doseCap {
      guard let cap = DecimalInterval(text: text) else { return nil }
      capped = raw.minimum(cap)
    }
    let ends = [
      DecimalInterval(low: capped.low, high: capped.low), DecimalInterval(low: capped.high, high: capped.high),
    ]
    let results = Set(ends).compactMap { Self.rounded($0, problem, size: uncapped, within: capped) }
    guard results.count == Set(ends).count else { return nil }
    (self.raw, self.capped, rounded) = (raw, capped, results)
  }

  /// Whether the first computation found the same.
  func agrees(with other: FractionSolution) -> Bool {
    raw.contains(other.raw) && capped.contains(other.capped) && rounded.contains { $0.contains(other.rounded) }
  }

  private static func step(_ decimals: Int) -> DecimalInterval? {
    DecimalInterval(text: decimals == 0 ? "1" : "0." + String(repeating: "0", count: decimals - 1) + "1")
  }

  private static func rounded(
    _ dose: DecimalInterval, _ problem: DoseProblem, size: DecimalInterval, within whole: DecimalInterval
  ) -> DecimalInterval? {
    guard let allowed = DecimalInterval(text: problem.maximumDeviation) else { return nil }
    if let vials = wholeVials(dose, problem, size: size) { return vials }
    guard let text = problem.increment else { return whole }
    guard let increment = DecimalInterval(text: text), var result = dose.rounded(to: increment, problem.mode) else {
      return nil
    }
    if problem.blocksUp, result.low > dose.low {
      guard let below = dose.rounded(to: increment, .down) else { return nil }
      result = below
    }
    guard let most = allowed.times(dose) else { return nil }
    return (result.low - dose.low).magnitude <= most.high.magnitude && result.low > 0 ? result : whole
  }

  /// The reachable content of whole vials that is nearest, found by filling a list of every content up.
  private static func wholeVials(
    _ dose: DecimalInterval, _ problem: DoseProblem, size: DecimalInterval
  ) -> DecimalInterval? {
    guard let tolerance = problem.toVials.flatMap({ DecimalInterval(text: $0) }), !problem.vials.isEmpty,
      let most = tolerance.times(dose)
    else { return nil }
    var ceiling = Int128.max
    if let hard = problem.hardDose.flatMap({ DecimalInterval(text: $0) }) { ceiling = min(ceiling, hard.low) }
    if let hard = problem.hardPerSize.flatMap({ DecimalInterval(text: $0) })?.times(size) {
      ceiling = min(ceiling, hard.high)
    }
    if problem.blocksUp { ceiling = min(ceiling, dose.high) }
    let (low, high) = (dose.low - most.high, dose.low + most.high)
    var best: Int128?
    for total in contents(of: problem.vials, upTo: high) where total >= low && total > 0 {
      if total > dose.low, total > ceiling { continue }
      let distance = (total - dose.low).magnitude
      if let known = best, (known - dose.low).magnitude <= distance { continue }
      best = total
    }
    return best.map { DecimalInterval(low: $0, high: $0) }
  }

  /// Every content that up to 200 whole vials can have, in order, up to a limit.
  private static func contents(of vials: [String], upTo limit: Int128) -> [Int128] {
    let strengths = vials.compactMap { DecimalInterval(text: $0)?.low }.filter { $0 > 0 }
    var reached: [Int128: Int] = [0: 0]
    for strength in strengths {
      for (total, count) in reached {
        var (next, vials) = (total + strength, count + 1)
        while next <= limit, vials <= VialChoice.mostVials {
          reached[next] = min(reached[next] ?? .max, vials)
          (next, vials) = (next + strength, vials + 1)
        }
      }
    }
    return reached.keys.sorted()
  }
}
