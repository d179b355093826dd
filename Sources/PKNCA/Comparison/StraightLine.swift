import PKNumerics

/// The regression line of y on x by least squares, with the error of its slope.
struct StraightLine {
  let intercept: Double
  let slope: Double
  let slopeError: Double
  let residualVariance: Double
  let degreesOfFreedom: Double

  /// Fits a line; nil for fewer than 3 points or where all x are equal.
  init?(_ x: [Double], _ y: [Double]) {
    guard x.count == y.count, x.count > 2, Set(x).count > 1 else { return nil }
    let mean = x.reduce(0, +) / Double(x.count)
    let rows = x.map { [1, $0 - mean] }
    guard let matrix = try? Matrix(rows), let fit = try? LeastSquares(fitting: matrix, to: y) else { return nil }
    degreesOfFreedom = Double(x.count - 2)
    residualVariance = fit.residualSumOfSquares / degreesOfFreedom
    slope = fit.solution[1]
    intercept = fit.solution[0] - slope * mean
    slopeError = (residualVariance / x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot()
  }

  /// The two-sided interval of the slope.
  func slopeInterval(confidence: Double) -> ClosedRange<Double> {
    let half = StudentT.quantile((1 + confidence) / 2, degreesOfFreedom: degreesOfFreedom) * slopeError
    return (slope - half)...(slope + half)
  }
}
