extension LinearSolver {
  /// Does nothing: the closed form holds at any time.
  public func prepareInterpolant(of states: [Int]) {}

  /// Writes some states at times since the last restart, one for each lane, by the closed form.
  public mutating func interpolate(_ states: [Int], at times: Lanes, into target: UnsafeMutablePointer<Lanes>) {
    let m = structure.core.count
    let elapsed = times - start
    let isIntegral = states.contains { structure.integrals.contains($0) }
    let needsPhi = isIntegral || hasInput.holdsSomewhere
    for state in states { target[state] = Lanes(repeating: 0) }
    for j in 0..<m {
      let z = rates.base[j] * elapsed
      if needsPhi {
        let phi = PhiFunctions(z)
        add(mode: j, to: states, phi.exponential, elapsed * phi.first, elapsed * elapsed * phi.second, target)
      } else {
        let e = LaneMath.exp(z)
        for state in states { target[state] += exponentialPart.base[state * m + j] * e }
      }
    }
    for state in states where structure.integrals.contains(state) {
      target[state] += startState.base[state] + slopePart.base[state] * elapsed
    }
    // A lane that asks for where it is already must not move what its exponential is taken from: its neighbours ask
    // for it, and what it gives later must not depend on them.
    let asks = needsExponential .& (times .!= time)
    for lane in LaneSet(needsExponential .& .!asks) {
      for state in states { target[state][lane] = self.state[state][lane] }
    }
    for lane in LaneSet(asks) {
      let from = (time: start[lane], state: (0..<dimension).map { startState.base[$0][lane] })
      let exact = systems[lane].state(at: times[lane], from: from)
      for state in states { target[state][lane] = exact[state] }
    }
  }

  private func add(
    mode j: Int, to states: [Int], _ e: Lanes, _ first: Lanes, _ second: Lanes, _ target: UnsafeMutablePointer<Lanes>
  ) {
    let m = structure.core.count
    for state in states {
      if structure.integrals.contains(state) {
        target[state] += firstPart.base[state * m + j] * first + secondPart.base[state * m + j] * second
      } else {
        target[state] += exponentialPart.base[state * m + j] * e + firstPart.base[state * m + j] * first
      }
    }
  }
}
