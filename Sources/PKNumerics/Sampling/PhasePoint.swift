/// A position with its density, and a momentum.
struct PhasePoint {
  var position: [Double]
  var density: LogDensity
  var momentum: [Double] = []

  /// The logarithm of the joint density of position and momentum, for a metric of variances.
  func logJoint(_ metric: [Double]) -> Double {
    density.value - zip(momentum, metric).reduce(0) { $0 + $1.0 * $1.0 * $1.1 } / 2
  }

  /// A leapfrog step: half a kick, a drift, half a kick; nil where the density ends.
  func leapfrog(_ step: Double, _ metric: [Double], _ target: ([Double]) -> LogDensity?) -> PhasePoint? {
    var next = self
    for index in next.position.indices {
      next.momentum[index] += step / 2 * density.gradient[index]
      next.position[index] += step * metric[index] * next.momentum[index]
    }
    guard let density = target(next.position), density.isFinite else { return nil }
    next.density = density
    for index in next.position.indices { next.momentum[index] += step / 2 * density.gradient[index] }
    return next
  }
}
