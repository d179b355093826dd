import PKLanguage
import PKNumerics

/// The derivatives of a number by the population parameters in their natural units.
struct PopulationGradient: Sendable {
  /// By each theta.
  var thetas: [Double]
  /// By each sigma.
  var sigmas: [Double]
  /// By each block Ω: the symmetric G with d = tr(G·dΩ).
  var omega: [Matrix]

  /// A gradient of zeros.
  init(of model: CheckedModel) {
    thetas = model.thetas.map { _ in 0 }
    sigmas = model.sigmas.map { _ in 0 }
    omega = model.omega.map { Matrix(rows: $0.etas.count, columns: $0.etas.count) }
  }
}

extension ParameterSpace {
  /// The gradient by the vector's elements of something whose natural gradient is known.
  func gradient(_ natural: PopulationGradient, at vector: [Double]) -> [Double] {
    let factors = factors(at: vector)
    return zip(vector, coordinates).map { x, coordinate in
      switch coordinate {
      case .theta(let index, let scale): return natural.thetas[index] * scale.slope(at: x)
      case .sigma(let index, let scale): return natural.sigmas[index] * scale.slope(at: x)
      case .factor(let block, let row, let column, let size):
        // d tr(G·L·Lᵀ)/dLᵢⱼ = 2·(G·L)ᵢⱼ.
        guard let factor = factors[block] else { return 0 }
        let product = (0..<factor.rows).reduce(0) { $0 + natural.omega[block][row, $1] * factor[$1, column] }
        return 2 * product * (row == column ? factor[row, row] : size)
      }
    }
  }

  /// The derivatives of the free parameters' values by the vector's elements: row n is of `free[n]`.
  func jacobian(at vector: [Double]) -> Matrix {
    var result = Matrix(rows: count, columns: count)
    let factors = factors(at: vector)
    for (n, (x, coordinate)) in zip(vector, coordinates).enumerated() {
      switch coordinate {
      case .theta(_, let scale), .sigma(_, let scale): result[n, n] = scale.slope(at: x)
      case .factor(let block, let row, let column, _):
        guard let factor = factors[block] else { continue }
        // Ωᵣ꜀ = Σ Lᵣₖ·L꜀ₖ, so dΩᵣ꜀ = Σ dLᵣₖ·L꜀ₖ + Lᵣₖ·dL꜀ₖ.
        for (m, other) in coordinates.enumerated() {
          guard case .factor(block, let r, let k, let size) = other else { continue }
          let slope = r == k ? factor[r, r] : size
          if r == row, k <= column { result[n, m] += factor[column, k] * slope }
          if r == column { result[n, m] += factor[row, k] * slope }
        }
      }
    }
    return result
  }

  private func factors(at vector: [Double]) -> [Int: Matrix] {
    var factors: [Int: Matrix] = [:]
    for (x, coordinate) in zip(vector, coordinates) {
      guard case .factor(let block, let row, let column, let size) = coordinate else { continue }
      let order = model.omega[block].etas.count
      factors[block, default: Matrix(rows: order, columns: order)][row, column] =
        row == column ? LaneMath.exp(x) : x * size
    }
    return factors
  }
}
