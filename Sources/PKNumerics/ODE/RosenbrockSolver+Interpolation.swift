extension RosenbrockSolver {
  /// Prepares the interpolant of the attempted step for some states: call after `attempt`, before `interpolate`.
  public mutating func prepareInterpolant(of states: [Int]) {
    perStep = steps.perStep
    let (n, y, next, u, p) = (dimension, state, nextState, increments.base, polynomial.base)
    let (h0, h1, h2) = (method.interpolant[0], method.interpolant[1], method.interpolant[2])
    for i in states {
      var (v0, v1, v2) = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
      for s in 0..<method.stages {
        let value = u[s * n + i]
        v0 += h0[s] * value
        v1 += h1[s] * value
        v2 += h2[s] * value
      }
      p[4 * i] = next[i] - y[i] + v0
      p[4 * i + 1] = v1 - v0
      p[4 * i + 2] = v2 - v1
      p[4 * i + 3] = v2.negated
    }
  }

  /// Writes some states at times inside the attempted step, one for each lane, where they belong in `target`
  /// (`dimension` values); the other values are left alone.
  ///
  /// The interpolant must have been prepared for these states.
  public mutating func interpolate(_ states: [Int], at times: Lanes, into target: UnsafeMutablePointer<Lanes>) {
    let theta = (times - time) * perStep
    let (y, p) = (state, polynomial.base)
    for i in states {
      let inner = p[4 * i + 1] + theta * (p[4 * i + 2] + theta * p[4 * i + 3])
      target[i] = y[i] + theta * (p[4 * i] + theta * inner)
    }
  }
}
