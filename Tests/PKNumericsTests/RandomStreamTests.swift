import PKNumerics
import Testing

/// Streams of deviates: determined by their coordinates, distributed as they say.
///
/// The bounds of the statistical tests have a false-alarm rate below 10⁻⁶ each; seeds are fixed.
@Suite struct RandomStreamTests {
  #if DEBUG
    static let count = 4_000
  #else
    static let count = 400_000
  #endif

  @Test func coordinatesDetermineTheDeviate() {
    let stream = RandomStream(seed: 7, stream: 2, subject: 5, replicate: 3)
    let again = RandomStream(seed: 7, stream: 2, subject: 5, replicate: 3)
    #expect((0..<20).map(stream.uniform) == (0..<20).reversed().map(again.uniform).reversed())
  }

  /// The layout of seed and counter is part of the contract: results are reproducible for years.
  @Test func layoutOfTheCounter() {
    let stream = RandomStream(seed: 11, stream: 2, subject: 5, replicate: 3)
    let block = Philox.block(counter: SIMD4(4, 5, 3 << 32 | 2, 0), key: SIMD2(11, 0))
    #expect((16..<20).map(stream.bits) == (0..<4).map { block[$0] })
  }

  @Test func everyCoordinateMatters() {
    let streams = [
      RandomStream(seed: 0, stream: 0, subject: 0), RandomStream(seed: 1, stream: 0, subject: 0),
      RandomStream(seed: 0, stream: 1, subject: 0), RandomStream(seed: 0, stream: 0, subject: 1),
      RandomStream(seed: 0, stream: 0, subject: 0, replicate: 1),
      RandomStream(seed: .max, stream: .max, subject: .max, replicate: .max),
    ]
    let words = streams.flatMap { stream in [0, 1, 2, 3, 4, 1 << 40, .max, .min, -1].map(stream.bits) }
    #expect(Set(words).count == words.count)
  }

  @Test func uniformDeviatesAreUniform() {
    let stream = RandomStream(seed: 20_26, stream: 1, subject: 1)
    let sample = (0..<Self.count).map(stream.uniform).sorted()
    #expect(kolmogorovDistance(sample) { $0 } < 2.75 / Double(Self.count).squareRoot())
    #expect(sample.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func normalDeviatesAreNormal() {
    let stream = RandomStream(seed: 20_26, stream: 2, subject: 1)
    let sample = (0..<Self.count).map(stream.normal)
    let n = Double(Self.count)
    // Standard errors of the first four moments of a normal sample; five of them.
    let moments = (1...4).map { power in sample.reduce(0) { $0 + LaneMath.pow($1, Double(power)) } / n }
    let standardErrors = [1.0, 2, 15, 96].map { ($0 / n).squareRoot() }
    for (moment, (expected, error)) in zip(moments, zip([0.0, 1, 0, 3], standardErrors)) {
      #expect((moment - expected).magnitude < 5 * error)
    }
    #expect(kolmogorovDistance(sample.sorted(), Normal.cdf) < 2.75 / n.squareRoot())
  }

  /// Neighbouring subjects, replicates, purposes, seeds and indices are uncorrelated.
  @Test func streamsAreUncorrelated() {
    let base = RandomStream(seed: 1, stream: 1, subject: 1, replicate: 1)
    let others = [
      RandomStream(seed: 2, stream: 1, subject: 1, replicate: 1),
      RandomStream(seed: 1, stream: 2, subject: 1, replicate: 1),
      RandomStream(seed: 1, stream: 1, subject: 2, replicate: 1),
      RandomStream(seed: 1, stream: 1, subject: 1, replicate: 2),
    ]
    let bound = 5 / Double(Self.count).squareRoot()
    for other in others {
      let products = (0..<Self.count).reduce(0) { $0 + base.normal($1) * other.normal($1) }
      #expect((products / Double(Self.count)).magnitude < bound)
    }
    for lag in 1...4 {
      let products = (0..<Self.count).reduce(0) { $0 + base.normal($1) * base.normal($1 + lag) }
      #expect((products / Double(Self.count)).magnitude < bound)
    }
  }

  /// Kolmogorov's distance of a sorted sample; P(√n D > 2.75) = 2 exp(−2 · 2.75²) = 5 · 10⁻⁷.
  private func kolmogorovDistance(_ sorted: [Double], _ cdf: (Double) -> Double) -> Double {
    let n = Double(sorted.count)
    return sorted.enumerated().reduce(0) { worst, next in
      let p = cdf(next.element)
      return max(worst, p - Double(next.offset) / n, Double(next.offset + 1) / n - p)
    }
  }
}
