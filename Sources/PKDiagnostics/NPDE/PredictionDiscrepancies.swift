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
  ///   - simulated: for each replicate as many simulated values; replicates with a value that is not finite are left out.
  ///   - method: how they are decorrelated.
  public init(observed: [Double], simulated: [[Double]], decorrelation method: Decorrelation = .cholesky) {
    let simulated = simulated.filter { $0.allSatisfy(\.isFinite) }
    let columns = observed.indices.map { j in simulated.map { $0[j] } }
    let means = columns.map { $0.reduce(0, +) / Double($0.count) }
    predicted = means
    let shares = zip(observed, columns).map { Self.share(of: $1, below: $0) }
    pd = shares
    npd = shares.map(Normal.quantile)
    let deviations = zip(columns, means).map { column, mean in column.map { $0 - mean } }
    guard simulated.count > observed.count, let transform = method.transform(of: Self.covariance(deviations)) else {
      decorrelated = observed.map { _ in .nan }
      npde = decorrelated
      return
    }
    var own: [Double] = []
    var errors: [Double] = []
    for row in observed.indices {
      var value = 0.0
      var values = [Double](repeating: 0, count: simulated.count)
      for j in observed.indices where transform[row, j] != 0 {
        value += transform[row, j] * (observed[j] - means[j])
        Self.add(deviations[j], times: transform[row, j], to: &values)
      }
      own.append(value)
      errors.append(Normal.quantile(Self.share(of: values, below: value)))
    }
    decorrelated = own
    npde = errors
  }

  /// The share of simulated values below a measurement, never 0 or 1.
  private static func share(of simulated: [Double], below value: Double) -> Double {
    let k = Double(simulated.count)
    let below = Double(simulated.count { $0 < value })
    return below == 0 ? 1 / (2 * k) : below == k ? 1 - 1 / (2 * k) : below / k
  }

  private static func covariance(_ deviations: [[Double]]) -> Matrix {
    let n = deviations.count
    var result = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0...i {
        result[i, j] = product(deviations[i], deviations[j]) / Double(deviations[i].count - 1)
        result[j, i] = result[i, j]
      }
    }
    return result
  }

  /// The sum of products, in the order of the replicates.
  private static func product(_ x: [Double], _ y: [Double]) -> Double {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        var sum = 0.0
        for k in x.indices { sum += x[k] * y[k] }
        return sum
      }
    }
  }

  private static func add(_ x: [Double], times factor: Double, to sums: inout [Double]) {
    x.withUnsafeBufferPointer { x in
      sums.withUnsafeMutableBufferPointer { sums in
        for k in x.indices { sums[k] += factor * x[k] }
      }
    }
  }
}
