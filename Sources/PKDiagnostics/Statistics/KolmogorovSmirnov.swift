import Glibc
import PKNumerics

/// The Kolmogorov–Smirnov test against the standard normal distribution, for samples too large for Shapiro–Wilk.
///
/// The p-value is the limit's, with Stephens' correction for n (J. R. Statist. Soc. B 32 (1970) 115).
struct KolmogorovSmirnov {
  let statistic: Double
  let pValue: Double

  init(_ values: [Double]) {
    let sorted = values.sorted()
    let n = Double(sorted.count)
    var distance = 0.0
    for (i, value) in sorted.enumerated() {
      let p = Normal.cdf(value)
      distance = max(distance, p - Double(i) / n, Double(i + 1) / n - p)
    }
    statistic = distance
    let root = n.squareRoot()
    pValue = Self.upperTail((root + 0.12 + 0.11 / root) * distance)
  }

  /// 2 Σ (−1)^(k−1) exp(−2k²λ²).
  private static func upperTail(_ lambda: Double) -> Double {
    guard lambda > 0.2 else { return 1 }
    var (sum, sign) = (0.0, 1.0)
    for k in 1...100 {
      let term = Glibc.exp(-2 * Double(k * k) * lambda * lambda)
      sum += sign * term
      sign = -sign
      if term < 1e-17 { break }
    }
    return min(max(2 * sum, 0), 1)
  }
}
