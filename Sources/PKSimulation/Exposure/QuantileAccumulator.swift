import Glibc

/// Collects numbers and gives their quantiles: exactly for up to 100,000, then to a relative error of 10⁻⁴.
///
/// Beyond that many, positive numbers are counted in logarithmic bins, so memory is bounded however many there are;
/// counts do not depend on the order of the numbers, nor do the quantiles.
/// Source of the bins: Masson, Rim, Lee, "DDSketch", PVLDB 12 (2019) 2195, section 2.1.
public struct QuantileAccumulator: Sendable {
  /// How many numbers are kept as they are.
  static let exactLimit = 100_000
  /// The relative error of a quantile from bins.
  static let binError = 1e-4

  /// How many numbers were added, NaN left out.
  public private(set) var count = 0
  private var values: [Double] = []
  /// How many numbers lie in each bin; nil while all are kept.
  private var bins: [Int: Int]?
  /// Numbers that are not positive have no logarithm: they are counted by value.
  private var others: [Double: Int] = [:]

  /// Creates an accumulator of nothing.
  public init() {}

  /// Whether quantiles are exact.
  public var isExact: Bool { bins == nil }

  /// Adds a number; NaN is passed over.
  public mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    if bins != nil { return addToBin(value) }
    values.append(value)
    guard values.count > Self.exactLimit else { return }
    bins = [:]
    for value in values { addToBin(value) }
    values = []
  }

  /// The p-quantile, interpolated linearly between neighbours (type 7 of Hyndman and Fan); NaN of nothing.
  public func quantile(_ p: Double) -> Double { quantiles([p])[0] }

  /// Several quantiles, sorting once.
  public func quantiles(_ ps: [Double]) -> [Double] {
    guard count > 0, ps.allSatisfy({ !$0.isNaN }) else { return ps.map { _ in .nan } }
    let ranked = bins == nil ? values.sorted().map { ($0, 1) } : binned()
    return ps.map { p in
      let rank = min(max(p, 0), 1) * Double(count - 1)
      let below = value(at: Int(rank), in: ranked)
      let above = value(at: min(Int(rank) + 1, count - 1), in: ranked)
      // Equal neighbours, infinite ones too, need no interpolation.
      return below == above ? below : below + (rank - rank.rounded(.down)) * (above - below)
    }
  }

  private func value(at rank: Int, in ranked: [(Double, Int)]) -> Double {
    if bins == nil { return ranked[rank].0 }
    var seen = 0
    for (value, number) in ranked {
      seen += number
      if rank < seen { return value }
    }
    return ranked.last?.0 ?? .nan
  }

  private mutating func addToBin(_ value: Double) {
    guard value > 0, value < .infinity else {
      others[value, default: 0] += 1
      return
    }
    bins?[Int((log(value) / (2 * Self.binError)).rounded()), default: 0] += 1
  }

  private func binned() -> [(Double, Int)] {
    let positive = (bins ?? [:]).map { (exp(Double($0.key) * 2 * Self.binError), $0.value) }
    return (positive + others.map { ($0.key, $0.value) }).sorted { $0.0 < $1.0 }
  }
}
