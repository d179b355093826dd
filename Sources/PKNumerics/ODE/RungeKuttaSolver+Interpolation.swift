extension RungeKuttaSolver {
  /// Prepares the interpolant of the attempted step for some states: call after `attempt`, before `interpolate`.
  public func prepareInterpolant(of states: [Int]) {
    let (n, k, h, p) = (dimension, k.base, tried, polynomial.base)
    flatInterpolant.withUnsafeBufferPointer { b in
      for i in states {
        // The first power has only the first stage: the interpolant starts out along f(t, y).
        var c2 = b[1] * k[i]
        var c3 = b[2] * k[i]
        var c4 = b[3] * k[i]
        for s in 1..<method.stages {
          let value = k[s * n + i]
          c2 += b[4 * s + 1] * value
          c3 += b[4 * s + 2] * value
          c4 += b[4 * s + 3] * value
        }
        p[4 * i] = h * k[i]
        p[4 * i + 1] = h * c2
        p[4 * i + 2] = h * c3
        p[4 * i + 3] = h * c4
      }
    }
  }

  /// Writes some states at times inside the attempted step, one for each lane, where they belong in `target`
  /// (`dimension` values); the other values are left alone.
  ///
  /// The interpolant must have been prepared for these states.
  public func interpolate(_ states: [Int], at times: Lanes, into target: UnsafeMutablePointer<Lanes>) {
    let zero = Lanes(repeating: 0)
    // A lane without a step has the present state, not 0/0.
    let theta = ((times - time) / tried).blended(with: zero, where: tried .== zero)
    let (y, p) = (state, polynomial.base)
    for i in states {
      let inner = p[4 * i + 1] + theta * (p[4 * i + 2] + theta * p[4 * i + 3])
      target[i] = y[i] + theta * (p[4 * i] + theta * inner)
    }
  }
}
