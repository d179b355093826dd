import PKLanguage
import PKNumerics

extension FitProblem {
  /// The free parameters of which the model states a prior, by name.
  public var parametersWithPriors: [String] {
    parameters.free.filter { hasPrior($0) }.map { $0.name(in: model) }
  }

  private func hasPrior(_ parameter: PopulationParameter) -> Bool {
    switch parameter {
    case .theta(let index): model.thetas[index].prior != nil
    case .sigma(let index): model.sigmas[index].prior != nil
    case .omega(let block, let row, let column): row == 0 && column == 0 && model.omega[block].prior != nil
    }
  }

  /// −2 ln of the density of the priors that the model states, up to a constant.
  ///
  /// The density of a log-normal prior is that of the logarithm, so that its mode is the median.
  public func penalty(at values: PopulationParameters) -> Double { differentiatedPenalty(at: values)?.value ?? 0 }

  /// The penalty with its gradient by the vector that a minimiser sees.
  func penalty(at vector: [Double]) -> (value: Double, gradient: [Double]) {
    guard let (value, natural) = differentiatedPenalty(at: parameters.parameters(at: vector)) else {
      return (0, vector.map { _ in 0 })
    }
    return (value, parameters.gradient(natural, at: vector))
  }

  /// The penalty's second derivatives along each element of the vector, those below 0 as 0.
  func penaltyCurvature(at vector: [Double]) -> [Double] {
    guard !parametersWithPriors.isEmpty else { return vector.map { _ in 0 } }
    let step = 1e-4
    return vector.indices.map { k in
      var (below, above) = (vector, vector)
      below[k] -= step
      above[k] += step
      let slope = (penalty(at: above).gradient[k] - penalty(at: below).gradient[k]) / (2 * step)
      return slope.isFinite ? max(slope, 0) : 0
    }
  }

  private func differentiatedPenalty(at values: PopulationParameters) -> (value: Double, PopulationGradient)? {
    guard !parametersWithPriors.isEmpty else { return nil }
    var value = 0.0
    var natural = PopulationGradient(of: model)
    for parameter in parameters.free where hasPrior(parameter) {
      switch parameter {
      case .theta(let index):
        guard let density = model.thetas[index].prior?.modeDensity(values.thetas[index]) else { continue }
        value -= 2 * density.value
        natural.thetas[index] -= 2 * density.slope
      case .sigma(let index):
        guard let density = model.sigmas[index].prior?.modeDensity(values.sigmas[index]) else { continue }
        value -= 2 * density.value
        natural.sigmas[index] -= 2 * density.slope
      case .omega(let block, _, _):
        guard let density = blockDensity(block, values.omega[block]) else { continue }
        value -= 2 * density.value
        var gradient = density.gradient
        for i in 0..<gradient.rows { for k in 0..<gradient.columns { gradient[i, k] *= -2 } }
        natural.omega[block] = gradient
      }
    }
    return (value, natural)
  }

  private func blockDensity(_ block: Int, _ triangle: [Double]) -> (value: Double, gradient: Matrix)? {
    let order = model.omega[block].etas.count
    guard let prior = model.omega[block].prior,
      let full = try? SymmetricMatrix(order: order, lowerTriangle: triangle).full,
      let factor = try? Cholesky(of: full), let inverse = try? factor.solve(.identity(order))
    else { return nil }
    let logDeterminant = 2 * (0..<order).reduce(0) { $0 + LaneMath.log(factor.factor[$1, $1]) }
    return prior.modeDensity(full, inverse, logDeterminant)
  }

  /// - Throws: for a model with priors, which a method does not use.
  func requireNoPriors(_ method: String) throws(FitProblemError) {
    guard let first = parametersWithPriors.first else { return }
    throw .priorsUnsupported(method: method, parameter: first)
  }
}

extension ParameterPrior {
  /// ln of the density on the scale on which the prior is normal, with its derivative by the parameter.
  fileprivate func modeDensity(_ x: Double) -> (value: Double, slope: Double) {
    guard case .logNormal(let median, let deviation) = self else { return logDensity(x) }
    guard x > 0 else { return (-.infinity, 0) }
    let z = (LaneMath.log(x) - LaneMath.log(median)) / deviation
    return (-z * z / 2, -z / (deviation * x))
  }
}

extension CovariancePrior {
  /// ln of the density of the standard deviations and correlations, or of Ω for an inverse Wishart.
  fileprivate func modeDensity(
    _ omega: Matrix, _ inverse: Matrix, _ logDeterminant: Double
  ) -> (value: Double, gradient: Matrix) {
    guard case .standardDeviations(let scale, let shape) = self else {
      return logDensity(omega, inverse, logDeterminant)
    }
    var value = (shape - 1) * logDeterminant
    var gradient = Matrix(rows: omega.rows, columns: omega.rows)
    for i in 0..<omega.rows {
      let variance = omega[i, i]
      // |C| is |Ω| divided by the variances.
      value -= LaneMath.log(1 + variance / (scale * scale)) + (shape - 1) * LaneMath.log(variance)
      for k in 0..<omega.rows { gradient[i, k] = (shape - 1) * inverse[i, k] }
      gradient[i, i] -= 1 / (scale * scale + variance) + (shape - 1) / variance
    }
    return (value, gradient)
  }
}
