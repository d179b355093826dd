/// One row of a reference table: arguments, the nearest double, and what it lacks.
struct ReferenceEntry {
  var arguments: [Double]
  var nearest: Double
  /// Exact value minus nearest double, in units in the last place.
  var residual: Double

  /// The distance of a computed value from the exact one, in units in the last place.
  func error(of value: Double) -> Double {
    value.isFinite ? ((value - nearest) / nearest.ulp - residual).magnitude : .infinity
  }

  /// Reads a table of entries with the given number of arguments.
  static func table(_ text: String, arguments count: Int) -> [ReferenceEntry] {
    let words = text.split { $0 == " " || $0 == "\n" }
    return stride(from: 0, to: words.count, by: count + 2).map { start in
      let doubles = words[start...(start + count)].map { Double(bitPattern: UInt64($0, radix: 16) ?? 0) }
      return ReferenceEntry(
        arguments: Array(doubles.dropLast()), nearest: doubles[count],
        residual: (Double(words[start + count + 1]) ?? .nan) / 1000)
    }
  }
}
