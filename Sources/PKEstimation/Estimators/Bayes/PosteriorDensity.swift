import PKLanguage
import PKNumerics

/// ln of the posterior density and its gradient, by the vector of free parameters and then every subject's standardised
/// random effects z, of which η = L·z with Ω = L·Lᵀ (non-centred: what little data say of a subject then bends nothing).
struct PosteriorDensity: Sendable {
  let problem: FitProblem
  let priors: Priors

  /// How many numbers a place has.
  var dimension: Int { problem.parameters.count + problem.subjects.reduce(0) { $0 + $1.effects.count } }

  /// The place of the start: its parameters, and all random effects 0; nil when they are outside their bounds.
  var start: [Double]? {
    problem.parameters.vector(of: problem.parameters.start).map {
      $0 + [Double](repeating: 0, count: dimension - $0.count)
    }
  }

  /// ln p and its gradient; nil where it cannot be computed.
  func callAsFunction(_ place: [Double]) -> LogDensity? {
    let space = problem.parameters
    let vector = Array(place.prefix(space.count))
    let parameters = space.parameters(at: vector)
    guard let context = EvaluationContext(problem, .conditionalInteraction, parameters) else { return nil }
    let factors = context.omega.matrices.map { try? Cholesky(of: $0).factor }
    let standardised = split(place)
    let effects = problem.subjects.indices.map { self.effects($0, standardised[$0], factors) }
    let points = context.points(problem.subjects.indices, effects: effects, .all)
    var result = prior(vector, parameters, context.omega)
    var natural = PopulationGradient(of: problem.model)
    var byFactor = context.omega.matrices.map { Matrix(rows: $0.rows, columns: $0.columns) }
    for (subject, point) in points.enumerated() {
      guard point.failure == nil else { return nil }
      let data = DataGradient(point, problem.terms[subject])
      result.value -= data.value / 2
      for (theta, slope) in zip(problem.predictor.freeThetas, data.byThetas) {
        if theta < natural.thetas.count {
          natural.thetas[theta] -= slope / 2
        } else {
          natural.sigmas[theta - natural.thetas.count] -= slope / 2
        }
      }
      let z = standardised[subject]
      var slopes = z.map { -$0 }
      result.value -= z.reduce(0) { $0 + $1 * $1 } / 2
      for place in problem.places[subject] {
        guard let factor = factors[place.block] else { continue }
        for (row, position) in place.positions.enumerated() {
          let force = -data.byEffects[position] / 2
          for column in 0...row {
            let other = place.positions[column]
            slopes[other] += force * factor[row, column]
            byFactor[place.block][row, column] += force * z[other]
          }
        }
      }
      result.gradient += slopes
    }
    let chain = space.gradient(natural, at: vector)
    for (index, coordinate) in space.coordinates.enumerated() {
      switch coordinate {
      case .theta, .sigma: result.gradient[index] += chain[index]
      case .factor(let block, let row, let column, let size):
        let slope = row == column ? factors[block]?[row, row] ?? 0 : size
        result.gradient[index] += byFactor[block][row, column] * slope
      }
    }
    return result
  }

  private func split(_ place: [Double]) -> [[Double]] {
    var next = problem.parameters.count
    return problem.subjects.map { subject in
      let own = Array(place[next..<(next + subject.effects.count)])
      next += subject.effects.count
      return own
    }
  }

  private func effects(_ subject: Int, _ z: [Double], _ factors: [Matrix?]) -> [Double] {
    var effects = z.map { _ in 0.0 }
    for place in problem.places[subject] {
      guard let factor = factors[place.block] else { continue }
      for (row, position) in place.positions.enumerated() {
        for column in 0...row { effects[position] += factor[row, column] * z[place.positions[column]] }
      }
    }
    return effects
  }

  /// ln of the priors' density of the vector, with its gradient by the vector.
  private func prior(_ vector: [Double], _ parameters: PopulationParameters, _ omega: OmegaFactors) -> LogDensity {
    let space = problem.parameters
    var value = 0.0
    var natural = PopulationGradient(of: problem.model)
    var blocks: Set<Int> = []
    for parameter in space.free {
      switch parameter {
      case .theta(let index):
        let density = priors.distribution(parameter, problem).logDensity(parameters.thetas[index])
        value += density.value
        natural.thetas[index] += density.slope
      case .sigma(let index):
        let density = priors.distribution(parameter, problem).logDensity(parameters.sigmas[index])
        value += density.value
        natural.sigmas[index] += density.slope
      case .omega(let block, _, _): blocks.insert(block)
      }
    }
    for block in blocks.sorted() {
      guard let inverse = omega.inverses[block] else { continue }
      let density = priors.covariance(block, problem).logDensity(
        omega.matrices[block], inverse, omega.logDeterminants[block])
      value += density.value
      natural.omega[block] = density.gradient
    }
    var gradient = space.gradient(natural, at: vector)
    for (index, (x, coordinate)) in zip(vector, space.coordinates).enumerated() {
      let jacobian = Self.logJacobian(coordinate, x, order: { problem.model.omega[$0].etas.count })
      value += jacobian.value
      gradient[index] += jacobian.slope
    }
    return LogDensity(value: value, gradient: gradient)
  }

  /// ln of the change of volume that a coordinate contributes, up to a constant, and its derivative.
  static func logJacobian(
    _ coordinate: ParameterSpace.Coordinate, _ x: Double, order: (Int) -> Int
  ) -> (value: Double, slope: Double) {
    switch coordinate {
    case .theta(_, let scale), .sigma(_, let scale):
      switch scale {
      case .linear: return (0, 0)
      case .above: return (x, 1)
      case .below: return (-x, -1)
      case .between:
        let share = 1 / (1 + LaneMath.exp(-x))
        return (LaneMath.log(scale.slope(at: x)), 1 - 2 * share)
      }
    // |∂Ω/∂L| = 2ⁿ·∏ L_kk^(n − k), k from 0, and L_kk is exp(x).
    case .factor(let block, let row, let column, _):
      guard row == column else { return (0, 0) }
      let power = Double(order(block) - row + 1)
      return (power * x, power)
    }
  }
}

/// −2 ln p(y | η) of a subject with its derivatives.
private struct DataGradient {
  var value = 0.0
  var byEffects: [Double], byThetas: [Double]

  init(_ point: SubjectPoint, _ terms: [ObservationTerm]) {
    let (q, p) = (point.effects, point.thetas)
    byEffects = Array(repeating: 0, count: q)
    byThetas = Array(repeating: 0, count: p)
    for (j, term) in terms.enumerated() {
      let d = term.derivatives(m: point.m[j], v: point.v[j])
      value += d.value
      for k in 0..<q { byEffects[k] += d.m * point.mEffects[j * q + k] + d.v * point.vEffects[j * q + k] }
      for l in 0..<p { byThetas[l] += d.m * point.mThetas[j * p + l] + d.v * point.vThetas[j * p + l] }
    }
  }
}
