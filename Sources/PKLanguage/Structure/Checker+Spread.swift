import Glibc
import PKText
import PKUnits

extension Checker {
  /// The variance that a diagonal entry says: itself, `sd 0.3` or `cv 30%`.
  mutating func variance(_ entry: EntrySyntax, of effect: DeclaredEffect, isAlone: Bool) -> Double? {
    guard let number = constant(entry.value, in: .known(.one), "a variance") else { return nil }
    guard number >= 0 else {
      report(.negativeVariance, "a variance cannot be negative", at: entry.range)
      return nil
    }
    guard number > 0 || isAlone else {
      report(
        .notPositiveDefinite, "a variance in a block must be positive", at: entry.range,
        help: ["take the parameter out of the block"])
      return nil
    }
    switch entry.spread?.text {
    case "cv": return coefficientOfVariation(number, entry, effect)
    case "sd":
      if entry.isPercent { report(.invalidSpread, "a standard deviation is no percentage", at: entry.range) }
      return number * number
    case "corr":
      report(
        .invalidSpread, "a correlation stands off the diagonal", at: entry.range,
        help: ["write the lower triangle by rows: [cv 30%, corr 0.5, cv 20%]"])
      return nil
    default: return number
    }
  }

  /// ω² = ln(1 + CV²), which makes CV the coefficient of variation of a log-normal parameter.
  private mutating func coefficientOfVariation(
    _ number: Double, _ entry: EntrySyntax, _ effect: DeclaredEffect
  ) -> Double? {
    guard effect.transform == .logNormal else {
      report(
        .invalidSpread, "'cv' is defined for logNormal only", at: entry.range,
        notes: [.init("the distribution is given here", at: effect.range)], help: ["write 'sd' or a variance"])
      return nil
    }
    guard entry.isPercent else {
      report(
        .invalidSpread, "'cv' is given in percent", at: entry.range,
        help: ["write cv \(shown(number < 3 ? number * 100 : number))%"])
      return nil
    }
    let cv = number / 100
    return log1p(cv * cv)
  }

  /// The covariance that an entry off the diagonal says: itself, or `corr 0.5` times the standard deviations.
  mutating func covariance(_ entry: EntrySyntax, scale: Double?) -> Double? {
    guard let number = constant(entry.value, in: .known(.one), "a covariance") else { return nil }
    guard let spread = entry.spread else { return number }
    guard spread.text == "corr" else {
      report(
        .invalidSpread, "'\(spread.text)' stands on the diagonal", at: entry.range,
        help: ["off the diagonal write a covariance, or corr 0.5"])
      return nil
    }
    let correlation = entry.isPercent ? number / 100 : number
    guard abs(correlation) < 1 else {
      report(.invalidSpread, "a correlation lies between -1 and 1", at: entry.range)
      return nil
    }
    return scale.map { correlation * $0 }
  }
}
