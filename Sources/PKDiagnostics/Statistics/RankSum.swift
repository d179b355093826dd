import PKNumerics

/// The Kruskal–Wallis test: whether groups are of one distribution, by their ranks.
///
/// Kruskal and Wallis, J. Am. Stat. Assoc. 47 (1952) 583, with the correction for ties; the p-value by χ².
struct RankSum {
  let pValue: Double

  /// Nil with fewer than two groups, or when all numbers are equal.
  init?(_ groups: [[Double]]) {
    let groups = groups.filter { !$0.isEmpty }
    let all = groups.enumerated().flatMap { group, values in values.map { (value: $0, group: group) } }
      .sorted { $0.value < $1.value }
    guard groups.count > 1, let first = all.first, let last = all.last, first.value < last.value else { return nil }
    var sums = [Double](repeating: 0, count: groups.count)
    var ties = 0.0
    var start = 0
    while start < all.count {
      var end = start + 1
      while end < all.count, all[end].value == all[start].value { end += 1 }
      let size = Double(end - start)
      ties += size * size * size - size
      let rank = Double(start + end + 1) / 2
      for index in start..<end { sums[all[index].group] += rank }
      start = end
    }
    let n = Double(all.count)
    let spread = zip(sums, groups).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1.count) }
    let h = (12 / (n * (n + 1)) * spread - 3 * (n + 1)) / (1 - ties / (n * n * n - n))
    pValue = ChiSquare.upperTail(h, degreesOfFreedom: Double(groups.count - 1))
  }
}
