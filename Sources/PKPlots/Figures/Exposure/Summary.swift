import Glibc

/// Numbers that stand for a sample in a table.
enum Summary {
  /// Geometric mean, geometric CV in percent, median, minimum, maximum of ascending numbers.
  static func columns(_ sorted: [Double]) -> [PlotValue] {
    guard let first = sorted.first, let last = sorted.last else { return Array(repeating: .missing, count: 5) }
    let n = Double(sorted.count)
    var geometric: [PlotValue] = [.missing, .missing]
    if first > 0 {
      let logs = sorted.map { log($0) }
      let mean = logs.reduce(0, +) / n
      let variance = n > 1 ? logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) : 0
      geometric = [.number(exp(mean)), .number(100 * (exp(variance) - 1).squareRoot())]
    }
    let middle = sorted.count / 2
    let median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    return geometric + [.number(median), .number(first), .number(last)]
  }
}
