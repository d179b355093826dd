/// A simulated figure and its Monte-Carlo standard error.
public struct Estimate: Hashable, Sendable {
  /// The figure.
  public var value: Double
  /// Its standard error from the number of simulated trials or patients; NaN of one.
  public var error: Double

  /// Creates an estimate.
  public init(value: Double, error: Double) {
    self.value = value
    self.error = error
  }

  /// A share: so many of so many.
  ///
  /// No event, or nothing else, has the error that one event would have.
  public init(share count: Int, of total: Int) {
    let n = Double(total)
    value = Double(count) / n
    let seen = min(max(Double(count), 1), n - 1)
    error = total > 1 ? (seen / n * (1 - seen / n) / n).squareRoot() : .nan
  }

  /// A mean of whole numbers, from their sum and the sum of their squares.
  public init(sum: Int, squares: Int, count: Int) {
    let n = Double(count)
    value = Double(sum) / n
    // Exact in whole numbers: n·Σx² − (Σx)² cannot lose digits.
    let spread = count.multipliedFullWidth(by: squares)
    let square = sum.multipliedFullWidth(by: sum)
    let high = spread.high - square.high - (spread.low < square.low ? 1 : 0)
    let low = spread.low &- square.low
    let difference = Double(high) * 0x1p64 + Double(low)
    error = count > 1 ? (difference / n / n / (n - 1)).squareRoot() : .nan
  }

  /// A mean of numbers.
  public init(mean values: [Double]) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    value = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    error = values.count > 1 ? (squares / (n - 1) / n).squareRoot() : .nan
  }

  /// How many standard errors a figure is from the truth.
  public func distance(to truth: Double) -> Double { (value - truth) / error }
}
