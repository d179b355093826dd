/// Bins next to one another along an axis.
public struct Bins: Hashable, Sendable {
  /// The edges, ascending: one more than bins.
  public let edges: [Double]

  /// Bins between given edges.
  init(edges: [Double]) { self.edges = edges }

  /// Bins that begin at given values of a sample; an edge lies midway between the values on its two sides.
  init(starts: [Double], _ sorted: [Double]) {
    var edges = [sorted.first ?? 0]
    for start in starts.dropFirst() {
      let before = sorted.last { $0 < start } ?? start
      edges.append((before + start) / 2)
    }
    edges.append(sorted.last ?? 0)
    self.edges = edges
  }

  /// How many bins there are.
  public var count: Int { edges.count - 1 }

  /// The bin that a value lies in; nil outside.
  public func index(of value: Double) -> Int? {
    guard value >= edges[0], value <= edges[edges.count - 1] else { return nil }
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}
