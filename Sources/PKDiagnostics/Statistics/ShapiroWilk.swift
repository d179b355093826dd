import Glibc
import PKNumerics

/// The Shapiro–Wilk test of normality, for 3 to 5,000 numbers.
///
/// Royston, "Remark AS R94", Appl. Statist. 44 (1995) 547: the coefficients by his approximation of expected normal
/// order statistics, the p-value by his normalising transformation of W.
public struct ShapiroWilk: Hashable, Sendable {
  /// W, at most 1: the share of the variance that a normal order explains.
  public let statistic: Double
  /// The probability of a W as small from a normal sample.
  public let pValue: Double

  /// Tests a sample; nil with fewer than 3 or more than 5,000 numbers, or when all are equal.
  public init?(_ values: [Double]) {
    let n = values.count
    guard (3...5_000).contains(n) else { return nil }
    let sorted = values.sorted()
    let mean = sorted.reduce(0, +) / Double(n)
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard squares > 0 else { return nil }
    let weights = Self.weights(n)
    var sum = 0.0
    for (i, weight) in weights.enumerated() { sum += weight * (sorted[n - 1 - i] - sorted[i]) }
    let w = min(sum * sum / squares, 1)
    statistic = w
    pValue = Self.pValue(w, n)
  }

  /// The coefficients of the upper half of the order statistics, the largest first.
  private static func weights(_ n: Int) -> [Double] {
    guard n > 3 else { return [(0.5).squareRoot()] }
    let scores = (1...(n / 2)).map { Normal.quantile((Double($0) - 0.375) / (Double(n) + 0.25)) }
    let total = 2 * scores.reduce(0) { $0 + $1 * $1 }
    let root = total.squareRoot()
    let u = 1 / Double(n).squareRoot()
    let first = polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], u) - scores[0] / root
    guard n > 5 else {
      let factor = ((total - 2 * scores[0] * scores[0]) / (1 - 2 * first * first)).squareRoot()
      return [first] + scores.dropFirst().map { -$0 / factor }
    }
    let second = polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], u) - scores[1] / root
    let rest = total - 2 * scores[0] * scores[0] - 2 * scores[1] * scores[1]
    let factor = (rest / (1 - 2 * first * first - 2 * second * second)).squareRoot()
    return [first, second] + scores.dropFirst(2).map { -$0 / factor }
  }

  private static func pValue(_ w: Double, _ n: Int) -> Double {
    if n == 3 { return max(0, 6 / Double.pi * (asin(w.squareRoot()) - asin((0.75).squareRoot()))) }
    guard w < 1 else { return 1 }
    let y = Glibc.log(1 - w)
    let size = Double(n)
    if n <= 11 {
      let gamma = polynomial([-2.273, 0.459], size)
      guard y < gamma else { return 0 }
      let mean = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], size)
      let deviation = Glibc.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], size))
      return Normal.cdf(-((-Glibc.log(gamma - y) - mean) / deviation))
    }
    let logarithm = Glibc.log(size)
    let mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], logarithm)
    let deviation = Glibc.exp(polynomial([-0.4803, -0.082676, 0.0030302], logarithm))
    return Normal.cdf(-((y - mean) / deviation))
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }
}
