import PKNumerics

/// FO: the model linearised at η = 0, C = A·Ω·A' + G, F = ln|C| + r'C⁻¹r.
extension GroupEvaluator {
  func firstOrder(gradient: Bool) -> [SubjectEvaluation] {
    let zeros = range.map { context.zeros($0) }
    guard gradient else {
      let points = context.points(range, effects: zeros, .effects)
      return zip(range, points).map { share($0, $1)?.evaluation ?? failed($0, $1) }
    }
    let scales = range.map { subject in
      let prior = context.individual(subject).prior
      return (0..<prior.covariance.rows).map { prior.covariance[$0, $0].squareRoot() }
    }
    let perturbed = PerturbedPoints.points(
      range, in: context, effects: zeros, scales: scales, step: context.problem.predictor.differenceStep, .all,
      typical: nil)
    return range.map { subject in
      let points = perturbed[subject - range.lowerBound]
      guard points.failure == nil, let share = share(subject, points.center) else {
        return failed(subject, points.center)
      }
      var evaluation = share.evaluation
      evaluation.gradient = share.gradient(points, context)
      return evaluation
    }
  }

  private func failed(_ subject: Int, _ point: SubjectPoint) -> SubjectEvaluation {
    let prior = context.individual(subject).prior
    var result = SubjectEvaluation(
      objective: .infinity, effects: context.zeros(subject), effectCovariance: prior.covariance)
    result.failure = point.failure
    return result
  }

  private func share(_ subject: Int, _ point: SubjectPoint) -> LinearisedShare? {
    LinearisedShare(context.individual(subject), point)
  }
}

/// A subject's share under the model linearised at a point, with what its gradient needs.
struct LinearisedShare {
  private let objective: IndividualObjective
  /// C⁻¹ and C⁻¹·r.
  private let inverse: Matrix
  private let weighted: [Double]
  let evaluation: SubjectEvaluation

  init?(_ objective: IndividualObjective, _ point: SubjectPoint) {
    guard point.failure == nil else { return nil }
    let n = point.observations
    let prior = objective.prior
    self.objective = objective
    var value = 0.0
    var residuals: [Double] = []
    for (j, term) in objective.terms.enumerated() {
      guard let measured = term.measured else { return nil }
      residuals.append(measured - point.m[j])
      let d = term.derivatives(m: point.m[j], v: point.v[j])
      // What the term has beside its normal density: the change of scale.
      value += d.value - point.v[j] - d.vv
    }
    let covariance = Self.covariance(point, prior)
    guard let factor = try? Cholesky(of: covariance), let inverse = try? factor.solve(.identity(n)),
      let weighted = try? factor.solve(residuals)
    else { return nil }
    self.inverse = inverse
    self.weighted = weighted
    value += factor.logDeterminant + zip(residuals, weighted).reduce(0) { $0 + $1.0 * $1.1 }
    evaluation = SubjectEvaluation(
      objective: value, effects: prior.covariance.rows == 0 ? [] : [Double](repeating: 0, count: prior.covariance.rows),
      effectCovariance: prior.covariance)
  }

  /// C = A·Ω·A' + diag(g).
  static func covariance(_ point: SubjectPoint, _ prior: IndividualPrior) -> Matrix {
    let (n, q) = (point.observations, point.effects)
    let spread = spread(point, prior)
    var covariance = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n {
        for k in 0..<q { covariance[i, j] += spread[i * q + k] * point.mEffects[j * q + k] }
      }
      covariance[i, i] += LaneMath.exp(point.v[i])
    }
    return covariance
  }

  /// A·Ω by rows.
  private static func spread(_ point: SubjectPoint, _ prior: IndividualPrior) -> [Double] {
    let (n, q) = (point.observations, point.effects)
    var spread = [Double](repeating: 0, count: n * q)
    for j in 0..<n {
      for k in 0..<q {
        for i in 0..<q { spread[j * q + k] += point.mEffects[j * q + i] * prior.covariance[i, k] }
      }
    }
    return spread
  }

  /// With D = C⁻¹ − ww', w = C⁻¹r: dF = tr(D·dC) − 2w'dm.
  func gradient(_ points: PerturbedPoints, _ context: EvaluationContext) -> PopulationGradient {
    let center = points.center
    let (n, q, p) = (center.observations, center.effects, center.thetas)
    let spread = Self.spread(center, objective.prior)
    // D·A·Ω and A'·D·A.
    var turned = [Double](repeating: 0, count: n * q)
    var own = Matrix(rows: q, columns: q)
    for i in 0..<n {
      for j in 0..<n {
        let d = inverse[i, j] - weighted[i] * weighted[j]
        for k in 0..<q {
          turned[i * q + k] += d * spread[j * q + k]
          for l in 0..<q { own[k, l] += center.mEffects[i * q + k] * d * center.mEffects[j * q + l] }
        }
      }
    }
    var byTheta = [Double](repeating: 0, count: p)
    for j in 0..<n {
      let variance = LaneMath.exp(center.v[j])
      let d = inverse[j, j] - weighted[j] * weighted[j]
      for l in 0..<p {
        byTheta[l] += d * variance * center.vThetas[j * p + l] - 2 * weighted[j] * center.mThetas[j * p + l]
        for k in 0..<q {
          let slope = (points.above[k].mThetas[j * p + l] - points.below[k].mThetas[j * p + l]) / (2 * points.steps[k])
          byTheta[l] += 2 * turned[j * q + k] * slope
        }
      }
    }
    return PopulationGradient(byTheta, own, objective.prior, context)
  }
}
