/// Chooses the next step from the errors of this one and the last: a proportional–integral controller.
///
/// The step is scaled by safety·e⁻ᵅ·e₀ᵝ (e: this step's error as a share of the tolerance, e₀: the last one's), with
/// β = 0.04 and α = 1/p − ¾β for a method of order p; after a rejection it does not grow.
/// Source: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, 2nd ed., IV.2, equations (2.43b–c) and
/// the choice of β for DOPRI5 recommended there.
struct StepController {
  private let alpha: Double
  private let beta = 0.04
  private let safety = 0.9
  private let smallest = 0.2
  private let largest = 8.0

  init(order: Int) {
    alpha = 1 / Double(order) - 0.75 * beta
  }

  /// The factors by which to scale the steps, and the errors to remember.
  ///
  /// - Parameters:
  ///   - error: the error of this step as a share of the tolerance; not finite when the step failed altogether.
  ///   - previous: what the last accepted step had; 1 after a jump.
  func factor(error: Lanes, previous: Lanes) -> Lanes {
    let tiny = Lanes(repeating: 1e-10)
    let e = error.blended(with: tiny, where: error .< tiny)
    let raw = safety * LaneMath.exp(beta * LaneMath.log(previous) - alpha * LaneMath.log(e))
    let low = Lanes(repeating: smallest)
    let high = Lanes(repeating: largest)
    var factor = raw.blended(with: high, where: raw .> high)
    factor = factor.blended(with: low, where: factor .< low)
    // A step whose error is no number is tried again, much smaller.
    factor = factor.blended(with: Lanes(repeating: 0.1), where: .!(error .< .infinity))
    let one = Lanes(repeating: 1)
    return factor.blended(with: one, where: (error .> one) .& (factor .> one))
  }
}
