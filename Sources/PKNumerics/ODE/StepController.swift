/// Chooses the next step from the errors of this one and the last: a proportional–integral controller.
///
/// The step is scaled by safety·e⁻ᵅ·e₀ᵝ (e: this step's error as a share of the tolerance, e₀: the last one's), with
/// β = 0.04 (0 from order 8) and α = 1/p − ¾β for a method of order p; after a rejection it does not grow.
/// Source: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, 2nd ed., IV.2, equations (2.43b–c), and
/// the choices of β for DOPRI5 and DOP853 recommended there.
struct StepController {
  private let alpha: Double
  private let beta: Double
  private let log2Safety = -0.152003093445  // 0.9
  private let smallest = 0.2
  private let largest = 8.0

  private let perOrder: Double

  init(order: Int) {
    perOrder = 1 / Double(order)
    beta = order < 8 ? 0.04 : 0
    alpha = 1 / Double(order) - 0.75 * beta
  }

  /// log₂ of an error, as `factor` wants it: roughly, and of no less than 2⁻³⁰.
  func logarithm(of error: Lanes) -> Lanes {
    let least = Lanes(repeating: 0x1p-30)
    return roughLog2(error.blended(with: least, where: error .< least))
  }

  /// The factors by which to scale the steps.
  ///
  /// - Parameters:
  ///   - error: the error of this step as a share of the tolerance; not finite when the step failed altogether.
  ///   - logarithm: its logarithm.
  ///   - previous: the logarithm of the error of the last accepted step; 0 after a jump.
  /// - Returns: what each lane's step is to be multiplied by.
  func factor(error: Lanes, logarithm: Lanes, previous: Lanes) -> Lanes {
    let low = Lanes(repeating: smallest)
    let high = Lanes(repeating: largest)
    var factor = roughExp2(log2Safety + beta * previous - alpha * logarithm)
    factor = smaller(larger(low, factor), high)
    // A step whose error is no number is tried again, much smaller.
    factor = factor.blended(with: Lanes(repeating: 0.1), where: .!(error .< .infinity))
    let one = Lanes(repeating: 1)
    return factor.blended(with: one, where: (error .> one) .& (factor .> one))
  }

  /// The p-th root of positive normal numbers for a method of order p: roughly, as a step size needs it.
  func root(of x: Lanes) -> Lanes { roughExp2(perOrder * roughLog2(x)) }

  /// log₂ of positive normal numbers to 10⁻⁴: a step size needs no more.
  ///
  /// The polynomial interpolates log₂ at Chebyshev's points of [1, 2].
  @inline(__always)
  private func roughLog2(_ x: Lanes) -> Lanes {
    let exponent = Lanes(bits: (x.bits &>> 52) | 0x4330_0000_0000_0000) - (0x1p52 + 1023)
    let m = Lanes(bits: (x.bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000)
    return exponent + (-2.50561466 + m * (4.04961689 + m * (-2.09940228 + m * (0.63551112 - m * 0.08001088))))
  }

  /// 2ˣ to 10⁻⁴ relative, for |x| < 1000; the polynomial interpolates 2ˣ at Chebyshev's points of [−½, ½].
  @inline(__always)
  private func roughExp2(_ x: Lanes) -> Lanes {
    let shifted = x + 0x1.8p52
    let f = x - (shifted - 0x1.8p52)
    let power = 0.99992448 + f * (0.69312103 + f * (0.24264008 + f * 0.05592204))
    return Lanes(bits: power.bits &+ (shifted.bits &<< 52))
  }
}
