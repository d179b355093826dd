extension LinearSolver {
  /// Writes a lane's coefficients: modes times the state and the input seen along them.
  ///
  /// - Returns: whether the state and the coefficients are finite.
  mutating func load(_ lane: Int) -> Bool {
    let core = structure.core
    let hasModes = systems[lane].hasModes
    needsExponential.set(lane, to: !hasModes)
    guard hasModes else {
      clear(lane)
      return isFinite(lane)
    }
    takeRates(lane)
    let drives = input.contains { $0 != 0 }
    hasInput.set(lane, to: drives)
    var isFinite = project(lane, drives)
    writeParts(lane)
    for direction in 0..<structure.directions { isFinite = writeParts(lane, direction, drives) && isFinite }
    for integral in structure.integrals {
      slopePart.setScalar(integral, lane: lane, to: input[integral])
      isFinite = isFinite && (stateBuffer.scalar(integral, lane: lane) + input[integral]).isFinite
    }
    return isFinite
  }

  /// Takes the eigenvalues.
  mutating func takeRates(_ lane: Int) {
    var norm = 0.0
    for (j, value) in systems[lane].modes.values.enumerated() {
      rates.setScalar(j, lane: lane, to: value)
      norm = max(norm, abs(value))
    }
    fastest.set(lane, to: max(norm, .leastNormalMagnitude))
  }

  /// The state and the input along the modes; false where one is not finite.
  private mutating func project(_ lane: Int, _ drives: Bool) -> Bool {
    let core = structure.core
    let m = core.count
    let inverse = table.inverse(lane)
    var isFinite = true
    for j in 0..<m {
      var (own, push) = (0.0, 0.0)
      for (i, state) in core.enumerated() {
        own += inverse[j + i * m] * stateBuffer.scalar(state, lane: lane)
        if drives { push += inverse[j + i * m] * input[state] }
      }
      (along[j], driven[j]) = (own, push)
      isFinite = isFinite && (own + push).isFinite
    }
    return isFinite
  }

  private mutating func writeParts(_ lane: Int) {
    let (core, n) = (structure.core, dimension)
    let m = core.count
    let vectors = table.vectors(lane)
    for (i, state) in core.enumerated() {
      for j in 0..<m {
        let component = vectors[i + j * m]
        exponentialPart.setScalar(state * m + j, lane: lane, to: component * along[j])
        firstPart.setScalar(state * m + j, lane: lane, to: component * driven[j])
      }
    }
    for integral in structure.integrals {
      for j in 0..<m {
        var component = 0.0
        for (i, state) in core.enumerated() {
          component += matrix[integral + state * n] * vectors[i + j * m]
        }
        firstPart.setScalar(integral * m + j, lane: lane, to: component * along[j])
        secondPart.setScalar(integral * m + j, lane: lane, to: component * driven[j])
      }
    }
  }

  /// The coefficients of the derivatives by a direction; with directions every state belongs to the core.
  ///
  /// With y and u the state and the input along the modes, x = V·(eᶻ·y + τφ₁·u). Its derivative has V·∂Λ with
  /// ∂eᶻ/∂λ = τeᶻ and ∂(τφ₁)/∂λ = τ²φ₁', and ∂V = V·N; what the derivatives begin with obeys the equation of x.
  private mutating func writeParts(_ lane: Int, _ direction: Int, _ drives: Bool) -> Bool {
    let m = structure.core.count
    let first = m * (direction + 1)
    let (inverse, vectors) = (table.inverse(lane), table.vectors(lane))
    let (mixing, moved) = (table.mixing(lane, direction), table.moved(lane, direction))
    let slopes = table.slopes(lane, direction)
    var isFinite = true
    for j in 0..<m {
      var (own, push) = (0.0, 0.0)
      for i in 0..<m {
        let place = j + i * m
        own += inverse[place] * stateBuffer.scalar(first + i, lane: lane) - mixing[place] * along[i]
        if drives { push += inverse[place] * input[first + i] - mixing[place] * driven[i] }
      }
      (alongDirection[j], drivenDirection[j]) = (own, push)
      isFinite = isFinite && (own + push).isFinite
    }
    for j in 0..<m {
      let (own, push, slope) = (along[j], driven[j], slopes[j])
      let (change, drive) = (alongDirection[j], drivenDirection[j])
      for i in 0..<m {
        let (vector, motion) = (vectors[i + j * m], moved[i + j * m])
        let place = (first + i) * m + j
        exponentialPart.setScalar(place, lane: lane, to: vector * change + motion * own)
        movingPart.setScalar(place, lane: lane, to: vector * slope * own)
        firstPart.setScalar(place, lane: lane, to: vector * drive + motion * push)
        secondPart.setScalar(place, lane: lane, to: vector * slope * push)
      }
    }
    return isFinite
  }

  /// A lane that the matrix exponential solves has no modes: rates and coefficients of 0 do no harm.
  private mutating func clear(_ lane: Int) {
    let (n, core) = (dimension, structure.core)
    let m = core.count
    var norm = 0.0
    for j in 0..<m {
      rates.setScalar(j, lane: lane, to: 0)
      norm = max(norm, abs(matrix[core[j] + core[j] * n]))
    }
    fastest.set(lane, to: max(norm, .leastNormalMagnitude))
    hasInput.set(lane, to: false)
    for place in 0..<n * m {
      exponentialPart.setScalar(place, lane: lane, to: 0)
      firstPart.setScalar(place, lane: lane, to: 0)
      secondPart.setScalar(place, lane: lane, to: 0)
      movingPart.setScalar(place, lane: lane, to: 0)
    }
    for state in 0..<n { slopePart.setScalar(state, lane: lane, to: 0) }
    systems[lane].begin(at: time[lane], (0..<n).map { stateBuffer.scalar($0, lane: lane) })
  }

  private func isFinite(_ lane: Int) -> Bool {
    matrix.allSatisfy(\.isFinite) && input.allSatisfy(\.isFinite)
      && (0..<dimension).allSatisfy { stateBuffer.scalar($0, lane: lane).isFinite }
  }
}
