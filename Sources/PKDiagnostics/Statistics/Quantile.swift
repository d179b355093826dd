/// Quantiles of numbers that are all at hand.
public enum Quantile {
  /// The p-quantile of ascending numbers, interpolated between neighbours (type 7 of Hyndman and Fan, R's default); NaN of
  /// nothing.
  ///
  /// −∞ stands for a value below the limit of quantification: a quantile between it and a number is below too.
  public static func value(ofSorted sorted: some RandomAccessCollection<Double>, _ p: Double) -> Double {
    guard !sorted.isEmpty else { return .nan }
    let place = Double(sorted.count - 1) * p
    let lower = min(Int(place), sorted.count - 1)
    let share = place - Double(lower)
    let first = sorted[sorted.index(sorted.startIndex, offsetBy: lower)]
    guard share > 0, lower + 1 < sorted.count, first > -.infinity else { return first }
    let second = sorted[sorted.index(sorted.startIndex, offsetBy: lower + 1)]
    return second == .infinity ? second : first + share * (second - first)
  }
}
