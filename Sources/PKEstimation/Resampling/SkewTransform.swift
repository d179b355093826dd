import PKNumerics

/// A number that is scaled and then bent, so that a skewed sample becomes as symmetric as it can.
///
/// I. K. Yeo and R. A. Johnson, Biometrika 87 (2000) 954, with λ between 0 and 2, where every number has a counterpart.
package struct SkewTransform: Sendable {
  package let location: Double, scale: Double, lambda: Double

  /// The transformation that makes a sample most likely to be normal.
  package init(of sample: [Double]) {
    let moments = Moments(of: sample)
    (location, scale) = (moments.mean, moments.deviation > 0 ? moments.deviation : 1)
    let scaled = sample.map { [location, scale] in ($0 - location) / scale }
    // Of ln L what depends on λ; it has one maximum, and twentieths are fine enough.
    func likelihood(_ lambda: Double) -> Double {
      let deviation = Moments(of: scaled.map { Self.bend($0, lambda) }).deviation
      let slopes = scaled.reduce(0) { $0 + ($1 < 0 ? -1 : 1) * LaneMath.log(1 + $1.magnitude) }
      return (lambda - 1) * slopes - Double(scaled.count) * LaneMath.log(max(deviation, 1e-300))
    }
    lambda = (0...40).map { Double($0) / 20 }.max { likelihood($0) < likelihood($1) } ?? 1
  }

  package func forward(_ value: Double) -> Double { Self.bend((value - location) / scale, lambda) }

  package func inverse(_ bent: Double) -> Double {
    let power = bent < 0 ? 2 - lambda : lambda
    let size = power == 0 ? LaneMath.exp(bent.magnitude) : LaneMath.pow(1 + power * bent.magnitude, 1 / power)
    return location + scale * (bent < 0 ? 1 - size : size - 1)
  }

  /// ln of the derivative of `forward`.
  package func logSlope(at value: Double) -> Double {
    let z = (value - location) / scale
    return (z < 0 ? 1 - lambda : lambda - 1) * LaneMath.log(1 + z.magnitude) - LaneMath.log(scale)
  }

  private static func bend(_ z: Double, _ lambda: Double) -> Double {
    let power = z < 0 ? 2 - lambda : lambda
    let size = 1 + z.magnitude
    let bent = power == 0 ? LaneMath.log(size) : (LaneMath.pow(size, power) - 1) / power
    return z < 0 ? -bent : bent
  }
}
