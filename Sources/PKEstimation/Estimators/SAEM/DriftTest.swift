import PKNumerics

/// Whether a sequence of estimates has stopped to drift, and how well its mean is known.
///
/// The last iterations are cut into ten batches; for each parameter the means of the first and of the last five
/// batches are compared, by the standard error that the batches' scatter about their halves' means gives (eight degrees
/// of freedom). Batches of several iterations are nearly independent where single iterations are not.
struct DriftTest: Sendable {
  static let batches = 10
  /// How many iterations are seen at least.
  let window: Int
  /// Whether the last three quarters of all iterations are seen where they are more.
  ///
  /// EM goes slowly where data say little of a parameter, and a window of a fixed length takes its wandering for rest.
  let grows: Bool
  private(set) var points: [[Double]] = []

  init(window: Int, grows: Bool) {
    self.window = window
    self.grows = grows
  }

  mutating func append(_ point: [Double]) {
    points.append(point)
    if !grows, points.count > window { points.removeFirst() }
  }

  var isFull: Bool { points.count >= window }

  /// What is seen.
  private var recent: ArraySlice<[Double]> { points.suffix(max(window, grows ? 3 * points.count / 4 : 0)) }

  /// The difference of the halves in standard errors, for each parameter.
  var statistics: [Double] {
    guard isFull, let first = points.first else { return [] }
    let recent = recent
    return first.indices.map { parameter in
      let means = Self.batchMeans(recent.map { $0[parameter] })
      let half = means.count / 2
      let low = Moments(of: Array(means[..<half]))
      let high = Moments(of: Array(means[half...]))
      let variance = (low.deviation * low.deviation + high.deviation * high.deviation) / Double(half)
      return variance > 0 ? (high.mean - low.mean).magnitude / variance.squareRoot() : 0
    }
  }

  /// How many iterations are worth one independent one, for the parameter with the most; 1 before the window is full.
  var autocorrelationTime: Double {
    guard isFull, let first = points.first else { return 1 }
    let recent = recent
    return first.indices.map { parameter in Self.autocorrelationTime(recent.map { $0[parameter] }) }.max() ?? 1
  }

  /// Whether what is seen holds so many times the autocorrelation that neither drift nor errors are judged by chance.
  var isLongEnough: Bool { !grows || Double(recent.count) >= 5 * autocorrelationTime }

  /// The standard error of the mean of `count` further iterations, for each parameter: √(s²·τ/n), with the
  /// integrated autocorrelation τ.
  func errors(ofMeansOver count: Int) -> [Double] {
    guard isFull, let first = points.first else { return [] }
    let recent = recent
    return first.indices.map { parameter in
      let values = recent.map { $0[parameter] }
      let deviation = Moments(of: values).deviation
      return deviation * (Self.autocorrelationTime(values) / Double(max(count, 1))).squareRoot()
    }
  }

  /// The larger of two estimates of 1 + 2·Σρₖ.
  ///
  /// One is by the initial sequence of pairs, the other that of an autoregression of first order, (1 + ρ)/(1 − ρ) with ρ
  /// corrected for its bias (M. G. Kendall, Biometrika 41 (1954) 403). In a short window both are too small.
  private static func autocorrelationTime(_ values: [Double]) -> Double {
    let moments = Moments(of: values)
    let variance = moments.deviation * moments.deviation
    guard variance > 0 else { return 1 }
    let products = zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - moments.mean) * ($1.1 - moments.mean) }
    let n = Double(values.count)
    let raw = products / (variance * (n - 1))
    let rho = min(max(raw + (1 + 3 * raw) / n, 0), 0.99)
    let pairs = ChainDiagnostics.meanESS([values]).map { n / $0 } ?? 1
    return max((1 + rho) / (1 - rho), pairs)
  }

  private static func batchMeans(_ values: [Double]) -> [Double] {
    let length = values.count / batches
    let start = values.count - length * batches
    return (0..<batches).map { batch in
      (0..<length).reduce(0) { $0 + values[start + batch * length + $1] } / Double(length)
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
