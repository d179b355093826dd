import PKLanguage
import PKNumerics

/// The gradient of one subject's share F = O(η̂) + ln|Ω| + ln|H|, with H the Hessian of FOCEI or of Laplace.
///
/// The total derivative takes along how η̂ moves with the parameters (Almquist, Leander and Jirstrand, J Pharmacokinet
/// Pharmacodyn 42 (2015) 191).
struct ConditionalGradient {
  let gradient: PopulationGradient
  let response: ModeResponse?

  /// - Parameters:
  ///   - objective: the individual objective.
  ///   - points: the point at η̂ and those around it; for Laplace those along pairs too.
  ///   - covariance: T = H⁻¹.
  ///   - isExact: whether H is Laplace's.
  ///   - context: the population parameters.
  init(
    objective: IndividualObjective, points: PerturbedPoints, covariance: Matrix, isExact: Bool,
    context: EvaluationContext
  ) {
    let q = points.effects.count
    let p = points.center.thetas
    var byTheta = objective.thetaGradient(points.center)
    // ∂ln|H|/∂η and, at fixed random effects, ∂ln|H|/∂θ.
    var force: [Double]
    let explicit: [Double]
    if isExact {
      (force, explicit) = Self.exactLogDeterminant(objective, points, covariance)
    } else {
      force = Self.logDeterminantByEffects(objective, points, covariance)
      explicit = Self.logDeterminantByThetas(objective, points, covariance)
    }
    for l in 0..<p { byTheta[l] += explicit[l] }
    var own = Matrix(rows: q, columns: q)
    var response: ModeResponse?
    if q > 0 {
      let hessian = points.hessian(of: objective)
      let halfHessian = objective.halfHessian(points.center)
      let inverse = Self.inverse(hessian, orTwice: halfHessian, covariance)
      let mixed = Self.mixedDerivatives(objective, points)
      // ∂O/∂η is 0 but for what the search left.
      for (k, rest) in objective.gradient(points.center, points.effects).enumerated() { force[k] += rest }
      let pull = (try? inverse.multiplied(by: force)) ?? force.map { _ in 0 }
      for l in 0..<p { for k in 0..<q { byTheta[l] -= pull[k] * mixed[k, l] } }
      own = Self.omegaGradient(objective.prior, points.effects, covariance, pull)
      var correction = hessian
      for i in 0..<q { for k in 0..<q { correction[i, k] = hessian[i, k] / 2 - halfHessian[i, k] } }
      response = ModeResponse(
        inverseHessian: inverse, mixed: mixed, correction: correction, effects: points.effects,
        thetas: context.thetas, precision: objective.prior.precision)
    }
    gradient = PopulationGradient(byTheta, own, objective.prior, context)
    self.response = response
  }

  /// The derivatives of ln|½ ∂²O/∂η²|: ½·Σ Tᵢₖ·∂²(∂O/∂·)/∂ηᵢ∂ηₖ.
  private static func exactLogDeterminant(
    _ objective: IndividualObjective, _ points: PerturbedPoints, _ covariance: Matrix
  ) -> (byEffects: [Double], byThetas: [Double]) {
    let q = points.effects.count
    var sum = [Double](repeating: 0, count: q + points.center.thetas)
    let seconds = points.secondDerivatives { objective.gradient($0, $1) + objective.thetaGradient($0) }
    for i in 0..<q {
      for k in 0...i {
        let weight = (i == k ? 0.5 : 1) * covariance[i, k]
        for (n, value) in seconds[i * (i + 1) / 2 + k].enumerated() { sum[n] += weight * value }
      }
    }
    return (Array(sum.prefix(q)), Array(sum.dropFirst(q)))
  }

  /// (∂²O/∂η²)⁻¹; where that is not positive definite, ½ H̃⁻¹.
  private static func inverse(_ hessian: Matrix, orTwice half: Matrix, _ covariance: Matrix) -> Matrix {
    if let factor = try? Cholesky(of: hessian), let inverse = try? factor.solve(.identity(hessian.rows)) {
      return inverse
    }
    var inverse = covariance
    for i in 0..<inverse.rows { for k in 0..<inverse.columns { inverse[i, k] /= 2 } }
    return inverse
  }

  /// ∂²O/∂η∂θ.
  private static func mixedDerivatives(_ objective: IndividualObjective, _ points: PerturbedPoints) -> Matrix {
    var mixed = Matrix(rows: points.effects.count, columns: points.center.thetas)
    for k in points.effects.indices {
      let low = objective.thetaGradient(points.below[k])
      let high = objective.thetaGradient(points.above[k])
      for l in 0..<points.center.thetas { mixed[k, l] = (high[l] - low[l]) / (2 * points.steps[k]) }
    }
    return mixed
  }

  /// ∂ln|H̃|/∂η = tr(T·∂H̃/∂η).
  private static func logDeterminantByEffects(
    _ objective: IndividualObjective, _ points: PerturbedPoints, _ covariance: Matrix
  ) -> [Double] {
    points.effects.indices.map { k in
      let low = objective.halfHessian(points.below[k])
      let high = objective.halfHessian(points.above[k])
      var trace = 0.0
      for i in 0..<covariance.rows {
        for j in 0..<covariance.rows { trace += covariance[i, j] * (high[i, j] - low[i, j]) }
      }
      return trace / (2 * points.steps[k])
    }
  }

  /// ∂ln|H̃|/∂θ at fixed random effects.
  private static func logDeterminantByThetas(
    _ objective: IndividualObjective, _ points: PerturbedPoints, _ covariance: Matrix
  ) -> [Double] {
    let center = points.center
    let (q, p) = (center.effects, center.thetas)
    var result = [Double](repeating: 0, count: p)
    guard q > 0 else { return result }
    for (j, term) in objective.terms.enumerated() {
      let c = term.curvature(m: center.m[j], v: center.v[j])
      let slopes = term.curvatureSlopes(m: center.m[j], v: center.v[j])
      // T·a and T·c, for a = ∂m/∂η and c = ∂v/∂η.
      var ta = [Double](repeating: 0, count: q)
      var tc = ta
      var (aTa, aTc, cTc) = (0.0, 0.0, 0.0)
      for i in 0..<q {
        for k in 0..<q {
          ta[i] += covariance[i, k] * center.mEffects[j * q + k]
          tc[i] += covariance[i, k] * center.vEffects[j * q + k]
        }
        aTa += ta[i] * center.mEffects[j * q + i]
        aTc += ta[i] * center.vEffects[j * q + i]
        cTc += tc[i] * center.vEffects[j * q + i]
      }
      for l in 0..<p {
        let dm = center.mThetas[j * p + l]
        let dv = center.vThetas[j * p + l]
        let mm = slopes.byLocation.mm * dm + slopes.byVariance.mm * dv
        let mv = slopes.byLocation.mv * dm + slopes.byVariance.mv * dv
        let vv = slopes.byLocation.vv * dm + slopes.byVariance.vv * dv
        var sum = 0.5 * (mm * aTa + 2 * mv * aTc + vv * cTc)
        for k in 0..<q {
          let da = (points.above[k].mThetas[j * p + l] - points.below[k].mThetas[j * p + l]) / (2 * points.steps[k])
          let dc = (points.above[k].vThetas[j * p + l] - points.below[k].vThetas[j * p + l]) / (2 * points.steps[k])
          // Without interaction the variance does not follow η, however it follows θ.
          sum += c.mm * ta[k] * da + c.mv * (tc[k] * da + ta[k] * dc) + c.vv * tc[k] * dc
        }
        result[l] += sum
      }
    }
    return result
  }

  /// G with dF = tr(G·dΩ), for all the subject's random effects.
  ///
  /// From ln|Ω|, η'Ω⁻¹η, Ω⁻¹ within H̃, and how η̂ moves, in this order.
  private static func omegaGradient(
    _ prior: IndividualPrior, _ effects: [Double], _ covariance: Matrix, _ pull: [Double]
  ) -> Matrix {
    let q = effects.count
    let precision = prior.precision
    guard let z = try? precision.multiplied(by: effects), let u = try? precision.multiplied(by: pull),
      let left = try? precision.multiplied(by: covariance), let sandwich = try? left.multiplied(by: precision)
    else { return precision }
    var gradient = precision
    for i in 0..<q {
      for k in 0..<q { gradient[i, k] += u[i] * z[k] + z[i] * u[k] - z[i] * z[k] - sandwich[i, k] }
    }
    return gradient
  }
}

extension PopulationGradient {
  /// The gradient from its parts by the free thetas and sigmas, and by the covariance of a subject's random effects.
  init(_ byTheta: [Double], _ own: Matrix, _ prior: IndividualPrior, _ context: EvaluationContext) {
    self.init(of: context.problem.model)
    let count = thetas.count
    for (theta, value) in zip(context.problem.predictor.freeThetas, byTheta) {
      if theta < count { thetas[theta] = value } else { sigmas[theta - count] = value }
    }
    for place in prior.places {
      for (i, row) in place.positions.enumerated() {
        for (k, column) in place.positions.enumerated() { omega[place.block][i, k] += own[row, column] }
      }
    }
  }
}
