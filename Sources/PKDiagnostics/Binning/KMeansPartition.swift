/// The partition of numbers on a line into k groups with the least sum of squares about their means.
///
/// Exact, by dynamic programming over the distinct values (Wang and Song, R Journal 3/2 (2011) 29); since the best last
/// cut moves with the number of values, each row is filled by halving: O(k n log n).
struct KMeansPartition {
  /// Distinct values, ascending, and how often each occurs.
  struct Distinct {
    var values: [Double] = []
    var counts: [Double] = []
  }

  /// The first value of each group.
  let starts: [Double]

  /// The distinct values of an ascending sample.
  static func distinct(_ sorted: [Double]) -> Distinct {
    var result = Distinct()
    for value in sorted {
      if result.values.last == value {
        result.counts[result.counts.count - 1] += 1
      } else {
        result.values.append(value)
        result.counts.append(1)
      }
    }
    return result
  }

  init(_ sample: Distinct, into groups: Int) {
    let n = sample.values.count
    let k = min(groups, n)
    var table = CostTable(sample)
    var cuts: [[Int]] = []
    var costs = (0..<n).map { table.cost(0, $0) }
    for group in 1..<max(k, 1) {
      var next = [Double](repeating: .infinity, count: n)
      var cut = [Int](repeating: 0, count: n)
      table.fill(group..<n, cutsIn: group...(n - 1), costs, &next, &cut)
      costs = next
      cuts.append(cut)
    }
    var starts: [Double] = []
    var end = n - 1
    for cut in cuts.reversed() {
      starts.append(sample.values[cut[end]])
      end = cut[end] - 1
    }
    starts.append(sample.values[0])
    self.starts = starts.reversed()
  }

  /// The groups as bins of the sample.
  func bins(_ sorted: [Double]) -> Bins { Bins(starts: starts, sorted) }
}

/// Sums of squares about the mean of runs of values.
private struct CostTable {
  private var counts: [Double] = [0], sums: [Double] = [0], squares: [Double] = [0]

  init(_ sample: KMeansPartition.Distinct) {
    // About the middle, so that large times far from 0 do not cancel.
    let shift = sample.values[sample.values.count / 2]
    for (value, count) in zip(sample.values, sample.counts) {
      let difference = value - shift
      counts.append(counts[counts.count - 1] + count)
      sums.append(sums[sums.count - 1] + count * difference)
      squares.append(squares[squares.count - 1] + count * difference * difference)
    }
  }

  /// Of the values from one index to another, both included.
  func cost(_ first: Int, _ last: Int) -> Double {
    let count = counts[last + 1] - counts[first]
    let sum = sums[last + 1] - sums[first]
    return max(0, squares[last + 1] - squares[first] - sum * sum / count)
  }

  /// Fills the least costs of a row for some ends, whose best cuts lie in a range.
  mutating func fill(
    _ ends: Range<Int>, cutsIn range: ClosedRange<Int>, _ before: [Double], _ next: inout [Double], _ cut: inout [Int]
  ) {
    guard !ends.isEmpty else { return }
    let middle = (ends.lowerBound + ends.upperBound) / 2
    for start in range where start <= middle {
      let total = before[start - 1] + cost(start, middle)
      if total < next[middle] { (next[middle], cut[middle]) = (total, start) }
    }
    fill(ends.lowerBound..<middle, cutsIn: range.lowerBound...max(cut[middle], range.lowerBound), before, &next, &cut)
    fill(
      (middle + 1)..<ends.upperBound, cutsIn: max(cut[middle], range.lowerBound)...range.upperBound, before, &next, &cut
    )
  }
}
