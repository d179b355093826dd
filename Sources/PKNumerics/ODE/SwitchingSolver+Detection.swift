extension SwitchingSolver {
  /// Counts the explicit steps that stability held back, and hands lanes with too many to the stiff method.
  mutating func watchForStiffness<D: LaneDynamics & ~Copyable>(_ outcome: inout StepAttempt, _ dynamics: borrowing D) {
    guard dynamics.isDifferentiable else { return }
    let atLimit = outcome.accepted .& stepsAtLimit(of: dynamics.leadingDimension)
    // A few steps off the limit weigh as much as many on it.
    let relieved = larger(Lanes(repeating: 0), suspicion - 2.5)
    suspicion = suspicion.blended(with: relieved.blended(with: suspicion + 1, where: atLimit), where: outcome.accepted)
    // With derivatives the stiff method's matrix is as many times larger, and its step dearer by more than that: a few
    // steps at the limit, as in the tail of a profile, are the cheaper way.
    let conviction = Self.conviction * Double(max(1, dimension / max(1, dynamics.leadingDimension)))
    // A step that is too small for the explicit method need not be so for the other.
    let changing = (outcome.accepted .& (suspicion .>= Lanes(repeating: conviction))) .| outcome.stuck
    guard changing.holdsSomewhere else { return }
    outcome.stuck = outcome.stuck .& .!changing
    stiffLanes = stiffLanes .| changing
    stiff.steps.begin(changing, with: explicit.steps.next)
    ease = ease.blended(with: 0, where: changing)
  }

  /// The lanes in which h·ρ of the explicit step is at the limit of stability.
  ///
  /// The last two stages are at the same time, so that the difference of their slopes is due to the states alone.
  private mutating func stepsAtLimit(of leading: Int) -> LaneMask {
    let (n, y, before, precision) = (dimension, nextState, explicit.stage.base, explicit.precision.base)
    let (f, g) = (nextDerivative, nextDerivative - n)
    var (slopes, states) = (Lanes(repeating: 0), Lanes(repeating: 0))
    for i in 0..<leading {
      slopes = larger(slopes, precision[i] * magnitude(f[i] - g[i]))
      states = larger(states, precision[i] * magnitude(y[i] - before[i]))
    }
    return explicit.steps.tried * slopes .> (0.9 * explicit.method.stabilityLimit) * states
  }

  /// Counts the stiff steps that the explicit method could take as cheaply, and hands lanes with many back to it.
  mutating func watchForEase(_ accepted: LaneMask, of leading: Int) {
    guard accepted.holdsSomewhere else { return }
    stiff.estimateSpectralRadius(accepted, of: leading)
    let limit = Lanes(repeating: explicit.method.stabilityLimit)
    let easy = accepted .& (stiff.steps.tried * stiff.spectralRadius .< limit)
    ease = ease.blended(with: Lanes(repeating: 0).blended(with: ease + 1, where: easy), where: accepted)
    let changing = accepted .& (ease .>= patience)
    guard changing.holdsSomewhere else { return }
    stiffLanes = stiffLanes .& .!changing
    let longest = limit / stiff.spectralRadius
    explicit.steps.begin(
      changing, with: smaller(stiff.steps.next, longest.blended(with: .infinity, where: longest .!= longest)))
    suspicion = suspicion.blended(with: 0, where: changing)
    patience = patience.blended(with: smaller(2 * patience, Lanes(repeating: 1e6)), where: changing)
  }
}
