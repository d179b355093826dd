/// The logarithm of a density, up to a constant, and its gradient.
public struct LogDensity: Sendable {
  /// ln p(x), up to a constant.
  public var value: Double
  /// Its derivatives, n of them.
  public var gradient: [Double]

  /// A value with its gradient.
  public init(value: Double, gradient: [Double]) {
    self.value = value
    self.gradient = gradient
  }

  /// Whether every number of it is.
  var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }
}
