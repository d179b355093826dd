import PKNumerics

/// −2 ln of the joint density of a subject's data and random effects, without constants:
/// O(η) = Σ terms(m(η), v(η)) + η'Ω⁻¹η.
struct IndividualObjective: Sendable {
  let terms: [ObservationTerm]
  let prior: IndividualPrior

  /// O(η); +∞ where it cannot be computed.
  func value(_ point: SubjectPoint, _ effects: [Double]) -> Double {
    guard point.failure == nil else { return .infinity }
    var sum = priorValue(effects)
    for (j, term) in terms.enumerated() { sum += term.derivatives(m: point.m[j], v: point.v[j]).value }
    return sum.isNaN ? .infinity : sum
  }

  private func priorValue(_ effects: [Double]) -> Double {
    var sum = 0.0
    for i in effects.indices {
      for k in effects.indices { sum += effects[i] * prior.precision[i, k] * effects[k] }
    }
    return sum
  }

  /// ∂O/∂η.
  func gradient(_ point: SubjectPoint, _ effects: [Double]) -> [Double] {
    let q = effects.count
    var gradient = [Double](repeating: 0, count: q)
    for i in 0..<q {
      for k in 0..<q { gradient[i] += 2 * prior.precision[i, k] * effects[k] }
    }
    for (j, term) in terms.enumerated() {
      let d = term.derivatives(m: point.m[j], v: point.v[j])
      for k in 0..<q { gradient[k] += d.m * point.mEffects[j * q + k] + d.v * point.vEffects[j * q + k] }
    }
    return gradient
  }

  /// ∂O/∂θ at fixed random effects, by the free thetas and sigmas.
  func thetaGradient(_ point: SubjectPoint) -> [Double] {
    let p = point.thetas
    var gradient = [Double](repeating: 0, count: p)
    for (j, term) in terms.enumerated() {
      let d = term.derivatives(m: point.m[j], v: point.v[j])
      for l in 0..<p { gradient[l] += d.m * point.mThetas[j * p + l] + d.v * point.vThetas[j * p + l] }
    }
    return gradient
  }

  /// H̃: half the Hessian of O with second derivatives of m and v left out, and expected instead of actual curvature of
  /// measured values; Ω⁻¹ included.
  func halfHessian(_ point: SubjectPoint) -> Matrix {
    let q = point.effects
    var hessian = prior.precision
    for (j, term) in terms.enumerated() {
      let c = term.curvature(m: point.m[j], v: point.v[j])
      for i in 0..<q {
        let mi = point.mEffects[j * q + i]
        let vi = point.vEffects[j * q + i]
        for k in 0...i {
          let mk = point.mEffects[j * q + k]
          let vk = point.vEffects[j * q + k]
          let sum = 0.5 * (c.mm * mi * mk + c.mv * (mi * vk + vi * mk) + c.vv * vi * vk)
          hessian[i, k] += sum
          if i != k { hessian[k, i] += sum }
        }
      }
    }
    return hessian
  }
}
