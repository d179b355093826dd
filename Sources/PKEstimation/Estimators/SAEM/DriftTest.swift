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
  func errors(ofMeansOver count: Int) -> [Double] {
    guard isFull, let first = points.first else { return [] }
    return first.indices.map { parameter in
      let deviation = Moments(of: batchMeans(parameter)).deviation
      return deviation * (Double(window / Self.batches) / Double(max(count, 1))).squareRoot()
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
