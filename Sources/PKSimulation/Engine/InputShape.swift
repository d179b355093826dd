import PKModel
import PKNumerics

/// The rate at which one dose enters its compartment, over the time τ since it arrived.
///
/// It is exp(c + p·ln τ − (τ/s)^q), the density of a generalised gamma distribution (Stacy, Ann Math Stat 33 (1962) 1187)
/// times the amount. Transit compartments have q = 1, Weibull's profile has p = q − 1.
struct InputShape {
  let coefficient: Double
  let exponent: Double
  let logScale: Double
  let power: Double
  /// Where τ begins: a density that is infinite at 0 enters up to here at once, what is left of it by a rate.
  let floor: Double
  /// What enters at once.
  let lump: Double
  /// The logarithm of the amount.
  let logAmount: Double

  /// The rate of a dose.
  ///
  /// - Parameters:
  ///   - kind: which profile it is.
  ///   - first: the number of compartments, or the shape.
  ///   - second: the mean time, or the scale.
  ///   - amount: what enters in all.
  ///   - time: when the dose arrives: steps cannot be shorter than what the clock resolves then.
  init(_ kind: Program.ShapeSlots.Kind, _ first: Double, _ second: Double, amount: Double, at time: Double) {
    logAmount = LaneMath.log(amount)
    switch kind {
    case .transit:
      let rate = (first + 1) / second
      exponent = first
      logScale = -LaneMath.log(rate)
      power = 1
      // A number of compartments below 0 has no profile, and fails its subject.
      coefficient =
        first >= 0 ? logAmount + (first + 1) * LaneMath.log(rate) - LogGamma.value(at: first + 1) : .nan
    case .weibull:
      exponent = first - 1
      logScale = LaneMath.log(second)
      power = first
      coefficient = logAmount + LaneMath.log(first) - first * logScale
    }
    guard exponent < 0 else {
      // Any positive number: it keeps 0·ln 0 from arising.
      floor = .leastNormalMagnitude
      lump = 0
      return
    }
    let scale = LaneMath.exp(logScale)
    floor = max(1e-9 * scale, 0x1p17 * time.ulp)
    // Of the share that enters up to here, 1 − exp(−x), the rate at the floor carries a part.
    let x = LaneMath.pow(floor / scale, power)
    let share = x < 1e-3 ? x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4))) : 1 - LaneMath.exp(-x)
    lump = amount * (share - power * x * LaneMath.exp(-x))
  }

  /// Where the rate is highest, in τ; 0 when that is at once.
  var mode: Double {
    exponent > 0 ? LaneMath.exp(logScale + LaneMath.log(exponent / power) / power) : 0
  }

  /// Whether next to nothing (10⁻²⁰ of the amount) is still to enter after some time.
  func isSpent(after time: Double) -> Bool {
    guard time > mode else { return false }
    let log = LaneMath.log(time)
    let left = coefficient + exponent * log - LaneMath.exp(power * (log - logScale)) + logScale
    return left < logAmount - 46
  }
}
