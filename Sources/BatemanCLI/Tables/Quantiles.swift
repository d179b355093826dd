import Foundation

/// Quantiles of numbers that arrive one by one, in bounded memory and whatever their order.
///
/// Up to `exactLimit` numbers the quantiles are exact (linear between order statistics, R's type 7). Beyond, the
/// numbers are counted in bins 2⁻¹¹ wide relative to their value, and a quantile is the middle of its bin: off
/// by at most 0.03 %, far less than its sampling error.
struct Quantiles {
  /// How many numbers are kept as they are.
  static let exactLimit = 1 << 16
  private var values: [Double] = []
  private var bins: [Int: Int] = [:]
  /// How many finite numbers have been added.
  private(set) var count = 0

  /// Adds a number; those that are not finite are passed over.
  mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    count += 1
    if bins.isEmpty { values.append(value) } else { bins[Self.bin(of: value), default: 0] += 1 }
    if values.count > Self.exactLimit {
      for value in values { bins[Self.bin(of: value), default: 0] += 1 }
      values = []
    }
  }

  /// The quantiles for probabilities between 0 and 1; nil when there are no numbers.
  func callAsFunction(_ probabilities: [Double]) -> [Double]? {
    guard count > 0 else { return nil }
    return bins.isEmpty ? exact(probabilities) : binned(probabilities)
  }

  private func exact(_ probabilities: [Double]) -> [Double] {
    let sorted = values.sorted()
    return probabilities.map { probability in
      let position = probability * Double(sorted.count - 1)
      let lower = Int(position)
      let upper = min(lower + 1, sorted.count - 1)
      return sorted[lower] + (position - Double(lower)) * (sorted[upper] - sorted[lower])
    }
  }

  private func binned(_ probabilities: [Double]) -> [Double] {
    let ordered = bins.sorted { $0.key < $1.key }
    return probabilities.map { probability in
      let rank = Int((probability * Double(count - 1)).rounded())
      var seen = 0
      for (bin, number) in ordered {
        seen += number
        if seen > rank { return Self.middle(of: bin) }
      }
      return .nan
    }
  }

  /// Ordered as the numbers are: the upper bits of the pattern are exponent and leading digits.
  private static func bin(of value: Double) -> Int {
    let magnitude = Int(value.magnitude.bitPattern >> 41)
    return value < 0 ? -magnitude - 1 : magnitude
  }

  private static func middle(of bin: Int) -> Double {
    if bin == 0 { return 0 }
    let magnitude = Double(bitPattern: UInt64(bin < 0 ? -bin - 1 : bin) << 41 | 1 << 40)
    return bin < 0 ? -magnitude : magnitude
  }
}
