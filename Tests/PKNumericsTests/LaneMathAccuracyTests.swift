import Glibc
import PKNumerics
import Testing

#if arch(x86_64)
  /// Errors against the C library's 80-bit functions, whose own error is near 2⁻¹¹ of our ulps.
  @Suite struct LaneMathAccuracyTests {
    #if DEBUG
      static let points = 2_000
    #else
      static let points = 1_000_000
    #endif

    /// The largest error, in units in the last place of the double nearest to the reference.
    private func worst(
      _ seed: UInt64, _ function: (Lanes, Lanes) -> Lanes, _ reference: (Float80, Float80) -> Float80,
      _ arguments: (RandomStream, Int) -> (Double, Double)
    ) -> (ulps: Double, x: Double, y: Double) {
      let stream = RandomStream(seed: seed, stream: 0, subject: 0)
      var worst = (ulps: 0.0, x: 0.0, y: 0.0)
      for block in 0..<(Self.points / 8) {
        let pairs = (0..<8).map { arguments(stream, 8 * block + $0) }
        let values = function(Lanes(pairs.map(\.0)), Lanes(pairs.map(\.1)))
        for (lane, pair) in pairs.enumerated() {
          let exact = reference(Float80(pair.0), Float80(pair.1))
          let error = ulps(values[lane], exact)
          if !(error <= worst.ulps) { worst = (error, pair.0, pair.1) }
        }
      }
      return worst
    }

    /// The distance in units of the last place of the double nearest to `exact`.
    private func ulps(_ value: Double, _ exact: Float80) -> Double {
      let nearest = Double(exact)
      if nearest.isInfinite || nearest.isNaN { return value.isInfinite || nearest.isNaN ? 0 : .infinity }
      // ∞ beside a finite reference counts as the 2¹⁰²⁴ it was rounded from.
      let number = value.isInfinite ? Float80(0x1p1023) * 2 : Float80(value)
      return Double((number - exact).magnitude / Float80(nearest.ulp))
    }

    @Test func exponential() {
      let wide = worst(1, { x, _ in LaneMath.exp(x) }, { x, _ in Glibc.exp(x) }) { stream, index in
        (stream.uniform(index) * 1456 - 746, 0)
      }
      let small = worst(2, { x, _ in LaneMath.exp(x) }, { x, _ in Glibc.exp(x) }) { stream, index in
        (stream.normal(index) * 1.5, 0)
      }
      #expect(wide.ulps < 1 && small.ulps < 1)
    }

    @Test func logarithm() {
      let wide = worst(3, { x, _ in LaneMath.log(x) }, { x, _ in Glibc.log(x) }) { stream, index in
        (Double(bitPattern: stream.bits(index) % 0x7ff0_0000_0000_0000), 0)
      }
      let near = worst(4, { x, _ in LaneMath.log(x) }, { x, _ in Glibc.log(x) }) { stream, index in
        (0.5 + 1.5 * stream.uniform(index), 0)
      }
      #expect(wide.ulps < 1 && near.ulps < 1)
    }

    @Test func power() {
      // log x log-uniform over all doubles, y such that the power covers the doubles.
      let wide = worst(5, LaneMath.pow, { x, y in Glibc.pow(x, y) }) { stream, index in
        let x = Double(bitPattern: stream.bits(3 * index) % 0x7ff0_0000_0000_0000)
        let exponent = stream.uniform(3 * index + 1) * 1454 - 745
        return (x, exponent / Glibc.log(x))
      }
      let near = worst(6, LaneMath.pow, { x, y in Glibc.pow(x, y) }) { stream, index in
        let x = 0.5 + 1.5 * stream.uniform(3 * index)
        let exponent = stream.uniform(3 * index + 1) * 1454 - 745
        return (x, exponent / Glibc.log(x))
      }
      let moderate = worst(7, LaneMath.pow, { x, y in Glibc.pow(x, y) }) { stream, index in
        (Glibc.exp(3 * stream.normal(2 * index)), 2 * stream.normal(2 * index + 1))
      }
      #expect(wide.ulps < 1 && near.ulps < 1 && moderate.ulps < 1)
    }
  }
#endif
