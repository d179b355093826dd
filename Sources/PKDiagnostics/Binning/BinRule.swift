/// How the abscissa of a predictive check is cut into bins.
public enum BinRule: Hashable, Sendable {
  /// A bin for each of up to twelve distinct values; k-means for more, into ⌈log₂ n⌉ + 1 bins, from 3 to 12.
  case automatic
  /// Into bins whose values are as near to one another as can be (the least sum of squares within bins).
  case kMeans(Int)
  /// Into bins of equally many values; equal values stay together.
  case equalCounts(Int)
  /// At edges: each bin has its lower edge, the last one its upper edge too; what lies outside is left out.
  case edges([Double])

  /// The most bins that are made without being asked for.
  static let automaticLimit = 12

  /// The bins of some values.
  ///
  /// - Parameter values: in any order; what is not finite is passed over.
  /// - Returns: the bins.
  /// - Throws: `DiagnosticsError.badBinEdges`, `.nothingInBins`.
  public func bins(of values: [Double]) throws(DiagnosticsError) -> Bins {
    let sorted = values.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { throw .nothingInBins }
    switch self {
    case .automatic:
      let count = (sorted.count - 1).bitWidth - (sorted.count - 1).leadingZeroBitCount + 1
      let distinct = KMeansPartition.distinct(sorted)
      if distinct.values.count <= Self.automaticLimit { return Bins(starts: distinct.values, sorted) }
      return KMeansPartition(distinct, into: min(max(count, 3), Self.automaticLimit)).bins(sorted)
    case .kMeans(let count):
      return KMeansPartition(KMeansPartition.distinct(sorted), into: max(count, 1)).bins(sorted)
    case .equalCounts(let count):
      return Bins(starts: Self.equalStarts(sorted, max(count, 1)), sorted)
    case .edges(let edges):
      guard edges.count > 1, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .badBinEdges }
      guard sorted.contains(where: { $0 >= edges[0] && $0 <= edges[edges.count - 1] }) else { throw .nothingInBins }
      return Bins(edges: edges)
    }
  }

  /// The first value of each bin of equally many.
  private static func equalStarts(_ sorted: [Double], _ count: Int) -> [Double] {
    var starts: [Double] = []
    for bin in 0..<count {
      let place = bin * sorted.count / count
      let isNew = place == 0 || sorted[place] > sorted[place - 1]
      // A value that the bin before has too begins no bin: the next larger one does.
      let start = isNew ? sorted[place] : sorted[place...].first { $0 > sorted[place] }
      if let start, starts.last.map({ $0 < start }) ?? true { starts.append(start) }
    }
    return starts
  }
}
