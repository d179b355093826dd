extension RosenbrockSolver {
  /// Prepares the interpolant of the attempted step for some states: call after `attempt`, before `interpolate`.
  public mutating func prepareInterpolant(of states: [Int]) {
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
    let zero = Lanes(repeating: 0)
    // A lane without a step has the present state, not 0/0.
    let theta = ((times - time) / steps.tried).blended(with: zero, where: steps.tried .== zero)
    let (y, p) = (state, polynomial.base)
    for i in states {
      let inner = p[4 * i + 1] + theta * (p[4 * i + 2] + theta * p[4 * i + 3])
      target[i] = y[i] + theta * (p[4 * i] + theta * inner)
    }
  }

  /// Writes some states of one lane at a few times inside the attempted step.
  public mutating func interpolate(
    _ states: [Int], ofLane lane: Int, at times: UnsafeBufferPointer<Double>, into target: UnsafeMutablePointer<Lanes>,
    from column: Int
  ) {
    let n = dimension
    let curve = LaneCurve(start: time[lane], step: steps.tried[lane], times, in: shares.numbers)
    for i in states {
      var v = SIMD4<Double>(repeating: 0)
      for s in 0..<method.stages { v += powers.base[s] * increments.scalar(s * n + i, lane: lane) }
      let y = stateBuffer.scalar(i, lane: lane)
      let change = nextStateBuffer.scalar(i, lane: lane) - y
      let coefficients = SIMD4(change + v[0], v[1] - v[0], v[2] - v[1], -v[2])
      curve.write(
        from: y, Lanes(lowHalf: coefficients, highHalf: .zero), isLong: false, into: target + i, column)
    }
  }
}
