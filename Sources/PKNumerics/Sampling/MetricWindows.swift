/// Learns a diagonal metric from windows of the warm-up, each twice as long as the one before.
///
/// The first 15 % and the last 10 % of the warm-up tune the step alone. Variances are drawn a little to 0.001, as for
/// few draws they are uncertain.
struct MetricWindows: Codable, Sendable {
  private let first: Int
  private let last: Int
  private var windowEnd: Int
  private var windowLength: Int
  private var count = 0.0
  private var mean: [Double]
  private var squares: [Double]

  init(warmUp: Int, dimension: Int) {
    first = warmUp * 15 / 100
    last = warmUp - warmUp / 10
    windowLength = max(25, warmUp / 40)
    windowEnd = first + windowLength
    mean = [Double](repeating: 0, count: dimension)
    squares = mean
    if last - windowEnd < 2 * windowLength { windowEnd = last }
  }

  /// Takes in a draw of the warm-up.
  ///
  /// - Returns: the variances when a window ends with this draw.
  mutating func learn(_ position: [Double], iteration: Int) -> [Double]? {
    guard iteration >= first, iteration < last else { return nil }
    count += 1
    for index in position.indices {
      let distance = position[index] - mean[index]
      mean[index] += distance / count
      squares[index] += distance * (position[index] - mean[index])
    }
    guard iteration + 1 == windowEnd, count > 1 else { return nil }
    let shrunk = squares.map { ($0 / (count - 1)) * count / (count + 5) + 1e-3 * 5 / (count + 5) }
    openNextWindow()
    return shrunk
  }

  private mutating func openNextWindow() {
    count = 0
    for index in mean.indices { (mean[index], squares[index]) = (0, 0) }
    windowLength *= 2
    windowEnd += windowLength
    // The last window takes what would be too short for one of its own.
    if last - windowEnd < 2 * windowLength { windowEnd = last }
  }
}
