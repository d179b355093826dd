import PKNumerics

/// Where the measurements of one subject lie among those that the model simulates for it.
///
/// Brendel, Comets, Laffont, Laveille and Mentré, Pharm. Res. 23 (2006) 2036: a prediction discrepancy (pd) is the share of
/// simulated values below the measured one; decorrelated values give npde. 0 and 1 become 1/(2K) and 1 − 1/(2K).
public struct PredictionDiscrepancies: Hashable, Sendable {
  /// The mean of the simulated values.
  public let predicted: [Double]
  /// Prediction discrepancies.
  public let pd: [Double]
  /// Their normal quantiles.
  public let npd: [Double]
  /// The measurements, decorrelated; NaN where their covariance is singular.
  public let decorrelated: [Double]
  /// Normalised prediction distribution errors.
  public let npde: [Double]

  /// Compares measurements with simulated values.
  ///
  /// - Parameters:
  ///   - observed: the measurements, in order of time.
  ///   - simulated: for each replicate as many simulated values; replicates with a NaN are left out.
  ///   - method: how they are decorrelated.
  public init(observed: [Double], simulated: [[Double]], decorrelation method: Decorrelation = .cholesky) {
    let simulated = simulated.filter { $0.allSatisfy(\.isFinite) }
    let k = Double(simulated.count)
    let means = observed.indices.map { j in simulated.reduce(0) { $0 + $1[j] } / k }
    predicted = means
    let shares = Self.shares(observed, simulated)
    pd = shares
    npd = shares.map(Normal.quantile)
    guard simulated.count > observed.count,
      let transform = method.transform(of: Self.covariance(simulated, means))
    else {
      decorrelated = observed.map { _ in .nan }
      npde = decorrelated
      return
    }
    let own = Self.transformed(observed, means, transform)
    decorrelated = own
    npde = Self.shares(own, simulated.map { Self.transformed($0, means, transform) }).map(Normal.quantile)
  }

  /// The share of simulated values below each measurement, never 0 or 1.
  private static func shares(_ observed: [Double], _ simulated: [[Double]]) -> [Double] {
    let k = Double(simulated.count)
    return observed.indices.map { j in
      let below = simulated.reduce(0) { $0 + ($1[j] < observed[j] ? 1 : 0) }
      return below == 0 ? 1 / (2 * k) : Double(below) == k ? 1 - 1 / (2 * k) : Double(below) / k
    }
  }

  private static func covariance(_ simulated: [[Double]], _ means: [Double]) -> Matrix {
    let n = means.count
    var result = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0...i {
        let sum = simulated.reduce(0) { $0 + ($1[i] - means[i]) * ($1[j] - means[j]) }
        result[i, j] = sum / Double(simulated.count - 1)
        result[j, i] = result[i, j]
      }
    }
    return result
  }

  private static func transformed(_ values: [Double], _ means: [Double], _ transform: Matrix) -> [Double] {
    let deviations = zip(values, means).map { $0 - $1 }
    return deviations.indices.map { i in
      var sum = 0.0
      for j in deviations.indices where transform[i, j] != 0 { sum += transform[i, j] * deviations[j] }
      return sum
    }
  }
}
