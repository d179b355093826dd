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
    steps.restart(lanes, size: size, speed: speed, order: method.order, wayAhead: stop - time)
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
    error = hasCoarseError ? scaledErrorOfTwo() : scaledError()
    return steps.judge(error, at: time, active: active)
  }

  /// Makes the attempted step's end the present, in the given lanes.
  public mutating func commit(_ lanes: LaneMask) {
    let (n, y, next, k, last) = (dimension, state, nextState, k.base, nextDerivative)
    time = time.blended(with: nextTime, where: lanes)
    for i in 0..<n {
      y[i] = y[i].blended(with: next[i], where: lanes)
      k[i] = k[i].blended(with: last[i], where: lanes)
    }
  }

  /// Evaluates the stages after the first; the last is the solution and its derivative.
  private mutating func runStages<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) {
    let (n, y, k, h, stages) = (dimension, state, k.base, steps.tried, method.stages)
    var row = 0
    for s in 1..<stages {
      let target = s == stages - 1 ? nextState : stage.base
      flatA.withUnsafeBufferPointer { a in
        for i in 0..<n {
          var sum = a[row] * k[i]
          for j in 1..<max(s, 1) { sum += a[row + j] * k[j * n + i] }
          target[i] = y[i] + h * sum
        }
      }
      row += s
      dynamics.evaluate(at: time + method.c[s] * h, target, into: k + s * n)
    }
  }

  /// The largest error of any state as a share of what the tolerances allow; not a number where a state is none.
  private mutating func scaledError() -> Lanes {
    let (n, y, next, k, stages) = (dimension, state, nextState, k.base, method.stages)
    var worst = Lanes(repeating: 0)
    method.error.withUnsafeBufferPointer { weights in
      for i in 0..<n {
        var sum = weights[0] * k[i]
        for j in 1..<stages { sum += weights[j] * k[j * n + i] }
        let scale = tolerances.absolute + tolerances.relative * larger(magnitude(y[i]), magnitude(next[i]))
        let share = magnitude(steps.tried * sum) / scale
        worst = worse(worst, share)
      }
    }
    return worst
  }
  /// The same where two estimates E and Ê are combined: E²/√(E² + Ê²/100), which is of the order of the solution.
  ///
  /// Source: Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 2nd ed., II.10, (10.17), with the
  /// largest share in place of the root mean square.
  private mutating func scaledErrorOfTwo() -> Lanes {
    let (n, y, next, k, stages) = (dimension, state, nextState, k.base, method.stages)
    var (fine, coarse) = (Lanes(repeating: 0), Lanes(repeating: 0))
    for i in 0..<n {
      var (e, ê) = (Lanes(repeating: 0), Lanes(repeating: 0))
      for j in 0..<stages {
        e += method.error[j] * k[j * n + i]
        ê += method.coarseError[j] * k[j * n + i]
      }
      let scale = tolerances.absolute + tolerances.relative * larger(magnitude(y[i]), magnitude(next[i]))
      fine = worse(fine, magnitude(steps.tried * e) / scale)
      coarse = worse(coarse, magnitude(steps.tried * ê) / scale)
    }
    let zero = Lanes(repeating: 0)
    let combined = fine * fine / (fine * fine + 0.01 * coarse * coarse).squareRoot()
    return combined.blended(with: zero, where: fine .== zero)
  }
}
