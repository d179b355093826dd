extension SwitchingSolver {
  /// Evaluates what the explicit method's interpolant needs, where lanes took a step by it.
  public mutating func completeInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) {
    if steppedExplicitly { explicit.completeInterpolant(&dynamics) }
  }

  /// The lanes whose interpolant is coarser than the step, each by its own method.
  public mutating func lanesWithCoarseInterpolant<D: LaneDynamics & ~Copyable>(_ dynamics: inout D) -> LaneMask {
    var coarse = LaneMask(repeating: false)
    if steppedExplicitly { coarse = explicit.lanesWithCoarseInterpolant(&dynamics) .& .!steppedStiffly }
    guard steppedStiffly.holdsSomewhere else { return coarse }
    return coarse .| (stiff.lanesWithCoarseInterpolant(&dynamics) .& steppedStiffly)
  }

  /// Writes the states at times inside the attempted step by a step of their own, by each lane's method.
  public mutating func stepAside<D: LaneDynamics & ~Copyable>(
    to times: Lanes, _ dynamics: inout D, into target: UnsafeMutablePointer<Lanes>
  ) {
    if steppedExplicitly { explicit.stepAside(to: times, &dynamics, into: target) }
    guard steppedStiffly.holdsSomewhere else { return }
    let own = stiff.asideState.base
    stiff.stepAside(to: times, &dynamics, into: own)
    for i in 0..<dimension { target[i] = target[i].blended(with: own[i], where: steppedStiffly) }
  }

  /// Prepares the interpolant of the attempted step for some states: call after `attempt`, before `interpolate`.
  public mutating func prepareInterpolant(of states: [Int]) {
    explicit.prepareInterpolant(of: states)
    guard steppedStiffly.holdsSomewhere else { return }
    stiff.prepareInterpolant(of: states)
    // Both are polynomials in θ: the longer one has zeros where the shorter one ends.
    let (p, q, degree) = (explicit.polynomial.base, stiff.polynomial.base, explicit.interpolantDegree)
    for i in states {
      for power in 0..<degree {
        let other = power < 4 ? q[4 * i + power] : Lanes(repeating: 0)
        p[degree * i + power] = p[degree * i + power].blended(with: other, where: steppedStiffly)
      }
    }
  }

  /// Writes weighted sums of some states of one lane at times inside the attempted step.
  public mutating func interpolate(
    _ states: [Int], sums: Int, weights: borrowing LaneBuffer, ofLane lane: Int, at times: UnsafePointer<Double>,
    upTo last: Double, into target: UnsafeMutablePointer<Double>
  ) -> Int {
    explicit.interpolate(
      states, sums: sums, weights: weights, ofLane: lane, at: times, upTo: last, into: target)
  }

  /// Writes some states at times inside the attempted step, one for each lane, where they belong in `target`
  /// (`dimension` values); the other values are left alone.
  ///
  /// The interpolant must have been prepared for these states.
  public mutating func interpolate(_ states: [Int], at times: Lanes, into target: UnsafeMutablePointer<Lanes>) {
    explicit.interpolate(states, at: times, into: target)
  }
}
