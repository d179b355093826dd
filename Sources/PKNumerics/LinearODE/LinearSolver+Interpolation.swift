extension LinearSolver {
  /// Does nothing: the closed form holds at any time.
  public func prepareInterpolant(of states: [Int]) {}

  /// Writes some states at times since the last restart, one for each lane, by the closed form.
  public mutating func interpolate(_ states: [Int], at times: Lanes, into target: UnsafeMutablePointer<Lanes>) {
    let elapsed = times - start
    let m = structure.core.count
    let needsPhi = hasInput.holdsSomewhere || !structure.integrals.isEmpty
    let isDifferentiated = structure.directions > 0
    for state in states { target[state] = Lanes(repeating: 0) }
    for j in 0..<m {
      let functions = ModeFunctions(
        rate: rates.base[j], elapsed, needsPhi: needsPhi, isDifferentiated: isDifferentiated)
      for state in states {
        let place = state * m + j
        var sum = target[state] + exponentialPart.base[place] * functions.exponential
        if isDifferentiated { sum += movingPart.base[place] * functions.moving }
        if needsPhi {
          sum += firstPart.base[place] * functions.first
          sum += secondPart.base[place] * functions.second
        }
        target[state] = sum
      }
    }
    for state in structure.integrals where states.contains(state) {
      target[state] += startState.base[state] + slopePart.base[state] * elapsed
    }
    // A lane that asks for where it is already must not move what its exponential is taken from: its neighbours ask
    // for it, and what it gives later must not depend on them.
    guard needsExponential.holdsSomewhere else { return }
    let asks = needsExponential .& (times .!= time)
    for lane in LaneSet(needsExponential .& .!asks) {
      for state in states { target[state][lane] = self.state[state][lane] }
    }
    for lane in LaneSet(asks) {
      let exact = exponentialState(lane, at: times[lane])
      for state in states { target[state][lane] = exact[state] }
    }
  }

  /// A lane's state by the matrix exponential.
  mutating func exponentialState(_ lane: Int, at time: Double) -> [Double] {
    let from = (time: start[lane], state: (0..<dimension).map { startState.base[$0][lane] })
    return systems[lane].state(at: time, from: from)
  }
}

/// The functions of time that a mode of rate λ contributes, τ after the start, with z = λτ.
struct ModeFunctions {
  /// eᶻ, and τeᶻ: its derivative by λ.
  let exponential: Lanes
  var moving = Lanes(repeating: 0)
  /// τφ₁(z): what a constant input gives; and τ²φ₂(z), its integral, or τ²φ₁'(z), its derivative by λ.
  var first = Lanes(repeating: 0)
  var second = Lanes(repeating: 0)

  @inline(__always)
  init(rate: Lanes, _ elapsed: Lanes, needsPhi: Bool, isDifferentiated: Bool) {
    let z = rate * elapsed
    guard needsPhi else {
      exponential = LaneMath.exp(z)
      if isDifferentiated { moving = elapsed * exponential }
      return
    }
    let phi = PhiFunctions(z)
    exponential = phi.exponential
    if isDifferentiated { moving = elapsed * exponential }
    first = elapsed * phi.first
    second = elapsed * elapsed * (isDifferentiated ? phi.firstDerivative : phi.second)
  }
}
