import PKNumerics

extension ParameterSpace {
  /// The 95 % interval of a free parameter by its standard error: x ± 1.96 SE on the scale on which it has no bounds, and
  /// back (delta method).
  ///
  /// That is the logarithm of a variance, and of a theta or sigma with a lower bound; the logit between two bounds; the
  /// parameter itself without bounds, and for a covariance. The likelihood is nearer to a normal one there, and the
  /// interval stays where values can be. Of a variance from n subjects estimate ± 1.96 SE leaves out the truth too often,
  /// and nearly always above it: the estimate is distributed as χ²ₙ₋₁/(n − 1), and its standard error is small whenever
  /// the estimate is. (W. Q. Meeker and L. A. Escobar, Statistical Methods for Reliability Data, 1998, 8.4.)
  func interval(of index: Int, at value: Double, standardError: Double) -> (lower: Double, upper: Double) {
    let width = 1.959963984540054 * standardError
    switch coordinates[index] {
    case .theta(_, let scale), .sigma(_, let scale):
      let x = scale.coordinate(of: value)
      let half = width / scale.slope(at: x)
      guard x.isFinite, half.isFinite else { break }
      return (scale.value(at: x - half), scale.value(at: x + half))
    case .factor(_, let row, let column, _) where row == column && value > 0:
      return (value * LaneMath.exp(-width / value), value * LaneMath.exp(width / value))
    case .factor: break
    }
    return (value - width, value + width)
  }
}
