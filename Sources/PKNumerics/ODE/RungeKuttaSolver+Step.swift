extension RungeKuttaSolver {
  /// Begins anew in some lanes, whose time or state the caller has changed.
  ///
  /// Evaluates f at the new state and chooses the first step from it (after Hairer, Nørsett, Wanner, Solving Ordinary
  /// Differential Equations I, 2nd ed., II.4, "Starting step size", without the estimate of the second derivative: it
  /// costs an evaluation, and its fifth root says little; a step that is too long is rejected).
  public mutating func restart<D: LaneDynamics & ~Copyable>(
    _ lanes: LaneMask, before stop: Lanes, _ dynamics: inout D
  ) {
    let (n, k, y) = (dimension, k.base, state)
    // The other lanes' first stage must survive, so the new one is computed aside.
    let f = nextDerivative
    dynamics.evaluate(at: time, y, into: f)
    for i in 0..<n { k[i] = k[i].blended(with: f[i], where: lanes) }

    var size = Lanes(repeating: 0)
    var speed = Lanes(repeating: 0)
    for i in 0..<n {
      let scale = tolerances.absolute + tolerances.relative * magnitude(y[i])
      size = larger(size, magnitude(y[i]) / scale)
      speed = larger(speed, magnitude(f[i]) / scale)
    }
    steps.restart(lanes, size: size, speed: speed, wayAhead: stop - time)
  }

  /// Attempts one step in every active lane, no further than its stop.
  ///
  /// After the call `nextTime`, `nextState` and `nextDerivative` describe the end of the step, in accepted lanes
  /// and until `commit`.
  public mutating func attempt<D: LaneDynamics & ~Copyable>(
    to stop: Lanes, active: LaneMask, _ dynamics: inout D
  ) -> StepAttempt {
    nextTime = steps.fit(from: time, to: stop, active: active)
    runStages(&dynamics)
    error = strictness * (hasCoarseError ? scaledErrorOfTwo() : scaledError())
    return steps.judge(error, at: time, active: active)
  }

  /// Makes the attempted step's end the present, in the given lanes.
  public mutating func commit(_ lanes: LaneMask) {
    let (n, y, next, k, last) = (dimension, state, nextState, k.base, nextDerivative)
    time = time.blended(with: nextTime, where: lanes)
    // Most often every lane's step is accepted.
    guard !lanes.holdsEverywhere else {
      // Both in one loop: few values each, for which calls to copy memory would take longer.
      for i in 0..<n { (y[i], k[i]) = (next[i], last[i]) }
      return
    }
    for i in 0..<n {
      y[i] = y[i].blended(with: next[i], where: lanes)
      k[i] = k[i].blended(with: last[i], where: lanes)
    }
  }

  /// Evaluates the stages after the first; the last is the solution and its derivative.
  private mutating func runStages<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) {
    let (n, y, k, h, stages) = (dimension, state, k.base, steps.tried, method.stages)
    var row = a.base
    for s in 1..<stages {
      let target = s == stages - 1 ? nextState : stage.base
      for i in 0..<n { target[i] = y[i] + h * Lanes(sumOf: s, row, k + i, stride: n) }
      row += s
      dynamics.evaluate(at: time + c.base[s] * h, target, into: k + s * n)
    }
  }

  /// The largest error of any state as a share of what the tolerances allow; not a number where a state is none.
  private mutating func scaledError() -> Lanes {
    let (n, k, h, stages) = (dimension, k.base, steps.tried, method.stages)
    var (worst, sum) = (Lanes(repeating: 0), Lanes(repeating: 0))
    for i in 0..<n {
      let error = h * Lanes(sumOf: stages, errorWeights.base, k + i, stride: n)
      let share = magnitude(error) * measurePrecision(i)
      worst = larger(worst, share)
      sum += share
    }
    return worst.orNoNumber(with: sum)
  }

  /// The same where two estimates E and Ê are combined: E²/√(E² + Ê²/100), which is of the order of the solution.
  ///
  /// Source: Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 2nd ed., II.10, (10.17), with the
  /// largest share in place of the root mean square.
  private mutating func scaledErrorOfTwo() -> Lanes {
    let (n, k, h, stages) = (dimension, k.base, steps.tried, method.stages)
    var (fine, coarse, sum) = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
    for i in 0..<n {
      let e = h * Lanes(sumOf: stages, errorWeights.base, k + i, stride: n)
      let ê = h * Lanes(sumOf: stages, coarseErrorWeights.base, k + i, stride: n)
      let precision = measurePrecision(i)
      fine = larger(fine, magnitude(e) * precision)
      coarse = larger(coarse, magnitude(ê) * precision)
      sum += (magnitude(e) + magnitude(ê)) * precision
    }
    let zero = Lanes(repeating: 0)
    let combined = fine * fine / (fine * fine + 0.01 * coarse * coarse).squareRoot()
    return combined.blended(with: zero, where: fine .== zero).orNoNumber(with: sum)
  }

  /// One over the error that the attempted step may make in a state.
  @inline(__always)
  private mutating func measurePrecision(_ i: Int) -> Lanes {
    let size = larger(magnitude(state[i]), magnitude(nextState[i]))
    let precision = 1 / (tolerances.absolute + tolerances.relative * size)
    self.precision.base[i] = precision
    return precision
  }
}
