import PKNumerics

/// Laplace's approximation, with its gradient, and adaptive quadrature.
extension GroupEvaluator {
  func laplace(gradient: Bool) -> [SubjectEvaluation] {
    var modes = modes(typical: nil)
    let flat = around(modes, step: context.problem.predictor.differenceStep, pairs: false, .effects)
    leaveFlatPlaces(&modes, flat)
    // Second differences need the larger step.
    let perturbed =
      gradient
      ? around(modes, step: 10 * context.problem.predictor.differenceStep, pairs: true, .all)
      : around(modes, step: context.problem.predictor.differenceStep, pairs: false, .effects)
    return zip(range, zip(modes, perturbed)).map { subject, found in
      laplace(
        context.individual(subject), mode: found.0, points: found.1, gradient: gradient,
        isExact: !flatSubjects.contains(subject))
    }
  }

  private func around(
    _ modes: [ModeSearch.Mode], step: Double, pairs: Bool, _ derivatives: Predictor.Derivatives
  ) -> [PerturbedPoints] {
    let scales = modes.map { mode in
      (0..<mode.halfHessian.rows).map { 1 / max(mode.halfHessian[$0, $0], 1e-300).squareRoot() }
    }
    return PerturbedPoints.points(
      range, in: context, effects: modes.map(\.effects), scales: scales, step: step, pairs: pairs, derivatives,
      typical: nil)
  }

  /// Where O is much flatter than H̃ says, or a saddle, there is often a lower minimum along the flattest direction.
  private func leaveFlatPlaces(_ modes: inout [ModeSearch.Mode], _ points: [PerturbedPoints]) {
    let none = [Matrix?](repeating: nil, count: range.count)
    let directions = zip(range, zip(modes, points)).map { subject, found in
      found.1.failure == nil && found.0.value < .infinity
        ? flattestDirection(found.1.hessian(of: context.individual(subject)), found.0.halfHessian) : nil
    }
    guard directions.contains(where: { $0 != nil }) else { return }
    for length in [-2.0, -0.5, 0.5, 2] {
      let starts = zip(modes, directions).map { mode, direction in
        direction.map { zip(mode.effects, $0).map { $0 + length * $1 } } ?? mode.effects
      }
      let others = search.modes(range, in: context, from: starts, corrections: none, typical: nil)
      for slot in modes.indices where directions[slot] != nil && others[slot].value < modes[slot].value {
        modes[slot] = others[slot]
      }
    }
  }

  /// The direction of one standard deviation by H̃ in which half the exact Hessian is smallest; nil unless it is below
  /// half of H̃ there.
  private func flattestDirection(_ hessian: Matrix, _ half: Matrix) -> [Double]? {
    guard half.rows > 0, let (eigen, basis) = Self.relative(hessian, to: half), eigen.values[0] < 2 * 0.5 else {
      return nil
    }
    return try? basis.multiplied(by: (0..<half.rows).map { eigen.vectors[$0, 0] })
  }

  /// The eigenvalues of a Hessian relative to H̃, and the basis in which H̃ is the identity.
  private static func relative(_ hessian: Matrix, to half: Matrix) -> (SymmetricEigen, basis: Matrix)? {
    let basis = Self.basis(of: half)
    guard let left = try? basis.transposed.multiplied(by: hessian), let whitened = try? left.multiplied(by: basis),
      let eigen = try? SymmetricEigen(of: whitened)
    else { return nil }
    return (eigen, basis)
  }

  private func laplace(
    _ objective: IndividualObjective, mode: ModeSearch.Mode, points: PerturbedPoints, gradient: Bool, isExact: Bool
  ) -> SubjectEvaluation {
    guard mode.value < .infinity, points.failure == nil else {
      var result = evaluation(mode, objective.prior, hessian: mode.halfHessian)
      result.failure = mode.failure ?? points.failure
      result.objective = .infinity
      return result
    }
    var half = isExact ? points.hessian(of: objective) : mode.halfHessian
    if isExact { for i in 0..<half.rows { for k in 0..<half.columns { half[i, k] /= 2 } } }
    // At a mode where the exact Hessian is not positive definite, H̃ always is.
    let isUsable = (try? Cholesky(of: half)) != nil
    var result = evaluation(mode, objective.prior, hessian: isUsable ? half : mode.halfHessian)
    if !isUsable { result.isConverged = false }
    result.curvature = Self.relative(half, to: mode.halfHessian)?.0.values.first ?? 1
    guard gradient else { return result }
    let differentiated = ConditionalGradient(
      objective: objective, points: points, covariance: result.effectCovariance, isExact: isExact, context: context)
    result.gradient = differentiated.gradient
    result.response = differentiated.response
    return result
  }

  /// Gauss–Hermite quadrature with η = η̂ + L⁻ᵀx, H̃ = L·Lᵀ and x at the nodes of a standard normal weight.
  func quadrature(nodes count: Int) -> [SubjectEvaluation] {
    let modes = modes(typical: nil)
    let objectives = range.map { context.individual($0) }
    let rule = GaussHermite(nodes: count)
    let bases = modes.map { mode in Self.basis(of: mode.halfHessian) }
    var sums = modes.map { _ in 0.0 }
    let dimension = modes.map(\.effects.count).max() ?? 0
    rule.forEachNode(dimension: dimension) { x, weight in
      let places = zip(modes, bases).map { mode, basis in
        mode.effects.indices.map { i in
          (0..<mode.effects.count).reduce(mode.effects[i]) { $0 + basis[i, $1] * x[$1] }
        }
      }
      let points = context.points(range, effects: places, .effects)
      for slot in modes.indices where modes[slot].value < .infinity {
        let own = modes[slot].effects.count
        let square = x.prefix(own).reduce(0) { $0 + $1 * $1 }
        let value = objectives[slot].value(points[slot], places[slot])
        sums[slot] += weight * LaneMath.exp(-(value - modes[slot].value - square) / 2)
      }
    }
    return modes.indices.map { slot in
      var result = evaluation(modes[slot], objectives[slot].prior, hessian: modes[slot].halfHessian)
      result.objective -= 2 * LaneMath.log(sums[slot])
      return result
    }
  }

  /// L⁻ᵀ.
  private static func basis(of hessian: Matrix) -> Matrix {
    let order = hessian.rows
    guard let factor = try? Cholesky(of: hessian).factor, let inverse = try? LU(of: factor).solve(.identity(order))
    else { return Matrix(rows: order, columns: order) }
    return inverse.transposed
  }
}
