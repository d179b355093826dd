public import PKLanguage
import PKNumerics

/// The free parameters of a fit as one vector without bounds.
///
/// A theta or sigma is as it is, or by its logarithm or logit, as its bounds ask; a block of omega is its Cholesky
/// factor, with the logarithms of its diagonal. So every vector is a valid set of parameters.
public struct ParameterSpace: Sendable {
  /// A free parameter of the vector: a theta or sigma, or an element of the Cholesky factor of a block.
  enum Coordinate: Hashable, Sendable {
    case theta(Int, ParameterScale)
    case sigma(Int, ParameterScale)
    /// An element of the factor; off the diagonal it is counted in `size`.
    case factor(block: Int, row: Int, column: Int, size: Double)
  }

  /// The model whose parameters they are.
  public let model: CheckedModel
  /// The values at the start, and of the parameters that are fixed.
  public let start: PopulationParameters
  /// The free parameters, as many as the vector is long: element n of the vector belongs to parameter n, if only
  /// through the factor of its block.
  public let free: [PopulationParameter]
  let coordinates: [Coordinate]

  /// The free parameters of a model from some starting values.
  ///
  /// - Throws: `FitProblemError` for a start outside the bounds, or a block that is not positive definite.
  public init(of model: CheckedModel, start: PopulationParameters) throws(FitProblemError) {
    self.model = model
    self.start = start
    var coordinates: [Coordinate] = []
    for (index, theta) in model.thetas.enumerated() where !theta.isFixed {
      coordinates.append(.theta(index, try Self.scale(of: theta, start.thetas[index])))
    }
    for (index, sigma) in model.sigmas.enumerated() where !sigma.isFixed {
      // Residual error parameters are standard deviations: without bounds of their own they are positive.
      var sigma = sigma
      if sigma.lower == -.infinity, start.sigmas[index] > 0 { sigma.lower = 0 }
      coordinates.append(.sigma(index, try Self.scale(of: sigma, start.sigmas[index])))
    }
    for (index, block) in model.omega.enumerated() where !Self.isKept(block, start.omega[index]) {
      guard (try? Self.factor(start.omega[index], order: block.etas.count)) != nil else {
        throw .notPositiveDefinite(block.etas.map { model.etaNames[$0] })
      }
      for row in block.etas.indices {
        let size = start.omega[index][row * (row + 1) / 2 + row].squareRoot()
        for column in 0...row {
          coordinates.append(.factor(block: index, row: row, column: column, size: size))
        }
      }
    }
    self.coordinates = coordinates
    free = coordinates.map { coordinate in
      switch coordinate {
      case .theta(let index, _): .theta(index)
      case .sigma(let index, _): .sigma(index)
      case .factor(let block, let row, let column, _): .omega(block: block, row: row, column: column)
      }
    }
  }

  /// Whether a block stays as it is: it is fixed, or a single variance of 0, which means no variability.
  static func isKept(_ block: OmegaBlock, _ value: [Double]) -> Bool { block.isFixed || value == [0] }

  private static func scale(of theta: Theta, _ value: Double) throws(FitProblemError) -> ParameterScale {
    guard let scale = ParameterScale(value: value, lower: theta.lower, upper: theta.upper) else {
      throw .startOutsideBounds(theta.name, value: value, lower: theta.lower, upper: theta.upper)
    }
    return scale
  }

  static func factor(_ triangle: [Double], order: Int) throws(LinearAlgebraError) -> Matrix {
    try Cholesky(of: SymmetricMatrix(order: order, lowerTriangle: triangle)).factor
  }

  /// How many free parameters there are.
  public var count: Int { coordinates.count }

  /// The names of the free parameters.
  public var names: [String] { free.map { $0.name(in: model) } }

  /// The vector of some parameters; those that are fixed do not matter.
  ///
  /// - Returns: nil when a value is outside its bounds or a block is not positive definite.
  public func vector(of parameters: PopulationParameters) -> [Double]? {
    var factors: [Int: Matrix] = [:]
    for (index, block) in model.omega.enumerated() where !Self.isKept(block, start.omega[index]) {
      guard let factor = try? Self.factor(parameters.omega[index], order: block.etas.count) else { return nil }
      factors[index] = factor
    }
    let values = coordinates.map { coordinate in
      switch coordinate {
      case .theta(let index, let scale): scale.coordinate(of: parameters.thetas[index])
      case .sigma(let index, let scale): scale.coordinate(of: parameters.sigmas[index])
      case .factor(let block, let row, let column, let size):
        row == column
          ? LaneMath.log(factors[block]?[row, row] ?? .nan) : (factors[block]?[row, column] ?? .nan) / size
      }
    }
    return values.allSatisfy(\.isFinite) ? values : nil
  }

  /// The parameters at a vector.
  public func parameters(at vector: [Double]) -> PopulationParameters {
    var result = start
    var factors: [Int: Matrix] = [:]
    for (x, coordinate) in zip(vector, coordinates) {
      switch coordinate {
      case .theta(let index, let scale): result.thetas[index] = scale.value(at: x)
      case .sigma(let index, let scale): result.sigmas[index] = scale.value(at: x)
      case .factor(let block, let row, let column, let size):
        let order = model.omega[block].etas.count
        factors[block, default: Matrix(rows: order, columns: order)][row, column] =
          row == column ? LaneMath.exp(x) : x * size
      }
    }
    for (block, factor) in factors { result.omega[block] = Self.triangle(of: factor) }
    return result
  }

  /// The lower triangle of L·Lᵀ.
  private static func triangle(of factor: Matrix) -> [Double] {
    (0..<factor.rows).flatMap { row in
      (0...row).map { column in (0...column).reduce(0) { $0 + factor[row, $1] * factor[column, $1] } }
    }
  }
}
