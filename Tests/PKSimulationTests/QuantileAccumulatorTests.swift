import PKNumerics
import PKSimulation
import PKTestSupport
import Testing

/// Quantiles in bounded memory: exact at first, then to a stated error.
@Suite struct QuantileAccumulatorTests {
  private let stream = RandomStream(seed: 3, stream: 1, subject: 0)

  private func accumulate(_ values: some Sequence<Double>) -> QuantileAccumulator {
    var accumulator = QuantileAccumulator()
    for value in values { accumulator.add(value) }
    return accumulator
  }

  /// Type 7 of Hyndman and Fan: 1…5 have the 0.1-quantile 1.4.
  @Test func fewNumbersAreExact() {
    let accumulator = accumulate([3, 1, 5, 2, 4])
    #expect(accumulator.isExact && accumulator.count == 5)
    #expect(accumulator.quantiles([0, 0.1, 0.25, 0.5, 0.9, 1]) == [1, 1.4, 2, 3, 4.6, 5])
    #expect(accumulate([7]).quantiles([0, 0.5, 1]) == [7, 7, 7])
    #expect(accumulate([Double]()).quantile(0.5).isNaN)
  }

  @Test func whatIsNoNumberIsPassedOver() {
    let accumulator = accumulate([.nan, 2, .nan, 1])
    #expect(accumulator.count == 2 && accumulator.quantile(0.5) == 1.5)
  }

  @Test func manyNumbersAreWithinTheStatedError() {
    let values = (0..<150_000).map { LaneMath.exp(2 * stream.normal($0)) }
    let accumulator = accumulate(values)
    #expect(!accumulator.isExact && accumulator.count == values.count)
    let sorted = values.sorted()
    for p in [0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1] {
      let rank = p * Double(values.count - 1)
      let (below, above) = (sorted[Int(rank)], sorted[min(Int(rank) + 1, values.count - 1)])
      let exact = below + (rank - rank.rounded(.down)) * (above - below)
      let close = closeness(accumulator.quantile(p), exact, relative: accumulator.relativeError)
      #expect(close.holds, "p = \(p): \(close)")
    }
  }

  /// The order of the numbers is of no consequence, to the last bit.
  @Test func orderDoesNotMatter() {
    let values = (0..<120_000).map { LaneMath.exp(stream.normal($0)) }
    let (forward, backward) = (accumulate(values), accumulate(values.reversed()))
    #expect(forward.quantiles([0.05, 0.5, 0.95]) == backward.quantiles([0.05, 0.5, 0.95]))
  }

  /// Zeros and negative numbers, which have no logarithm, keep their place.
  @Test func zerosAndNegativesKeepTheirPlace() {
    let values: [Double] = (0..<120_000).map { (index: Int) -> Double in
      switch index % 3 {
      case 0: 0
      case 1: -2
      default: Double(index)
      }
    }
    let accumulator = accumulate(values)
    #expect(accumulator.quantiles([0.1, 0.5]) == [-2, 0])
    #expect(accumulator.quantile(1) == 119_999)
  }

  /// Negative numbers are binned as well: their memory is bounded, and their order kept.
  @Test func negativeNumbersAreWithinTheStatedError() {
    let values = (0..<5_000).map { 3 * stream.normal($0) }
    var accumulator = QuantileAccumulator(exactLimit: 100, relativeError: 0.01)
    for value in values { accumulator.add(value) }
    let sorted = values.sorted()
    #expect(!accumulator.isExact && accumulator.quantile(0) == sorted[0] && accumulator.quantile(1) == sorted[4_999])
    for rank in [10, 1_000, 2_499, 4_000, 4_990] {
      let close = closeness(accumulator.quantile(Double(rank) / 4_999), sorted[rank], relative: 0.01)
      #expect(close.holds, "rank \(rank): \(close)")
    }
  }

  /// Numbers that are all alike, such as a dose ratio, are not moved to the middle of a bin.
  @Test func equalNumbersStayExact() {
    var accumulator = QuantileAccumulator(exactLimit: 10, relativeError: 0.01)
    for _ in 0..<1_000 { accumulator.add(1.25) }
    for _ in 0..<3 { accumulator.add(.infinity) }
    #expect(!accumulator.isExact && accumulator.quantiles([0, 0.5, 0.9, 1]) == [1.25, 1.25, 1.25, .infinity])
  }
}
