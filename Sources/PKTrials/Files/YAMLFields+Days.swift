import PKUnits
import PKYAML

extension YAMLFields {
  /// A time in days; nil, reported, when it is missing, none, or out of range.
  func days(_ key: String, _ range: ClosedRange<Double>) -> Double? {
    required(key).flatMap { _ in optionalDays(key, range) }
  }

  /// A time in days, or nil when the key is missing.
  func optionalDays(_ key: String, _ range: ClosedRange<Double>) -> Double? {
    guard let measure = optionalMeasure(key, such: "21 days") else { return nil }
    guard let day = try? Unit("day"), let factor = (try? Unit(measure.unit))?.factor(to: day) else {
      reportValue("'\(key)' takes a time such as '21 days'", at: key)
      return nil
    }
    let days = measure.value * factor
    if range.contains(days) { return days }
    let (low, high) = (Rounded.text(range.lowerBound, digits: 6), Rounded.text(range.upperBound, digits: 6))
    reportValue("'\(key)' is a time from \(low) to \(high) days", at: key)
    return nil
  }

  /// A list of shares of 1; reported when it is no such list or has another length than the levels.
  func fractions(_ key: String, count: Int) -> [Double]? {
    guard has(key) else { return nil }
    let nodes = nodes(key)
    guard !nodes.isEmpty else { return nil }
    let values = nodes.compactMap { fraction(of: $0, key) }
    guard values.count == nodes.count else { return nil }
    if values.count == count || count == 0 { return values }
    report("'\(key)' has \(values.count) values, and there are \(count) levels", at: key)
    return nil
  }
}
