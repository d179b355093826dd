import PKLanguage
import PKNumerics

/// The blocks of Ω with their inverses, computed once for all subjects.
struct OmegaFactors: Sendable {
  let matrices: [Matrix]
  /// nil for a single variance of 0, whose random effect does not vary.
  let inverses: [Matrix?]
  let logDeterminants: [Double]

  /// - Returns: nil when a block is not positive definite.
  init?(_ parameters: PopulationParameters, of model: ParameterSpace) {
    var matrices: [Matrix] = []
    var inverses: [Matrix?] = []
    var logDeterminants: [Double] = []
    for (block, triangle) in zip(model.model.omega, parameters.omega) {
      let order = block.etas.count
      guard let symmetric = try? SymmetricMatrix(order: order, lowerTriangle: triangle) else { return nil }
      matrices.append(symmetric.full)
      if triangle == [0] {
        inverses.append(nil)
        logDeterminants.append(0)
      } else {
        guard let factor = try? Cholesky(of: symmetric), let inverse = try? factor.solve(.identity(order)) else {
          return nil
        }
        inverses.append(inverse)
        logDeterminants.append(factor.logDeterminant)
      }
    }
    self.matrices = matrices
    self.inverses = inverses
    self.logDeterminants = logDeterminants
  }
}

/// The normal distribution of a subject's random effects.
struct IndividualPrior: Sendable {
  /// Where in a subject's random effects a block of Ω stands; one place for each occasion.
  struct Place: Sendable {
    let block: Int
    let positions: [Int]
  }

  let places: [Place]
  /// Ω and Ω⁻¹ for all the subject's random effects.
  let covariance: Matrix, precision: Matrix
  let logDeterminant: Double

  init(_ places: [Place], count: Int, _ omega: OmegaFactors) {
    self.places = places
    var covariance = Matrix(rows: count, columns: count)
    var precision = covariance
    var logDeterminant = 0.0
    for place in places {
      guard let inverse = omega.inverses[place.block] else { continue }
      logDeterminant += omega.logDeterminants[place.block]
      for (i, row) in place.positions.enumerated() {
        for (j, column) in place.positions.enumerated() {
          covariance[row, column] = omega.matrices[place.block][i, j]
          precision[row, column] = inverse[i, j]
        }
      }
    }
    self.covariance = covariance
    self.precision = precision
    self.logDeterminant = logDeterminant
  }
}

extension ObservedSubject {
  /// Where the blocks of Ω stand among the subject's random effects.
  func places(of blocks: [[Int]]) -> [IndividualPrior.Place] {
    var places: [IndividualPrior.Place] = []
    for (block, etas) in blocks.enumerated() {
      let occasions = origins.filter { $0.eta == etas[0] }.map(\.occasion)
      for occasion in occasions {
        let positions = etas.compactMap { eta in origins.firstIndex { $0.eta == eta && $0.occasion == occasion } }
        if positions.count == etas.count {
          places.append(IndividualPrior.Place(block: block, positions: positions))
        }
      }
    }
    return places
  }
}
