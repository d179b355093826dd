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
  /// Where τ begins: up to here the rate is held, and what a density that is infinite at 0 has beyond it enters at once.
  var floor: Double
  /// What enters at once.
  let lump: Double
  /// Whether up to the floor is a stretch of its own, at whose end a solver has to stop.
  let startsEvenly: Bool
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
  ///   - isDifferentiated: whether the dose's derivatives are followed, too.
  init(
    _ kind: Program.ShapeSlots.Kind, _ first: Double, _ second: Double, amount: Double, at time: Double,
    isDifferentiated: Bool
  ) {
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
    // Steps from 0 on would step over the bend of a rate that goes with a broken power of time, or its derivative by the
    // exponent with a logarithm; from a floor on they grow with time, as the bend does.
    startsEvenly = exponent < 2 && (isDifferentiated || exponent != exponent.rounded())
    guard startsEvenly else {
      // Any positive number: it keeps 0·ln 0 from arising.
      floor = .leastNormalMagnitude
      lump = 0
      return
    }
    let scale = LaneMath.exp(logScale)
    // What enters up to here does so up to 10⁻⁷ of the scale early: 10⁻⁹ of the dose times time for a shape of 0.3. A
    // shorter stretch would cost derivatives by the lag, which are as large as the rate, more by cancellation.
    floor = max(1e-7 * scale, 0x1p17 * time.ulp)
    guard exponent < 0 else {
      // Of the dose 10⁻⁷ at most has entered up to here.
      lump = 0
      return
    }
    // Of the share that enters up to here, 1 − exp(−x), the rate at the floor carries a part.
    let x = LaneMath.pow(floor / scale, power)
    let share = x < 1e-3 ? x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4))) : 1 - LaneMath.exp(-x)
    lump = amount * (share - power * x * LaneMath.exp(-x))
  }

  /// Where the rate is highest, in τ; 0 when that is at once.
  var mode: Double {
    exponent > 0 ? LaneMath.exp(logScale + LaneMath.log(exponent / power) / power) : 0
  }

  /// The rate at the floor.
  var firstRate: Double {
    let log = LaneMath.log(floor)
    return LaneMath.exp(coefficient + exponent * log - LaneMath.exp(power * (log - logScale)))
  }

  /// The derivative of the rate at the floor by a direction.
  func firstRateDerivative(_ move: Move) -> Double {
    let log = LaneMath.log(floor)
    let spent = LaneMath.exp(power * (log - logScale))
    let growth = move.power * (log - logScale) - power * move.logScale
    return firstRate * (move.coefficient + move.exponent * log - spent * growth)
  }

  /// Whether next to nothing (10⁻²⁰ of the amount) is still to enter after some time.
  func isSpent(after time: Double) -> Bool {
    guard time > mode else { return false }
    let log = LaneMath.log(time)
    let left = coefficient + exponent * log - LaneMath.exp(power * (log - logScale)) + logScale
    return left < logAmount - 46
  }
}
