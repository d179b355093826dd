extension RungeKuttaSolver {
  /// Prepares the interpolant of the attempted step for some states: call after `attempt`, before `interpolate`.
  public mutating func prepareInterpolant(of states: [Int]) {
    perStep = steps.perStep
    perStepOfLanes.base[0] = perStep
    startOfStep.base[0] = time
    guard interpolantDegree == 4 else { return prepareLongInterpolant(of: states) }
    let (n, k, h, p, stages) = (dimension, k.base, steps.tried, polynomial.base, method.stages)
    for i in states {
      // The first power has only the first stage: the interpolant starts out along f(t, y). The others one by one: the sums
      // of all three do not fit into SSE2's registers.
      p[4 * i] = h * k[i]
      for power in 1...3 {
        p[4 * i + power] = h * Lanes(sumOf: stages, interpolantByPower.base + power * stages, k + i, stride: n)
      }
    }
  }

  /// The same for an interpolant of any degree.
  private mutating func prepareLongInterpolant(of states: [Int]) {
    let (n, k, h, p, degree) = (dimension, k.base, steps.tried, polynomial.base, interpolantDegree)
    let stages = method.interpolant.count
    flatInterpolant.withUnsafeBufferPointer { b in
      for i in states {
        for power in 0..<degree {
          var sum = b[power] * k[i]
          for s in 1..<stages { sum += b[degree * s + power] * k[s * n + i] }
          p[degree * i + power] = h * sum
        }
      }
    }
  }

  /// Evaluates the stages that only the interpolant needs.
  public mutating func completeInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) {
    let (n, y, k, h) = (dimension, state, k.base, steps.tried)
    for (place, c) in method.extraC.enumerated() {
      let a = method.extraA[place]
      for i in 0..<n {
        var sum = a[0] * k[i]
        for j in 1..<a.count { sum += a[j] * k[j * n + i] }
        stage.base[i] = y[i] + h * sum
      }
      dynamics.evaluate(at: time + c * h, stage.base, into: k + (method.stages + place) * n)
    }
  }

  /// Writes some states at times inside the attempted step, one for each lane, where they belong in `target`
  /// (`dimension` values); the other values are left alone.
  ///
  /// The interpolant must have been prepared for these states.
  public mutating func interpolate(_ states: [Int], at times: Lanes, into target: UnsafeMutablePointer<Lanes>) {
    let theta = (times - time) * perStep
    let (y, p, degree) = (state, polynomial.base, interpolantDegree)
    guard degree == 4 else {
      for i in states {
        var value = p[degree * i + degree - 1]
        for power in stride(from: degree - 2, through: 0, by: -1) { value = p[degree * i + power] + theta * value }
        target[i] = y[i] + theta * value
      }
      return
    }
    for i in states {
      let inner = p[4 * i + 1] + theta * (p[4 * i + 2] + theta * p[4 * i + 3])
      target[i] = y[i] + theta * (p[4 * i] + theta * inner)
    }
  }
}
