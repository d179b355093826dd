/// States inside a step where the interpolant will not do.
///
/// The interpolant has order 4: at tolerances for which a method of order 5 still takes long steps it is some hundred
/// times coarser than they are.
extension RosenbrockSolver {
  /// How much of the tolerances the interpolant's defect over a step may be: it is some times the error.
  private static var defectLimit: Double { 10 }

  /// The lanes in which the interpolant of the attempted step obeys the equations less well than the step does.
  ///
  /// Along components that decay within the step a defect is no error: (I − hγJ)⁻¹ takes it away.
  public mutating func lanesWithCoarseInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) -> LaneMask {
    prepareInterpolant(of: allStates)
    let (n, y, next, p, h) = (dimension, state, nextState, polynomial.base, steps.tried)
    let middle = time + 0.5 * h
    interpolate(allStates, at: middle, into: stage.base)
    dynamics.evaluate(at: middle, stage.base, into: slope.base)
    for i in 0..<n {
      let rate = p[4 * i] + p[4 * i + 1] + 0.75 * p[4 * i + 2] + 0.5 * p[4 * i + 3]
      slope.base[i] = rate - h * slope.base[i]
    }
    solveStage(slope.base)
    var worst = Lanes(repeating: 0)
    for i in 0..<n {
      let scale = tolerances.absolute + tolerances.relative * larger(magnitude(y[i]), magnitude(next[i]))
      worst = larger(worst, magnitude(slope.base[i]) / scale)
    }
    return worst .> Lanes(repeating: Self.defectLimit)
  }

  /// Writes the states at times inside the attempted step, one for each lane, by a step of their own.
  public mutating func stepAside<D: LaneDynamics & ~Copyable>(
    to times: Lanes, _ dynamics: inout D, into target: UnsafeMutablePointer<Lanes>
  ) {
    let whole = steps.tried
    steps.tried = times - time
    factorMatrix(dynamics.coupledDimension)
    runStages(asideIncrements.base, into: target, &dynamics)
    steps.tried = whole
  }
}
