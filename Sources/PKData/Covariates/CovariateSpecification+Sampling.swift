import Glibc

extension CovariateSpecification {
  /// The names of the categories, in the order of the numbers that `value(uniform:…)` gives; nil
  /// for numbers.
  public var categories: [String]? {
    switch kind {
    case .category(let name): [name]
    case .categorical(let categories): categories.map(\.name)
    case .fixed, .logNormal, .normal, .uniform: nil
    }
  }

  /// The covariate's value at a point u of the unit interval: the inverse of its distribution
  /// function.
  ///
  /// Truncated distributions are inverted between the probabilities of their bounds, so that every
  /// u gives one value and values rise with u. Categories are given as their index in `categories`.
  ///
  /// - Parameters:
  ///   - u: a number in 0...1, uniform for a random draw.
  ///   - normalQuantile: the inverse of the standard normal distribution function.
  ///   - normalCDF: the standard normal distribution function.
  ///   - exp: the exponential function; the C library's, unless the caller has one with the same bits everywhere.
  ///   - log: the natural logarithm, likewise.
  /// - Returns: the value in the specification's unit, or the category's index.
  public func value(
    uniform u: Double, normalQuantile: (Double) -> Double, normalCDF: (Double) -> Double,
    exp: ((Double) -> Double)? = nil, log: ((Double) -> Double)? = nil
  ) -> Double {
    let (exp, log) = (exp ?? Glibc.exp, log ?? Glibc.log)
    func normal(mean: Double, sd: Double, bounds: ClosedRange<Double>?) -> Double {
      guard sd > 0 else { return mean }
      guard let bounds else { return mean + sd * normalQuantile(u) }
      let low = normalCDF((bounds.lowerBound - mean) / sd)
      let high = normalCDF((bounds.upperBound - mean) / sd)
      let value = mean + sd * normalQuantile(low + u * (high - low))
      return min(max(value, bounds.lowerBound), bounds.upperBound)
    }
    switch kind {
    case .fixed(let value): return value
    case .category: return 0
    case .logNormal(let median, let cv):
      let logBounds = range.map { log(max($0.lowerBound, 0))...log(max($0.upperBound, 0)) }
      let value = exp(normal(mean: log(median), sd: log(1 + cv * cv).squareRoot(), bounds: logBounds))
      return range.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value
    case .normal(let mean, let sd): return normal(mean: mean, sd: sd, bounds: range)
    case .uniform(let lower, let upper): return min(max(lower + u * (upper - lower), lower), upper)
    case .categorical(let categories): return Double(Self.index(at: u, of: categories))
    }
  }

  /// The first category whose cumulative probability exceeds u; the last possible one for u = 1.
  private static func index(at u: Double, of categories: [Category]) -> Int {
    var sum = 0.0
    for (index, category) in categories.enumerated() {
      sum += category.probability
      if u < sum { return index }
    }
    return categories.lastIndex { $0.probability > 0 } ?? 0
  }
}
