import PKNumerics

/// Predictions and residuals of one subject's observations.
///
/// With the model linearised at some η*, m(η) ≈ m* + a(η − η*), the observations have mean m* − aη* and covariance
/// C = aΩa' + G; weighted residuals are C^(−½)·(z − mean), with the symmetric root. At η* = 0 they are WRES, at the
/// individual estimates CWRES (Hooker, Staatz and Karlsson, Pharm Res 24 (2007) 2187). G is the variance at η*; with
/// interaction it is that of the linearised standard deviation s ≈ s* + ∂s/∂η(η − η*), averaged over η:
/// (s* − ∂s/∂η·η*)² + ∂s/∂η·Ω·∂s/∂η'. All this is on the scale of the error model.
struct SubjectResiduals {
  let subject: ObservedSubject
  let objective: IndividualObjective
  let hasInteraction: Bool
  /// The points at η = 0 and at the individual estimates.
  let typical: SubjectPoint, individual: SubjectPoint
  let effects: [Double]

  /// The records, in the order of the observations.
  func records() -> [ResidualRecord] {
    let none = effects.map { _ in 0.0 }
    let wres = weighted(at: typical, none, interaction: hasInteraction)
    let cwres = weighted(at: individual, effects, interaction: false)
    let cwresi = weighted(at: individual, effects, interaction: true)
    return subject.observations.enumerated().map { j, observation in
      let variance = LaneMath.exp(individual.v[j])
      let z = objective.terms[j].observed ?? .nan
      // The weighted ones are of measured values alone.
      let isMeasured = objective.terms[j].measured != nil
      return ResidualRecord(
        row: observation.row, time: observation.time, output: observation.output, dv: observation.bounds.reported,
        pred: typical.f[j], ipred: individual.f[j], res: z - typical.m[j], ires: z - individual.m[j], wres: wres[j],
        cwres: cwres[j], cwresi: cwresi[j], iwres: isMeasured ? (z - individual.m[j]) / variance.squareRoot() : .nan,
        variance: isMeasured ? variance : .nan)
    }
  }

  private func weighted(at point: SubjectPoint, _ place: [Double], interaction: Bool) -> [Double] {
    let measured = objective.terms.indices.filter { objective.terms[$0].measured != nil }
    var result = [Double](repeating: .nan, count: objective.terms.count)
    guard point.failure == nil, !measured.isEmpty else { return result }
    var covariance = Matrix(rows: measured.count, columns: measured.count)
    var residuals: [Double] = []
    for (row, j) in measured.enumerated() {
      let a = slopes(point.mEffects, j)
      let mean = point.m[j] - zip(a, place).reduce(0) { $0 + $1.0 * $1.1 }
      residuals.append((objective.terms[j].measured ?? .nan) - mean)
      for (column, other) in measured.enumerated() { covariance[row, column] = form(a, slopes(point.mEffects, other)) }
      covariance[row, row] += variance(point, j, place, interaction: interaction)
    }
    guard let eigen = try? SymmetricEigen(of: covariance) else { return result }
    for (row, j) in measured.enumerated() {
      var sum = 0.0
      for k in eigen.values.indices {
        let share = residuals.indices.reduce(0) { $0 + eigen.vectors[$1, k] * residuals[$1] }
        sum += eigen.vectors[row, k] * share / eigen.values[k].squareRoot()
      }
      result[j] = sum
    }
    return result
  }

  private func slopes(_ derivatives: [Double], _ j: Int) -> [Double] {
    Array(derivatives[(j * effects.count)..<((j + 1) * effects.count)])
  }

  /// aΩb'.
  private func form(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { for k in b.indices { sum += a[i] * objective.prior.covariance[i, k] * b[k] } }
    return sum
  }

  private func variance(_ point: SubjectPoint, _ j: Int, _ place: [Double], interaction: Bool) -> Double {
    let variance = LaneMath.exp(point.v[j])
    guard interaction else { return variance }
    let deviation = variance.squareRoot()
    // ∂√g/∂η = ½·√g·∂ln g/∂η.
    let slopes = slopes(point.vEffects, j).map { $0 * deviation / 2 }
    let mean = deviation - zip(slopes, place).reduce(0) { $0 + $1.0 * $1.1 }
    return mean * mean + form(slopes, slopes)
  }
}
