import Glibc

/// How fast an error falls with the step: the slope of log error against log h, by least squares.
public struct ConvergenceSlope: Sendable, CustomStringConvertible {
  /// The steps and the errors they gave.
  public let steps: [Double], errors: [Double]
  /// The slope: the order of a method.
  public let slope: Double

  /// Measures the error at a step, at half of it, and so on.
  ///
  /// - Parameters:
  ///   - first: the largest step.
  ///   - halvings: how often it is halved; at least 5 say something.
  ///   - error: the error at a step; it must stay above the rounding error.
  public init(from first: Double, halvings: Int, error: (Double) -> Double) {
    let steps = (0...halvings).map { first / Double(1 << $0) }
    let errors = steps.map(error)
    self.steps = steps
    self.errors = errors
    let x = steps.map { log2($0) }
    let y = errors.map { log2($0) }
    let (xMean, yMean) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - xMean) * ($1.1 - yMean) }
    slope = covariance / x.reduce(0) { $0 + ($1 - xMean) * ($1 - xMean) }
  }

  /// The slope and what it was measured from.
  public var description: String {
    "slope \(slope): " + zip(steps, errors).map { "h \($0) error \($1)" }.joined(separator: ", ")
  }
}
