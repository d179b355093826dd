import PKNumerics

/// Makes standard errors from the curvature of the objective at its minimum.
///
/// R is the Hessian of −ln L by differences of the gradient, S = ¼·Σ∇Fᵢ∇Fᵢ' of the subjects' shares; both by the vector
/// that the minimiser sees, and then by the delta method in natural units. A matrix that is not positive definite is a
/// result: its directions are told, and another matrix takes its place.
struct CovarianceStep {
  let evaluator: PopulationEvaluator
  let end: DifferentiatedEvaluation
  let wanted: Uncertainty.Basis
  /// The step of the differences, in units of the vector.
  let step: Double

  /// The scaled eigenvalue below which a direction counts as flat: what differences of the gradient leave of a zero.
  static let flatness = 1e-6

  func run() async -> Uncertainty? {
    guard var r = await hessian() else { return nil }
    var s = end.squaredGradients
    for i in 0..<s.rows { for k in 0..<s.columns { s[i, k] /= 2 } }
    silence(&r, &s)
    let spectrum = ScaledSpectrum(of: r)
    let flat = spectrum?.directions(below: Self.flatness, names: evaluator.problem.parameters.names) ?? []
    let eigenvalues = spectrum?.values(below: Self.flatness) ?? []
    guard let (basis, covariance) = Self.covariance(r, s, wanted, spectrum, isDefinite: flat.isEmpty) else {
      return nil
    }
    return Uncertainty(covariance, basis, evaluator.problem.parameters, end, flat, eigenvalues)
  }

  /// Takes what rounding left of a parameter that nothing depends on for the zero that it is: scaled to 1 like every other
  /// diagonal, it would look like information.
  private func silence(_ r: inout Matrix, _ s: inout Matrix) {
    // Gradients are good to some 10⁻¹⁰ of the objective, and the step is 10⁻³.
    let noise = 1e-7 * max(end.objective.magnitude, 1)
    for (k, x) in end.vector.enumerated() {
      guard max(r[k, k].magnitude, s[k, k].magnitude) * max(x * x, 1) < noise else { continue }
      for i in end.vector.indices {
        (r[i, k], r[k, i]) = (0, 0)
        (s[i, k], s[k, i]) = (0, 0)
      }
    }
  }

  /// R by central differences of the gradient.
  func hessian() async -> Matrix? {
    let count = end.vector.count
    var hessian = Matrix(rows: count, columns: count)
    for k in 0..<count {
      var below = end.vector
      var above = end.vector
      below[k] -= step
      above[k] += step
      let low = await evaluator.differentiated(at: below, from: end.population)
      let high = await evaluator.differentiated(at: above, from: end.population)
      guard low.objective < .infinity, high.objective < .infinity else { return nil }
      for i in 0..<count {
        // ½ for −ln L, ½ for each of two mirror images.
        let slope = (high.gradient[i] - low.gradient[i]) / (8 * step)
        hessian[i, k] += slope
        hessian[k, i] += slope
      }
    }
    return hessian.elements.allSatisfy(\.isFinite) ? hessian : nil
  }

  private static func covariance(
    _ r: Matrix, _ s: Matrix, _ wanted: Uncertainty.Basis, _ spectrum: ScaledSpectrum?, isDefinite: Bool
  ) -> (Uncertainty.Basis, Matrix)? {
    let inverse = isDefinite ? Self.inverse(r) : nil
    switch wanted {
    case .hessian: if let inverse { return (.hessian, inverse) }
    case .sandwich:
      if let inverse, let left = try? inverse.multiplied(by: s), let whole = try? left.multiplied(by: inverse) {
        return (.sandwich, whole)
      }
    case .gradients, .absoluteHessian, .posterior: break
    }
    if wanted != .absoluteHessian, let spectrum = ScaledSpectrum(of: s), spectrum.isDefinite,
      let inverse = Self.inverse(s)
    {
      return (.gradients, inverse)
    }
    return spectrum.map { (.absoluteHessian, $0.absoluteInverse) }
  }

  private static func inverse(_ matrix: Matrix) -> Matrix? {
    guard let factor = try? Cholesky(of: matrix) else { return nil }
    return try? factor.solve(.identity(matrix.rows))
  }
}

/// The eigenvalues and eigenvectors of a symmetric matrix scaled to a diagonal of ±1.
struct ScaledSpectrum {
  private let eigen: SymmetricEigen
  private let scales: [Double]

  init?(of matrix: Matrix) {
    scales = (0..<matrix.rows).map { index in
      let size = matrix[index, index].magnitude.squareRoot()
      return size > 0 ? size : 1
    }
    var scaled = matrix
    for i in 0..<matrix.rows { for k in 0..<matrix.columns { scaled[i, k] /= scales[i] * scales[k] } }
    guard let eigen = try? SymmetricEigen(of: scaled) else { return nil }
    self.eigen = eigen
  }

  var isDefinite: Bool { (eigen.values.first ?? 1) > 1e-6 }

  /// The eigenvalues below a limit.
  func values(below limit: Double) -> [Double] { eigen.values.filter { $0 < limit } }

  /// The directions whose eigenvalues are below a limit, each as its largest parts.
  func directions(below limit: Double, names: [String]) -> [[FitWarning.Component]] {
    eigen.values.indices.filter { eigen.values[$0] < limit }.map { k in
      let parts = names.indices.map { FitWarning.Component(parameter: names[$0], weight: eigen.vectors[$0, k]) }
      return parts.sorted { $0.weight.magnitude > $1.weight.magnitude }.filter { $0.weight.magnitude > 0.05 }
    }
  }

  /// The inverse with the eigenvalues' signs left out, and none of them below 10⁻⁹.
  var absoluteInverse: Matrix {
    let count = scales.count
    var result = Matrix(rows: count, columns: count)
    for k in eigen.values.indices {
      let value = max(eigen.values[k].magnitude, 1e-9)
      for i in 0..<count {
        for j in 0..<count {
          result[i, j] += eigen.vectors[i, k] * eigen.vectors[j, k] / (value * scales[i] * scales[j])
        }
      }
    }
    return result
  }
}

extension Uncertainty {
  /// Standard errors in natural units from a covariance matrix of the minimiser's vector.
  init?(
    _ covariance: Matrix, _ basis: Basis, _ space: ParameterSpace, _ end: DifferentiatedEvaluation,
    _ flat: [[FitWarning.Component]], _ flatEigenvalues: [Double]
  ) {
    let jacobian = space.jacobian(at: end.vector)
    guard let left = try? jacobian.multiplied(by: covariance),
      let natural = try? left.multiplied(by: jacobian.transposed)
    else { return nil }
    self.init(natural: natural, basis, space, at: end.population.parameters, flat, flatEigenvalues)
  }

  /// Standard errors from a covariance matrix in natural units.
  init(
    natural: Matrix, _ basis: Basis, _ space: ParameterSpace, at estimates: PopulationParameters,
    _ flat: [[FitWarning.Component]], _ flatEigenvalues: [Double] = []
  ) {
    let count = space.count
    self.basis = basis
    parameters = space.free
    names = space.names
    self.covariance = (0..<count).map { row in (0..<count).map { natural[row, $0] } }
    let errors = (0..<count).map { max(natural[$0, $0], 0).squareRoot() }
    standardErrors = errors
    relativeStandardErrors = zip(space.free, errors).map { 100 * $1 / estimates[$0].magnitude }
    let intervals = space.free.indices.map {
      space.interval(of: $0, at: estimates[space.free[$0]], standardError: errors[$0])
    }
    (lower95, upper95) = (intervals.map(\.lower), intervals.map(\.upper))
    var correlation = natural
    for i in 0..<count {
      for k in 0..<count { correlation[i, k] = i == k ? 1 : natural[i, k] / (errors[i] * errors[k]) }
    }
    self.correlation = (0..<count).map { row in (0..<count).map { correlation[row, $0] } }
    eigenvalues = (try? SymmetricEigen(of: correlation))?.values ?? []
    conditionNumber = (eigenvalues.last ?? .nan) / max(eigenvalues.first ?? .nan, 0)
    flatDirections = flat
    self.flatEigenvalues = flatEigenvalues
  }
}
