import PKNumerics

/// The objective function at a vector of free parameters with its gradient, and that of each subject's share.
struct DifferentiatedEvaluation: Sendable {
  let vector: [Double]
  let population: PopulationEvaluation
  /// For each subject, the gradient of its share.
  let shares: [[Double]]
  /// Their sum, and the slope of the priors' penalty.
  let gradient: [Double]
  /// −2 ln of the priors' density.
  let penalty: Double
  /// Its second derivatives along each element of the vector.
  let penaltyCurvature: [Double]

  init(vector: [Double], population: PopulationEvaluation, shares: [[Double]], problem: FitProblem) {
    self.vector = vector
    self.population = population
    self.shares = shares
    let prior = problem.penalty(at: vector)
    penalty = prior.value
    gradient = vector.indices.map { k in shares.reduce(prior.gradient[k]) { $0 + $1[k] } }
    penaltyCurvature = problem.penaltyCurvature(at: vector)
  }

  /// What a minimiser sees: the objective function and the priors' penalty.
  var objective: Double { population.objective + penalty }

  /// Half the sum of the shares' squared gradients: near the truth the expected Hessian.
  ///
  /// (Berndt, Hall, Hall and Hausman, Ann. Econ. Soc. Meas. 3 (1974) 653.)
  var squaredGradients: Matrix {
    var result = Matrix(rows: vector.count, columns: vector.count)
    for share in shares {
      for i in vector.indices { for k in vector.indices { result[i, k] += share[i] * share[k] / 2 } }
    }
    return result
  }

  /// The same made safely positive definite: a minimiser's first Hessian.
  var firstHessian: Matrix {
    var result = squaredGradients
    for i in vector.indices { result[i, i] += penaltyCurvature[i] }
    let largest = vector.indices.reduce(0) { max($0, result[$1, $1]) }
    for i in vector.indices { result[i, i] += 1e-2 * result[i, i] + 1e-4 * largest + 1e-3 }
    return result
  }
}

extension PopulationEvaluator {
  /// The objective function with its gradient at a vector; for quadrature the gradient is a central
  /// difference with η̂ found anew.
  func differentiated(
    at vector: [Double], from previous: PopulationEvaluation?
  ) async -> DifferentiatedEvaluation {
    let space = problem.parameters
    let center = await evaluate(space.parameters(at: vector), from: previous, gradient: true)
    guard center.objective < .infinity else {
      return DifferentiatedEvaluation(vector: vector, population: center, shares: [], problem: problem)
    }
    let exact = center.subjects.compactMap { subject in
      subject.gradient.map { space.gradient($0, at: vector) }
    }
    if exact.count == center.subjects.count {
      return DifferentiatedEvaluation(vector: vector, population: center, shares: exact, problem: problem)
    }
    var shares = center.subjects.map { _ in [Double](repeating: .nan, count: vector.count) }
    let step = 1e-3
    for k in vector.indices {
      var below = vector
      var above = vector
      below[k] -= step
      above[k] += step
      let low = await evaluate(space.parameters(at: below), from: center, gradient: false)
      let high = await evaluate(space.parameters(at: above), from: center, gradient: false)
      guard low.objective < .infinity, high.objective < .infinity else { continue }
      for (n, pair) in zip(low.subjects, high.subjects).enumerated() {
        shares[n][k] = (pair.1.objective - pair.0.objective) / (2 * step)
      }
    }
    return DifferentiatedEvaluation(vector: vector, population: center, shares: shares, problem: problem)
  }
}
