public import PKLanguage
import PKNumerics

/// What is believed of the population's parameters before the data.
public struct Priors: Hashable, Sendable {
  /// The distribution of a theta or sigma.
  public typealias Distribution = ParameterPrior
  /// The distribution of a block of Ω.
  public typealias Covariance = CovariancePrior

  /// By name of a theta or sigma.
  ///
  /// One that is not named has the model's prior, or, where that says nothing, a wide one about its start: log-normal by a factor of e² if it is positive by its
  /// bounds, a half-Cauchy distribution for a sigma, else normal with ten times its size.
  public var parameters: [String: Distribution] = [:]
  /// By the name of the first random effect of a block.
  public var blocks: [String: Covariance] = [:]
  /// For the blocks that are not named, and of which the model says nothing.
  public var otherBlocks = Covariance.standardDeviations(scale: 1, shape: 2)

  /// Wide priors for everything.
  public init() {}

  func distribution(_ parameter: PopulationParameter, _ problem: FitProblem) -> Distribution {
    let name = parameter.name(in: problem.model)
    if let given = parameters[name] { return given }
    let start = problem.parameters.start[parameter]
    switch parameter {
    case .theta(let index): if let stated = problem.model.thetas[index].prior { return stated }
    case .sigma(let index): if let stated = problem.model.sigmas[index].prior { return stated }
    case .omega: break
    }
    switch parameter {
    case .sigma: return .halfCauchy(scale: 2.5 * max(start.magnitude, 1e-6))
    case .theta(let index) where problem.model.thetas[index].lower >= 0 && start > 0:
      return .logNormal(median: start, logDeviation: 2)
    default: return .normal(mean: start, standardDeviation: 10 * max(start.magnitude, 0.1))
    }
  }

  func covariance(_ block: Int, _ problem: FitProblem) -> Covariance {
    let name = problem.model.omega[block].etas.first.map { problem.model.etaNames[$0] } ?? ""
    return blocks[name] ?? problem.model.omega[block].prior ?? otherBlocks
  }

  /// Refuses names that are none, and numbers that make no distribution.
  func require(_ problem: FitProblem) throws(FitProblemError) {
    let names = (problem.model.thetas + problem.model.sigmas).map(\.name)
    for (name, distribution) in parameters.sorted(by: { $0.key < $1.key }) {
      guard names.contains(name) else { throw .unknownPrior(name, known: names) }
      guard distribution.isValid else { throw .badPrior(name) }
    }
    let firsts = problem.model.omega.compactMap { $0.etas.first.map { problem.model.etaNames[$0] } }
    for name in blocks.keys.sorted() where !firsts.contains(name) { throw .unknownPrior(name, known: firsts) }
    for (block, declared) in problem.model.omega.enumerated() {
      let order = declared.etas.count
      let isValid =
        switch covariance(block, problem) {
        case .standardDeviations(let scale, let shape):
          scale.isFinite && scale > 0 && shape.isFinite && shape > 0
        case .inverseWishart(let degrees, let matrix):
          degrees.isFinite && degrees > Double(order - 1) && (try? ParameterSpace.factor(matrix, order: order)) != nil
        }
      guard isValid else { throw .badPrior("omega(\(firsts[block]))") }
    }
  }
}

extension ParameterPrior {
  /// ln of the density, up to a constant, and its derivative.
  func logDensity(_ x: Double) -> (value: Double, slope: Double) {
    switch self {
    case .normal(let mean, let deviation):
      let z = (x - mean) / deviation
      return (-z * z / 2, -z / deviation)
    case .logNormal(let median, let deviation):
      guard x > 0, median > 0 else { return (-.infinity, 0) }
      let z = (LaneMath.log(x) - LaneMath.log(median)) / deviation
      return (-z * z / 2 - LaneMath.log(x), (-z / deviation - 1) / x)
    case .halfCauchy(let scale):
      let ratio = x / scale
      return (-LaneMath.log(1 + ratio * ratio), -2 * ratio / (scale * (1 + ratio * ratio)))
    }
  }

  fileprivate var isValid: Bool {
    switch self {
    case .normal(let mean, let deviation): mean.isFinite && deviation.isFinite && deviation > 0
    case .logNormal(let median, let deviation):
      median.isFinite && median > 0 && deviation.isFinite && deviation > 0
    case .halfCauchy(let scale): scale.isFinite && scale > 0
    }
  }
}

extension CovariancePrior {
  /// ln of the density of Ω, up to a constant, and the symmetric G with d = tr(G·dΩ).
  func logDensity(_ omega: Matrix, _ inverse: Matrix, _ logDeterminant: Double) -> (value: Double, gradient: Matrix) {
    let order = omega.rows
    var gradient = Matrix(rows: order, columns: order)
    var value = 0.0
    switch self {
    case .standardDeviations(let scale, let shape):
      // With s² = Ωᵢᵢ: ∏ half-Cauchy(sᵢ) · |C|^(shape − 1) · |∂(s, C)/∂Ω|, of which the last is ∏ sᵢ^(−n).
      let power = shape - 1 + Double(order) / 2
      value = (shape - 1) * logDeterminant
      for i in 0..<order {
        let variance = omega[i, i]
        value -= LaneMath.log(1 + variance / (scale * scale)) + power * LaneMath.log(variance)
        for k in 0..<order { gradient[i, k] = (shape - 1) * inverse[i, k] }
        gradient[i, i] -= 1 / (scale * scale + variance) + power / variance
      }
    case .inverseWishart(let degrees, let matrix):
      guard let given = try? SymmetricMatrix(order: order, lowerTriangle: matrix).full,
        let left = try? inverse.multiplied(by: given), let sandwich = try? left.multiplied(by: inverse)
      else { return (-.infinity, gradient) }
      let power = (degrees + Double(order) + 1) / 2
      value = -power * logDeterminant
      for i in 0..<order {
        value -= degrees * left[i, i] / 2
        for k in 0..<order { gradient[i, k] = degrees * sandwich[i, k] / 2 - power * inverse[i, k] }
      }
    }
    return (value, gradient)
  }
}
