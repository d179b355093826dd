extension RosenbrockSolver {
  /// Begins anew in some lanes, whose time or state the caller has changed: evaluates f there and chooses the first
  /// step from it.
  public mutating func restart<D: LaneDynamics & ~Copyable>(
    _ lanes: LaneMask, before stop: Lanes, _ dynamics: inout D
  ) {
    let (n, y, f, kept) = (dimension, state, slope.base, derivative)
    dynamics.evaluate(at: time, y, into: f)
    var (size, speed) = (Lanes(repeating: 0), Lanes(repeating: 0))
    for i in 0..<n {
      kept[i] = kept[i].blended(with: f[i], where: lanes)
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
    dynamics.differentiate(at: time, state, into: jacobian.base, timeDerivative.base)
    factorMatrix(dynamics.coupledDimension)
    runStages(increments.base, into: nextState, &dynamics)
    dynamics.evaluate(at: nextTime, nextState, into: nextDerivative)
    return steps.judge(scaledError(), at: time, active: active)
  }

  /// Makes the attempted step's end the present, in the given lanes.
  public mutating func commit(_ lanes: LaneMask) {
    let (n, y, next, f, last) = (dimension, state, nextState, derivative, nextDerivative)
    time = time.blended(with: nextTime, where: lanes)
    for i in 0..<n {
      y[i] = y[i].blended(with: next[i], where: lanes)
      f[i] = f[i].blended(with: last[i], where: lanes)
    }
  }

  /// Factors I − hγJ for the states that f depends on; a lane that rests has the identity.
  mutating func factorMatrix(_ m: Int) {
    let n = dimension
    factors.order = m
    let (j, w, scale) = (jacobian.base, factors.matrix.base, method.gamma * steps.tried)
    for column in 0..<m {
      for row in 0..<m { w[column * m + row] = (scale * j[column * n + row]).negated }
      w[column * m + column] += 1
    }
    factors.factor()
  }

  /// Solves for the increments of all stages; the last makes the solution.
  mutating func runStages<D: LaneDynamics & ~Copyable>(
    _ u: UnsafeMutablePointer<Lanes>, into target: UnsafeMutablePointer<Lanes>, _ dynamics: inout D
  ) {
    let (n, y, h, gamma) = (dimension, state, steps.tried, method.gamma)
    for s in 0..<method.stages {
      let (a, coupling, time) = (method.a[s], method.coupling[s], time + method.c[s] * h)
      let shift = method.d[s] * h
      if s > 0 {
        combine(a, of: u, into: stage.base)
        dynamics.evaluate(at: time, stage.base, into: slope.base)
      }
      let (f, own) = (s > 0 ? slope.base : derivative, u + s * n)
      for i in 0..<n {
        var sum = Lanes(repeating: 0)
        for j in 0..<s { sum += coupling[j] * u[j * n + i] }
        own[i] = gamma * (h * (f[i] + shift * timeDerivative.base[i]) + sum)
      }
      solveStage(own)
    }
    let last = u + (method.stages - 1) * n
    for i in 0..<n { target[i] = (method.stages > 1 ? stage.base[i] : y[i]) + last[i] }
  }

  /// y + Σ aⱼ·uⱼ.
  private mutating func combine(
    _ a: [Double], of u: UnsafeMutablePointer<Lanes>, into target: UnsafeMutablePointer<Lanes>
  ) {
    let (n, y) = (dimension, state)
    for i in 0..<n {
      var sum = a[0] * u[i]
      for j in 1..<a.count { sum += a[j] * u[j * n + i] }
      target[i] = y[i] + sum
    }
  }

  /// Solves (I − hγJ)·x = b in place: the states that f depends on first, then their integrals.
  mutating func solveStage(_ x: UnsafeMutablePointer<Lanes>) {
    let (n, m, j) = (dimension, factors.order, jacobian.base)
    factors.solve(x)
    guard m < n else { return }
    let scale = method.gamma * steps.tried
    for i in m..<n {
      var sum = Lanes(repeating: 0)
      for column in 0..<m { sum += j[column * n + i] * x[column] }
      x[i] += scale * sum
    }
  }

  /// The largest error of any state as a share of what the tolerances allow; not a number where a state is none.
  private mutating func scaledError() -> Lanes {
    let (n, y, next) = (dimension, state, nextState)
    let last = increments.base + (method.stages - 1) * n
    var (worst, sum) = (Lanes(repeating: 0), Lanes(repeating: 0))
    for i in 0..<n {
      let scale = tolerances.absolute + tolerances.relative * larger(magnitude(y[i]), magnitude(next[i]))
      let share = magnitude(last[i]) / scale
      worst = larger(worst, share)
      sum += share
    }
    return worst.orNoNumber(with: sum)
  }
}
