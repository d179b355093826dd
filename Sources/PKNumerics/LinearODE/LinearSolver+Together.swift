/// Restarts of many lanes at once: what is known of their modes keeps still, so that only states and inputs are new.
extension LinearSolver {
  /// Whether a lane's system is the one whose modes are at hand.
  mutating func keepsPlainModes<D: LaneDynamics & ~Copyable>(_ lane: Int, _ dynamics: inout D) -> Bool {
    guard isPlain, !needsExponential[lane] else { return false }
    let version = dynamics.linearVersion(of: lane)
    return version != 0 && version == versions[lane]
  }

  /// Whether a lane that took its system has modes; notes what goes with them.
  mutating func takesPlainModes(_ lane: Int) -> Bool {
    guard isPlain, systems[lane].hasModes else { return false }
    needsExponential.set(lane, to: false)
    takeRates(lane)
    return true
  }

  /// Takes a lane's eigenvectors and their inverse.
  mutating func writeModes(_ lane: Int) {
    guard systems[lane].hasModes else { return }
    for (place, value) in systems[lane].modes.vectors.enumerated() { vectors.setScalar(place, lane: lane, to: value) }
    for (place, value) in systems[lane].modes.inverse.enumerated() { inverse.setScalar(place, lane: lane, to: value) }
  }

  /// Writes the coefficients of some lanes: modes times the states and the inputs seen along them, as `load` of one lane
  /// does it.
  ///
  /// - Returns: whether all of them are finite.
  mutating func load<D: LaneDynamics & ~Copyable>(_ lanes: LaneMask, _ dynamics: inout D) -> Bool {
    dynamics.writeLinearInputs(into: inputs.base)
    var drives = LaneMask(repeating: false)
    for row in 0..<dimension { drives = drives .| (inputs.base[row] .!= 0) }
    drives = drives .& lanes
    hasInput = (hasInput .& .!lanes) .| drives
    let isFinite = project(isDriven: drives.holdsSomewhere)
    writeParts(lanes)
    return (isFinite .| .!lanes).holdsEverywhere
  }

  /// The states and the inputs along the modes; where they are finite.
  private mutating func project(isDriven: Bool) -> LaneMask {
    let (m, inverse, state, inputs) = (dimension, inverse.base, state, inputs.base)
    var isFinite = LaneMask(repeating: true)
    for j in 0..<m {
      var (own, push) = (Lanes(repeating: 0), Lanes(repeating: 0))
      for i in 0..<m { own += inverse[j + i * m] * state[i] }
      if isDriven { for i in 0..<m { push += inverse[j + i * m] * inputs[i] } }
      (alongModes.base[j], drivenModes.base[j]) = (own, push)
      isFinite = isFinite .& ((own + push).absolute .< .infinity)
    }
    return isFinite
  }

  private mutating func writeParts(_ lanes: LaneMask) {
    let (m, vectors, own, push) = (dimension, vectors.base, alongModes.base, drivenModes.base)
    let (exponential, first) = (exponentialPart.base, firstPart.base)
    for i in 0..<m {
      for j in 0..<m {
        let (place, component) = (i * m + j, vectors[i + j * m])
        exponential[place] = exponential[place].blended(with: component * own[j], where: lanes)
        first[place] = first[place].blended(with: component * push[j], where: lanes)
      }
    }
  }
}
