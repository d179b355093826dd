import Glibc

/// Collects numbers and gives their quantiles: exactly while they are few, then to a stated relative error.
///
/// Beyond a limit, numbers are counted in bins of their logarithms, each with its least and greatest number, so memory
/// is bounded however many there are. A quantile then lies in the right bin, interpolated by its rank there: numbers
/// that are all alike stay exact, and so do the least and the greatest. Quantiles do not depend on the order of the
/// numbers.
/// Source of the bins: Masson, Rim, Lee, "DDSketch", PVLDB 12 (2019) 2195, section 2.1.
public struct QuantileAccumulator: Sendable {
  /// How many numbers are kept as they are.
  public let exactLimit: Int
  /// The relative error that a quantile from bins has at most.
  public let relativeError: Double

  /// How many numbers were added, NaN left out.
  public private(set) var count = 0
  private var values: [Double] = []
  /// What lies in each bin; nil while all numbers are kept.
  private var bins: [Int: Bin]?

  /// Numbers that are equal but for the relative error.
  private struct Bin {
    var count = 0
    var least = Double.infinity
    var greatest = -Double.infinity

    mutating func add(_ value: Double) {
      count += 1
      least = min(least, value)
      greatest = max(greatest, value)
    }

    func value(at rank: Int) -> Double {
      // Infinite ends need no interpolation.
      least == greatest || rank == 0
        ? least : least + (greatest - least) * (Double(rank) / Double(count - 1))
    }
  }

  /// Creates an accumulator of nothing.
  ///
  /// - Parameters:
  ///   - exactLimit: how many numbers are kept as they are.
  ///   - relativeError: the error that quantiles of more numbers have at most.
  public init(exactLimit: Int = 100_000, relativeError: Double = 1e-4) {
    self.exactLimit = exactLimit
    self.relativeError = relativeError
  }

  /// Whether quantiles are exact.
  public var isExact: Bool { bins == nil }

  /// Adds a number; NaN is passed over.
  public mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    if bins != nil { return addToBin(value) }
    values.append(value)
    guard values.count > exactLimit else { return }
    bins = [:]
    for value in values { addToBin(value) }
    values = []
  }

  /// The p-quantile, interpolated linearly between neighbours (type 7 of Hyndman and Fan); NaN of nothing.
  public func quantile(_ p: Double) -> Double { quantiles([p])[0] }

  /// Several quantiles, sorting once.
  public func quantiles(_ ps: [Double]) -> [Double] {
    guard count > 0, ps.allSatisfy({ !$0.isNaN }) else { return ps.map { _ in .nan } }
    let ordered = bins.map { OrderedBins($0.values.sorted { $0.least < $1.least }) }
    let sorted = ordered == nil ? values.sorted() : []
    func value(at rank: Int) -> Double { ordered?.value(at: rank) ?? sorted[rank] }
    return ps.map { p in
      let rank = min(max(p, 0), 1) * Double(count - 1)
      let below = value(at: Int(rank))
      let above = value(at: min(Int(rank) + 1, count - 1))
      // Equal neighbours, infinite ones too, need no interpolation.
      return below == above ? below : below + (rank - rank.rounded(.down)) * (above - below)
    }
  }

  private mutating func addToBin(_ value: Double) {
    let key = key(value)
    bins?[key, default: Bin()].add(value)
  }

  /// The bin of a number: that of its logarithm, told apart by sign; zero and infinity have their own.
  private func key(_ value: Double) -> Int {
    let side = value < 0 ? 1 : 0
    guard value != 0 else { return .min }
    guard value.isFinite else { return .max - side }
    return Int((log(value.magnitude) / log1p(relativeError)).rounded(.down)) * 2 + side
  }

  /// Bins in the order of their numbers, with how many lie before each.
  private struct OrderedBins {
    let bins: [Bin]
    let starts: [Int]

    init(_ bins: [Bin]) {
      self.bins = bins
      var seen = 0
      starts = bins.map { bin in
        defer { seen += bin.count }
        return seen
      }
    }

    func value(at rank: Int) -> Double {
      var (low, high) = (0, bins.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= rank { low = middle } else { high = middle }
      }
      return bins[low].value(at: rank - starts[low])
    }
  }
}
