import Glibc

/// What is known of the numbers of a group: all of them, or some quantiles and means alone.
public struct Spread: Hashable, Sendable {
  /// The group, such as an arm.
  public var group: String
  /// How many numbers there are.
  public var count: Int
  /// Quantiles; the quartiles may be unknown.
  public var p5: Double, p25: Double?, median: Double, p75: Double?, p95: Double
  /// The geometric mean, and its coefficient of variation as a share: √(exp(s²) − 1).
  public var geometricMean: Double?, geometricCV: Double?
  /// The numbers themselves; none where quantiles are all that is left of them.
  public var values: [Double]

  /// What quantiles tell of a group.
  public init(
    group: String, count: Int, p5: Double, p25: Double? = nil, median: Double, p75: Double? = nil, p95: Double,
    geometricMean: Double? = nil, geometricCV: Double? = nil
  ) {
    (self.group, self.count, self.p5, self.p25) = (group, count, p5, p25)
    (self.median, self.p75, self.p95) = (median, p75, p95)
    (self.geometricMean, self.geometricCV, values) = (geometricMean, geometricCV, [])
  }

  /// A group of numbers; nil without a finite one.
  ///
  /// Quantiles are R's type 7.
  public init?(group: String, values: [Double]) {
    let known = values.filter(\.isFinite)
    guard !known.isEmpty else { return nil }
    let sorted = known.sorted()
    func quantile(_ p: Double) -> Double {
      let place = p * Double(sorted.count - 1)
      let (low, share) = (Int(place), place - place.rounded(.down))
      let high = min(low + 1, sorted.count - 1)
      return sorted[low] + share * (sorted[high] - sorted[low])
    }
    self.init(
      group: group, count: known.count, p5: quantile(0.05), p25: quantile(0.25), median: quantile(0.5),
      p75: quantile(0.75), p95: quantile(0.95))
    self.values = known
    if sorted[0] > 0 { (geometricMean, geometricCV) = Self.geometric(known) }
  }

  private static func geometric(_ values: [Double]) -> (mean: Double, cv: Double?) {
    let n = Double(values.count)
    let logs = values.map { log($0) }
    let mean = logs.reduce(0, +) / n
    guard n > 1 else { return (exp(mean), nil) }
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    return (exp(mean), (exp(variance) - 1).squareRoot())
  }

  /// The names of the cells of a table.
  static let columns = ["n", "geometric mean", "geometric CV (%)", "5th", "25th", "median", "75th", "95th percentile"]

  /// The cells of a table.
  var cells: [PlotValue] {
    [Double(count), geometricMean, geometricCV.map { 100 * $0 }, p5, p25, median, p75, p95]
      .map { .number($0 ?? .nan) }
  }
}

/// The density of numbers by a Gaussian kernel whose width is Silverman's rule of thumb (Density Estimation, 1986, 3.31).
struct KernelDensity {
  /// Places from the least to the greatest number, and the density there relative to the highest.
  let places: [Double], heights: [Double]

  /// - Returns: nil of fewer than 20 numbers, or of equal ones: a shape would be made up.
  init?(_ values: [Double], points: Int = 41) {
    guard values.count >= 20, let range = values.extent(), range.lowerBound < range.upperBound else { return nil }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
    let sorted = values.sorted()
    let quartiles = (sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]) / 1.34
    let spread = quartiles > 0 ? min(deviation, quartiles) : deviation
    let width = 0.9 * spread * pow(n, -0.2)
    let step = (range.upperBound - range.lowerBound) / Double(points - 1)
    let places = (0..<points).map { range.lowerBound + step * Double($0) }
    let densities = places.map { place in
      values.reduce(0) { sum, value in
        let z = (value - place) / width
        return z.magnitude < 6 ? sum + exp(-z * z / 2) : sum
      }
    }
    let highest = densities.max() ?? 1
    (self.places, heights) = (places, densities.map { $0 / highest })
  }

  /// The height at a number.
  func height(at value: Double) -> Double {
    guard let first = places.first, let last = places.last, last > first else { return 0 }
    let place = (value - first) / (last - first) * Double(places.count - 1)
    return heights[Swift.max(0, Swift.min(heights.count - 1, Int(place.rounded())))]
  }
}
