import PKNumerics
import Testing

@Suite("Sobol's sequence")
struct SobolSequenceTests {
  /// Points of SciPy 1.17.1 (`scipy.stats.qmc.Sobol`, 32 dimensions, 32 bits, not scrambled) in some dimensions.
  @Test(
    "points of the reference implementation",
    arguments: [
      (1, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]), (2, [0.75, 0.25, 0.25, 0.75, 0.25, 0.25]),
      (3, [0.25, 0.75, 0.75, 0.25, 0.75, 0.75]), (7, [0.125, 0.625, 0.375, 0.375, 0.125, 0.875]),
      (100, [0.4140625, 0.2578125, 0.7734375, 0.7421875, 0.7421875, 0.4140625]),
      (1023, [0.0009765625, 0.7529296875, 0.6123046875, 0.4384765625, 0.8759765625, 0.6142578125]),
    ] as [(UInt32, [Double])])
  func points(index: UInt32, expected: [Double]) throws {
    let point = try #require(SobolSequence(dimension: 32)).point(index)
    for (dimension, expected) in zip([0, 1, 2, 5, 17, 31], expected) {
      // Half a unit in the 52nd digit keeps points off 0.
      #expect(abs(point[dimension] - expected) <= 0x1p-52)
    }
  }

  @Test("every one of 2ⁿ equal intervals holds one of 2ⁿ points, shifted or not", arguments: [nil, 7] as [UInt64?])
  func stratified(seed: UInt64?) throws {
    let stream = seed.map { RandomStream(seed: $0, stream: 1, subject: 0) }
    let sequence = try #require(SobolSequence(dimension: 8, shiftedBy: stream))
    for dimension in 0..<8 {
      let boxes = Set((0..<256 as Range<UInt32>).map { Int(sequence.point($0)[dimension] * 256) })
      #expect(boxes.count == 256)
    }
  }

  @Test("integrates a smooth function far better than random points do")
  func integral() throws {
    let sequence = try #require(
      SobolSequence(dimension: 5, shiftedBy: RandomStream(seed: 3, stream: 1, subject: 0)))
    let count: UInt32 = 4096
    let mean = (0..<count).reduce(0.0) { $0 + sequence.point($1).reduce(1) { $0 * (0.5 + $1) } } / Double(count)
    // Random points: standard deviation √((13/12)⁵ − 1)/64 = 0.011.
    #expect(abs(mean - 1) < 5e-4)
  }

  @Test("dimensions without direction numbers are refused")
  func dimensions() {
    #expect(SobolSequence(dimension: 0) == nil)
    #expect(SobolSequence(dimension: 33) == nil)
  }
}
