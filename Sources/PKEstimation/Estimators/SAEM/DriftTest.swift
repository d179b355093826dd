/// Whether a sequence of estimates has stopped to drift.
///
/// The last `window` iterations are cut into ten batches; for each parameter the means of the first and of the last five
/// batches are compared, by the standard error that the batches' scatter about their halves' means gives (eight degrees
/// of freedom). Batches of several iterations are nearly independent where single iterations are not.
struct DriftTest: Sendable {
  static let batches = 10
  let window: Int
  private(set) var points: [[Double]] = []

  init(window: Int) { self.window = window }

  mutating func append(_ point: [Double]) {
    points.append(point)
    if points.count > window { points.removeFirst() }
  }

  var isFull: Bool { points.count >= window }

  /// The difference of the halves in standard errors, for each parameter.
  var statistics: [Double] {
    guard isFull, let first = points.first else { return [] }
    return first.indices.map { parameter in
      let means = batchMeans(parameter)
      let half = means.count / 2
      let low = Moments(of: Array(means[..<half]))
      let high = Moments(of: Array(means[half...]))
      let variance = (low.deviation * low.deviation + high.deviation * high.deviation) / Double(half)
      return variance > 0 ? (high.mean - low.mean).magnitude / variance.squareRoot() : 0
    }
  }

  /// The standard error of the mean of `count` further iterations, for each parameter.
  ///
  /// Iterations are taken for an autoregression of first order, of which the mean of n has the variance
  /// s²(1 + ρ)/(1 − ρ)/n; ρ is corrected for its bias in a short window (M. G. Kendall, Biometrika 41 (1954) 403).
  func errors(ofMeansOver count: Int) -> [Double] {
    guard isFull, let first = points.first else { return [] }
    return first.indices.map { parameter in
      let values = points.map { $0[parameter] }
      let moments = Moments(of: values)
      let variance = moments.deviation * moments.deviation
      guard variance > 0 else { return 0 }
      let products = zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - moments.mean) * ($1.1 - moments.mean) }
      let n = Double(values.count)
      let raw = products / (variance * (n - 1))
      let rho = min(max(raw + (1 + 3 * raw) / n, 0), 0.98)
      return (variance * (1 + rho) / (1 - rho) / Double(max(count, 1))).squareRoot()
    }
  }

  private func batchMeans(_ parameter: Int) -> [Double] {
    let length = window / Self.batches
    let start = points.count - length * Self.batches
    return (0..<Self.batches).map { batch in
      (0..<length).reduce(0) { $0 + points[start + batch * length + $1][parameter] } / Double(length)
    }
  }
}

/// The mean of vectors that come one after another.
struct VectorAverage: Codable, Sendable {
  private var count = 0.0
  private var sum: [Double] = []

  mutating func add(_ vector: [Double]) {
    count += 1
    sum = sum.isEmpty ? vector : zip(sum, vector).map { $0 + $1 }
  }

  /// Nil before the first vector.
  var mean: [Double]? { count > 0 ? sum.map { $0 / count } : nil }
}
