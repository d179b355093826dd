/// What a half-life says of accumulation, washout and steady state (one compartment).
public enum Elimination {
  /// Which of two washout times counts.
  public enum Choice: String, CaseIterable, Hashable, Sendable { case shorter, longer }

  /// The half-life between two levels: Δt·ln 2/ln(C₁/C₂); not rounded.
  ///
  /// - Throws: a refusal unless time goes on and the level falls, to one above zero.
  public static func halfLife(
    from first: (time: Measure<Hours>, level: Measure<DrugLevel>),
    to second: (time: Measure<Hours>, level: Measure<DrugLevel>)
  ) throws(Refusal) -> Measure<Hours> {
    guard second.time > first.time else {
      throw Domain.refusal("second-time", second.time.text, "the second sample is not after the first")
    }
    guard second.level.value > .zero else {
      throw Domain.refusal("second-level", second.level.text, "a level of zero says only that it was not measurable")
    }
    guard let ratio = first.level.value.divided(by: second.level.value), ratio > .one,
      let halfLife = ratio.naturalLogarithm.flatMap({ ratio in
        Rational(2).naturalLogarithm.flatMap { ((second.time.value - first.time.value) * $0).divided(by: ratio) }
      })
    else { throw Domain.refusal("second-level", second.level.text, "the level does not fall between the samples") }
    return Measure(halfLife)
  }

  /// Half-life of a rate constant: ln 2/k; nil for zero.
  public static func halfLife(of constant: Measure<RateConstant>) -> Measure<Hours>? {
    Rational(2).naturalLogarithm.flatMap { $0.divided(by: constant.value) }.map { Measure($0) }
  }

  /// Accumulation at steady state: 1/(1 − 2^(−τ/t½)); nil for a zero half-life or interval.
  public static func accumulation(halfLife: Measure<Hours>, interval: Measure<Hours>) -> Rational? {
    remaining(after: interval, halfLife: halfLife).flatMap { Rational.one.divided(by: .one - $0) }
  }

  /// The part of steady state that is reached after a time: 1 − 2^(−t/t½).
  public static func fractionOfSteadyState(after time: Measure<Hours>, halfLife: Measure<Hours>) -> Rational? {
    remaining(after: time, halfLife: halfLife).map { .one - $0 }
  }

  /// The time to a fraction of steady state: −t½·log₂(1 − fraction); nil unless 0 < fraction < 1.
  public static func time(toFraction fraction: Rational, halfLife: Measure<Hours>) -> Measure<Hours>? {
    guard fraction > .zero, fraction < .one, let two = Rational(2).naturalLogarithm,
      let left = (Rational.one - fraction).naturalLogarithm
    else { return nil }
    return (-left * halfLife.value).divided(by: two).map { Measure($0) }
  }

  /// The part that is left after a time: 2^(−t/t½), zero beyond 140 half-lives, where it is below 10⁻⁴²; nil for a zero
  /// half-life.
  public static func remaining(after time: Measure<Hours>, halfLife: Measure<Hours>) -> Rational? {
    guard let halves = time.value.divided(by: halfLife.value) else { return nil }
    return halves > Rational(140) ? .zero : Rational(2).power(-halves)
  }

  /// The washout: a number of days or of half-lives, whichever is shorter or longer, in days.
  public static func washout(
    days: Measure<Days>, halfLives: Rational, halfLife: Measure<Hours>, choice: Choice
  ) -> Measure<Days> {
    let eliminated = (halfLives * halfLife.value).over(24)
    return Measure(choice == .shorter ? min(days.value, eliminated) : max(days.value, eliminated))
  }
}
