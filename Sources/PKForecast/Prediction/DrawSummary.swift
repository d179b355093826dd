import PKSimulation

/// Makes one number with an interval of the values of the most probable patient and of draws.
struct DrawSummary: Sendable {
  private let tail: Double

  /// - Parameter interval: the share of the draws that the interval holds.
  init(_ interval: Double) { tail = (1 - interval) / 2 }

  /// - Parameter values: the most probable patient's first, then those of the draws.
  /// - Returns: the first, with the median and the interval of the others.
  func callAsFunction(_ values: [Double]) -> Uncertain {
    var draws = QuantileAccumulator()
    for value in values.dropFirst() { draws.add(value) }
    let ends = draws.quantiles([0.5, tail, 1 - tail])
    return Uncertain(estimate: values.first ?? .nan, median: ends[0], lower: ends[1], upper: ends[2])
  }
}
