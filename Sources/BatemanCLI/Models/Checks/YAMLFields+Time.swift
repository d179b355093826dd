import Bateman

extension YAMLFields {
  /// A time in a unit; nil, reported, when it is missing or none.
  func time(_ key: String, in timeUnit: Unit) -> Double? {
    guard let measure = measure(key, such: "21 day") else { return nil }
    guard measure.value >= 0, let factor = (try? Unit(measure.unit))?.factor(to: timeUnit) else {
      reportValue("'\(key)' takes a time such as '21 day'", at: key)
      return nil
    }
    return measure.value * factor
  }
}
