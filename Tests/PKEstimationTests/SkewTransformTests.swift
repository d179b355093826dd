import PKEstimation
import PKNumerics
import Testing

/// Yeo and Johnson's transformation, by which the next round of SIR proposes.
@Suite struct SkewTransformTests {
  /// Normal scores bent by a function.
  private static func sample(_ shape: (Double) -> Double) -> [Double] {
    let stream = RandomStream(seed: 5, stream: 1, subject: 0)
    return (0..<2_000).map { shape(stream.normal($0)) }
  }

  private static let shapes: [(String, [Double])] = [
    ("normal", sample { 3 + 0.2 * $0 }), ("skewed to the right", sample { LaneMath.exp(0.5 * $0) }),
    ("skewed to the left", sample { -LaneMath.exp(0.5 * $0) }), ("constant", sample { _ in 2 }),
  ]

  private func skewness(_ values: [Double]) -> Double {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let (second, third) = values.reduce((0.0, 0.0)) { sum, value in
      let d = value - mean
      return (sum.0 + d * d / n, sum.1 + d * d * d / n)
    }
    return third / LaneMath.pow(second, 1.5)
  }

  @Test("law: there and back, and the slope is that of differences", arguments: shapes.indices)
  func roundTrip(index: Int) {
    let (name, values) = Self.shapes[index]
    let transform = SkewTransform(of: values)
    for value in [-4, -1, -0.01, 0, 0.3, 1, 2, 6] as [Double] {
      let back = transform.inverse(transform.forward(value))
      // A few roundings of a logarithm and a power.
      #expect((back - value).magnitude <= 1e-12 * max(1, value.magnitude), "\(name) \(value)")
      // Central differences err by the third derivative times h², which is below 1e-9 here.
      let h = 1e-5
      let slope = (transform.forward(value + h) - transform.forward(value - h)) / (2 * h)
      #expect((LaneMath.exp(transform.logSlope(at: value)) / slope - 1).magnitude < 1e-6, "\(name) \(value)")
    }
  }

  @Test("a skewed sample becomes symmetric, a normal one stays as it is") func symmetry() {
    for (name, values) in Self.shapes.dropLast() {
      let transform = SkewTransform(of: values)
      let bent = skewness(values.map { transform.forward($0) })
      // Of 2,000 normal numbers the skewness is 0 ± 0.055 (√(6/n)).
      #expect(bent.magnitude < 0.17, "\(name): \(bent)")
    }
    #expect(skewness(Self.shapes[1].1) > 1 && skewness(Self.shapes[2].1) < -1)
    #expect((SkewTransform(of: Self.shapes[0].1).lambda - 1).magnitude <= 0.1)
    #expect(SkewTransform(of: Self.shapes[1].1).lambda < 0.7 && SkewTransform(of: Self.shapes[2].1).lambda > 1.3)
  }
}
